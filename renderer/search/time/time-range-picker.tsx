/** The time range beside the search bar: presets, relative, between dates, or as text. */
import { Button, NumberInput, Popover, Select, Tabs, TextInput } from '@mantine/core';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import type { TimeRange } from '../../../src/protocol/index.ts';
import { timeZones } from '../../ui/time-zones.ts';
import { allTime, isSameRange, presets, rangeLabel } from './ranges.ts';
import type { Preset } from './ranges.ts';

interface Props {
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly onChange: (range: TimeRange) => void;
  readonly onTimeZone: (timeZone: string) => void;
}

export function TimeRangePicker({ range, timeZone, onChange, onTimeZone }: Props) {
  const [isOpen, setOpen] = useState(false);
  const choose = (next: TimeRange): void => {
    setOpen(false);
    onChange(next);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" trapFocus transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button
          variant="default"
          className="range-button"
          leftSection={<Clock size={14} aria-hidden />}
          aria-label={`Time range: ${rangeLabel(range)}`}
          onClick={() => setOpen(!isOpen)}
        >
          {rangeLabel(range)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className="range-popover">
        <Tabs defaultValue="presets" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="presets">Presets</Tabs.Tab>
            <Tabs.Tab value="relative">Relative</Tabs.Tab>
            <Tabs.Tab value="between">Between</Tabs.Tab>
            <Tabs.Tab value="advanced">Advanced</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="presets" className="range-panel">
            <PresetButton preset={allTime} range={range} onChoose={choose} />
            <div className="range-presets">
              {presets.map((group) => (
                <div key={group.title}>
                  <div className="muted">{group.title}</div>
                  {group.presets.map((preset) => (
                    <PresetButton key={preset.label} preset={preset} range={range} onChoose={choose} />
                  ))}
                </div>
              ))}
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="relative" className="range-panel">
            <RelativeForm onChoose={choose} />
          </Tabs.Panel>
          <Tabs.Panel value="between" className="range-panel">
            <BetweenForm range={range} onChoose={choose} />
          </Tabs.Panel>
          <Tabs.Panel value="advanced" className="range-panel">
            <AdvancedForm range={range} onChoose={choose} />
          </Tabs.Panel>
        </Tabs>
        <Select
          label="Time zone of results"
          searchable
          allowDeselect={false}
          data={timeZones}
          value={timeZone}
          comboboxProps={{ withinPortal: false }}
          onChange={(value) => value !== null && onTimeZone(value)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface FormProps {
  readonly onChoose: (range: TimeRange) => void;
}

function PresetButton({ preset, range, onChoose }: FormProps & { readonly preset: Preset; readonly range: TimeRange }) {
  return (
    <button
      type="button"
      className="range-preset"
      aria-pressed={isSameRange(preset.range, range)}
      onClick={() => onChoose(preset.range)}
    >
      {preset.label}
    </button>
  );
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

function RelativeForm({ onChoose }: FormProps) {
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

function BetweenForm({ range, onChoose }: FormProps & { readonly range: TimeRange }) {
  const local = (text: string | undefined): string => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(text ?? '')?.[0] ?? '';
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

function AdvancedForm({ range, onChoose }: FormProps & { readonly range: TimeRange }) {
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
