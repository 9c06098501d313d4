/** Event breaks: where one event ends and the next begins. */
import { Radio, TextInput } from '@mantine/core';
import type { BreakMode } from '../correction.ts';
import { Panel } from './panel.tsx';
import type { PanelProps } from './panel.tsx';

const names: Readonly<Record<BreakMode, string>> = {
  automatic: 'Automatic',
  'every-line': 'Every line',
  pattern: 'Pattern',
};

export function BreakPanel({ correction, change }: PanelProps) {
  const { breakMode, breakPattern } = correction;
  return (
    <Panel title="Event breaks" summary={names[breakMode]} startsOpen={breakMode !== 'automatic'}>
      <Radio.Group aria-label="Event breaks" value={breakMode} onChange={(value) => change({ breakMode: value })}>
        <div className="radios">
          {(Object.keys(names) as BreakMode[]).map((mode) => (
            <Radio key={mode} value={mode} label={names[mode]} />
          ))}
        </div>
      </Radio.Group>
      {breakMode === 'pattern' && (
        <div className="fields">
          <TextInput
            label="BREAK_ONLY_BEFORE"
            description="Regular expression of a line that begins an event"
            value={breakPattern}
            onChange={(event) => change({ breakPattern: event.currentTarget.value })}
            classNames={{ input: 'mono' }}
            placeholder="^\d{4}-\d\d-\d\d"
            spellCheck={false}
          />
        </div>
      )}
    </Panel>
  );
}
