/** The three forms of the time range: relative, between dates, as text. */
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { TimeRange } from '../../../src/protocol/index.ts';
import { formatTime } from '../../ui/format.ts';

interface FormProps {
  readonly onChoose: (range: TimeRange) => void;
}

const units = [
  { value: 's', label: 'seconds' },
  { value: 'm', label: 'minutes' },
  { value: 'h', label: 'hours' },
  { value: 'd', label: 'days' },
  { value: 'w', label: 'weeks' },
  { value: 'mon', label: 'months' },
  { value: 'y', label: 'years' },
];

export function RelativeForm({ onChoose }: FormProps) {
  const [count, setCount] = useState<number | string>(1);
  const [unit, setUnit] = useState('d');
  const [isSnapped, setSnapped] = useState('no');
  const text = `-${count}${unit}${isSnapped === 'yes' ? `@${unit}` : ''}`;
  return (
    <form
      className="range-form"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose({ earliest: text, latest: 'now' });
      }}
    >
      <div className="range-row">
        <NumberInput label="Last" min={1} max={100_000} allowDecimal={false} value={count} onChange={setCount} />
        <Select
          label="Unit"
          data={units}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          value={unit}
          onChange={(value) => setUnit(value ?? 'd')}
        />
        <Select
          label="Start at"
          data={[
            { value: 'no', label: 'exactly then' },
            { value: 'yes', label: 'the unit’s beginning' },
          ]}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
          value={isSnapped}
          onChange={(value) => setSnapped(value ?? 'no')}
        />
      </div>
      <div className="range-apply">
        <code className="muted">earliest={text}</code>
        <Button type="submit">Apply</Button>
      </div>
    </form>
  );
}

export function BetweenForm({
  range,
  timeZone,
  onChoose,
}: FormProps & { readonly range: TimeRange; readonly timeZone: string }) {
  const local = (text = ''): string =>
    /^\d+(\.\d+)?$/.test(text)
      ? formatTime(Number(text), timeZone).slice(0, 16).replace(' ', 'T')
      : (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(text)?.[0] ?? '');
  const [from, setFrom] = useState(local(range.earliest));
  const [to, setTo] = useState(local(range.latest));
  const isBackwards = from !== '' && to !== '' && from >= to;
  return (
    <form
      className="range-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isBackwards) return;
        onChoose({
          ...(from === '' ? {} : { earliest: `${from}:00` }),
          ...(to === '' ? {} : { latest: `${to}:00` }),
        });
      }}
    >
      <div className="range-row">
        <TextInput
          type="datetime-local"
          label="From"
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label="To"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          error={isBackwards ? 'Must be later.' : undefined}
        />
      </div>
      <div className="range-apply">
        <span className="muted">In the zone below; an empty one is open.</span>
        <Button type="submit" disabled={isBackwards}>
          Apply
        </Button>
      </div>
    </form>
  );
}

export function AdvancedForm({ range, onChoose }: FormProps & { readonly range: TimeRange }) {
  const [earliest, setEarliest] = useState(range.earliest ?? '');
  const [latest, setLatest] = useState(range.latest ?? '');
  return (
    <form
      className="range-form"
      onSubmit={(event) => {
        event.preventDefault();
        onChoose({
          ...(earliest.trim() === '' ? {} : { earliest: earliest.trim() }),
          ...(latest.trim() === '' ? {} : { latest: latest.trim() }),
        });
      }}
    >
      <div className="range-row">
        <TextInput
          label="Earliest"
          placeholder="-24h@h"
          value={earliest}
          onChange={(event) => setEarliest(event.currentTarget.value)}
        />
        <TextInput
          label="Latest"
          placeholder="now"
          value={latest}
          onChange={(event) => setLatest(event.currentTarget.value)}
        />
      </div>
      <div className="range-apply">
        <span className="muted">Relative (-7d@d), a date (2026-03-15T08:00:00) or epoch seconds.</span>
        <Button type="submit">Apply</Button>
      </div>
    </form>
  );
}
