/** Timestamp: found by itself, the current time, or said by the person under Splunk's names. */
import { Button, MultiSelect, Radio, Select, TextInput } from '@mantine/core';
import type { Settings } from '../../../src/protocol/index.ts';
import { timeZones } from '../../ui/time-zones.ts';
import type { TimeMode } from '../correction.ts';
import { Panel } from './panel.tsx';
import type { PanelProps } from './panel.tsx';

export function TimePanel({ correction, change, result }: PanelProps) {
  const { timeMode, time } = correction;
  const set = (key: string, value: string): void => change({ timeMode: 'advanced', time: { ...time, [key]: value } });
  const columns = result?.columns ?? [];
  const found = result?.decisions.find((decision) => decision.about === 'timestamp');
  return (
    <Panel title="Timestamp" summary={timeMode === 'automatic' ? found?.value : undefined}>
      <Radio.Group
        aria-label="Timestamp"
        value={timeMode}
        onChange={(value) => change(opened(value, correction.time, result?.settings))}
      >
        <div className="radios">
          <Radio value="automatic" label="Automatic" />
          <Radio value="current" label="Current time" />
          <Radio value="advanced" label="Advanced" />
        </div>
      </Radio.Group>
      {timeMode === 'advanced' && (
        <div className="fields">
          {columns.length > 0 && (
            <MultiSelect
              label="TIMESTAMP_FIELDS"
              description="Columns that hold the time, in order"
              searchable
              hidePickedOptions
              data={[...new Set(columns)]}
              value={listOf(time.TIMESTAMP_FIELDS).filter((name) => columns.includes(name))}
              onChange={(names) => set('TIMESTAMP_FIELDS', names.map(quotedName).join(','))}
            />
          )}
          <TextInput
            label="TIME_FORMAT"
            description="strptime, such as %d.%m.%Y %H:%M:%S"
            value={time.TIME_FORMAT ?? ''}
            onChange={(event) => set('TIME_FORMAT', event.currentTarget.value)}
            classNames={{ input: 'mono' }}
            spellCheck={false}
          />
          <TextInput
            label="TIME_PREFIX"
            description="Regular expression of what stands before the time"
            value={time.TIME_PREFIX ?? ''}
            onChange={(event) => set('TIME_PREFIX', event.currentTarget.value)}
            classNames={{ input: 'mono' }}
            spellCheck={false}
          />
          <TextInput
            label="MAX_TIMESTAMP_LOOKAHEAD"
            description="Characters to look at, from the prefix on"
            inputMode="numeric"
            value={time.MAX_TIMESTAMP_LOOKAHEAD ?? ''}
            onChange={(event) => set('MAX_TIMESTAMP_LOOKAHEAD', event.currentTarget.value.replace(/[^\d-]/g, ''))}
          />
          <Select
            label="TZ"
            description="Zone of times that name none"
            searchable
            clearable
            data={timeZones}
            value={time.TZ === undefined || time.TZ === '' ? null : time.TZ}
            onChange={(value) => set('TZ', value ?? '')}
          />
        </div>
      )}
      {result !== undefined && result.timeCandidates.length > 0 && timeMode !== 'current' && (
        <div className="candidates">
          <div className="muted">Times in this file</div>
          {result.timeCandidates.slice(0, 8).map((candidate) => (
            <Button
              key={`${candidate.label}-${candidate.example}`}
              variant="default"
              size="compact-xs"
              justify="space-between"
              className="candidate"
              title={Object.entries(candidate.settings)
                .map(([key, value]) => `${key} = ${value}`)
                .join('\n')}
              onClick={() => change({ timeMode: 'advanced', time: { ...candidate.settings } })}
              rightSection={
                <span className="muted numbers">
                  {candidate.fits}/{candidate.of}
                </span>
              }
            >
              <span className="ellipsis">
                {candidate.label} <span className="muted">{candidate.example}</span>
              </span>
            </Button>
          ))}
        </div>
      )}
    </Panel>
  );
}

const timeKeys = ['TIMESTAMP_FIELDS', 'TIME_FORMAT', 'TIME_PREFIX', 'MAX_TIMESTAMP_LOOKAHEAD', 'TZ'];

/** Advanced starts from what was found, so that only the wrong part needs typing. */
function opened(
  timeMode: TimeMode,
  time: Settings,
  found: Settings | undefined,
): { timeMode: TimeMode; time?: Settings } {
  if (timeMode !== 'advanced' || found === undefined || Object.keys(time).length > 0) return { timeMode };
  return { timeMode, time: Object.fromEntries(Object.entries(found).filter(([key]) => timeKeys.includes(key))) };
}

/** A list of names parted by commas; names that hold one are in quotes. */
export function listOf(value: string | undefined): string[] {
  if (value === undefined) return [];
  return [...value.matchAll(/"((?:[^"]|"")*)"|[^,]+/g)]
    .map(([whole, quoted]) => (quoted === undefined ? whole.trim() : quoted.replaceAll('""', '"')))
    .filter((name) => name !== '');
}

function quotedName(name: string): string {
  return /[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
