/** The time range beside the search bar: presets, relative, between dates, or as text. */
import { Button, Popover, Select, Tabs, VisuallyHidden } from '@mantine/core';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import type { TimeRange } from '../../../src/protocol/index.ts';
import { timeZones } from '../../ui/time-zones.ts';
import { AdvancedForm, BetweenForm, RelativeForm } from './range-forms.tsx';
import { allTime, isSameRange, presets, rangeLabel } from './ranges.ts';
import type { Preset } from './ranges.ts';
import { useRecentRanges } from './recent-ranges.ts';

interface Props {
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly onChange: (range: TimeRange) => void;
  readonly onTimeZone: (timeZone: string) => void;
}

export function TimeRangePicker({ range, timeZone, onChange, onTimeZone }: Props) {
  const [isOpen, setOpen] = useState(false);
  const recent = useRecentRanges();
  const label = rangeLabel(range, timeZone);
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
          onClick={() => setOpen(!isOpen)}
        >
          <VisuallyHidden>Time range: </VisuallyHidden>
          {label} <span className="range-zone muted">{zoneLabel(timeZone)}</span>
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
            {recent.length > 0 && (
              <>
                <div className="muted">Recent</div>
                {recent.map((one) => (
                  <PresetButton
                    key={rangeLabel(one, timeZone)}
                    preset={{ label: rangeLabel(one, timeZone), range: one }}
                    range={range}
                    onChoose={choose}
                  />
                ))}
              </>
            )}
          </Tabs.Panel>
          <Tabs.Panel value="relative" className="range-panel">
            <RelativeForm onChoose={choose} />
          </Tabs.Panel>
          <Tabs.Panel value="between" className="range-panel">
            <BetweenForm range={range} timeZone={timeZone} onChoose={choose} />
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

function PresetButton({
  preset,
  range,
  onChoose,
}: {
  readonly preset: Preset;
  readonly range: TimeRange;
  readonly onChoose: (range: TimeRange) => void;
}) {
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

/** A zone's own name without its continent. */
function zoneLabel(timeZone: string): string {
  return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
}
