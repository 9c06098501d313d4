/** The inputs above a dashboard; what is chosen in them stands for tokens in its searches. */
import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { DashboardInput, TimeRange } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';
import { fieldTerm } from '../search/edit-search.ts';
import { TimeRangePicker } from '../search/time/time-range-picker.tsx';
import { usePanelSearch } from './panel-search.ts';

export interface Chosen {
  /** By token; of a multiselect its values. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly range: TimeRange;
}

export function startOf(inputs: readonly DashboardInput[]): Chosen {
  const values: Record<string, string | readonly string[]> = {};
  let range: TimeRange = {};
  for (const input of inputs) {
    if (input.kind === 'time')
      range = {
        ...(input.earliest === undefined ? {} : { earliest: input.earliest }),
        ...(input.latest === undefined ? {} : { latest: input.latest }),
      };
    else values[input.token] = input.kind === 'multiselect' ? [] : input.default;
  }
  return { values, range };
}

/** As they stand in searches: of a multiselect one condition, none where nothing is chosen. */
export function tokensOf(inputs: readonly DashboardInput[], { values }: Chosen): Record<string, string> {
  return Object.fromEntries(
    inputs.flatMap((input) => {
      if (input.kind === 'time') return [];
      const value = values[input.token] ?? '';
      if (typeof value === 'string') return [[input.token, value]];
      const field = (input.kind === 'multiselect' ? input.field : undefined) ?? input.token;
      return [[input.token, value.length === 0 ? '' : `(${value.map((one) => fieldTerm(field, one)).join(' OR ')})`]];
    }),
  );
}

interface Props {
  readonly inputs: readonly DashboardInput[];
  readonly chosen: Chosen;
  readonly timeZone: string;
  readonly onChange: (chosen: Chosen) => void;
  readonly onTimeZone: (timeZone: string) => void;
}

export function DashboardInputs({ inputs, chosen, timeZone, onChange, onTimeZone }: Props) {
  if (inputs.length === 0) return null;
  const set = (token: string, value: string | readonly string[]): void =>
    onChange({ ...chosen, values: { ...chosen.values, [token]: value } });
  return (
    <div className="dashboard-inputs" role="group" aria-label="Inputs">
      {inputs.map((input) => {
        if (input.kind === 'time')
          return (
            <div key="time" className="time-input">
              <TimeRangePicker
                range={chosen.range}
                timeZone={timeZone}
                onChange={(range) => onChange({ ...chosen, range })}
                onTimeZone={onTimeZone}
              />
            </div>
          );
        const value = chosen.values[input.token] ?? '';
        if (input.kind === 'text')
          return (
            <TextBox
              key={input.token}
              label={input.label}
              value={String(value)}
              onChange={(text) => set(input.token, text)}
            />
          );
        return <Choice key={input.token} input={input} value={value} onChange={(next) => set(input.token, next)} />;
      })}
    </div>
  );
}

/** Takes effect with Enter or when it is left, not with every key. */
function TextBox({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(typed);
      }}
    >
      <TextInput
        label={label}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => onChange(typed)}
      />
    </form>
  );
}

interface ChoiceProps {
  readonly input: Extract<DashboardInput, { kind: 'dropdown' | 'multiselect' }>;
  readonly value: string | readonly string[];
  readonly onChange: (value: string | readonly string[]) => void;
}

function Choice({ input, value, onChange }: ChoiceProps) {
  const found = useChoices(input.search);
  const listed = new Set(input.choices.map((choice) => choice.value));
  const data = [
    ...input.choices,
    ...found.filter((one) => !listed.has(one)).map((one) => ({ label: one, value: one })),
  ];
  if (input.kind === 'multiselect')
    return (
      <MultiSelect
        label={input.label}
        placeholder={value.length === 0 ? 'all' : ''}
        searchable
        clearable
        data={data}
        value={typeof value === 'string' ? [] : [...value]}
        onChange={onChange}
      />
    );
  return (
    <Select
      label={input.label}
      searchable
      allowDeselect={false}
      data={data}
      value={String(value)}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}

const mostChoices = 500;

/** The first column of the search's rows. */
function useChoices(search: string | undefined): readonly string[] {
  const engine = useEngine();
  const { state } = usePanelSearch(search, {}, 'UTC', 0);
  const [choices, setChoices] = useState<readonly string[]>([]);
  const job = state?.job;
  useEffect(() => {
    if (engine === undefined || job === undefined) return;
    let isCurrent = true;
    engine.call('search.page', { job, offset: 0, count: mostChoices }).then(
      ({ rows }) =>
        isCurrent &&
        setChoices([
          ...new Set(rows.flatMap(([first]) => (first === null || first === undefined ? [] : [String(first)]))),
        ]),
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [engine, job]);
  return choices;
}
