/** Events of the sample, those that match or those that do not, each of which can become an example. */
import { Button } from '@mantine/core';
import { MarkedText } from '../../ui/marked-text.tsx';
import type { Mark } from '../../ui/marked-text.tsx';
import type { SampleEvent } from './sample-hook.ts';

interface Props {
  readonly label: string;
  readonly events: readonly SampleEvent[];
  readonly expression: string | undefined;
  readonly field: string;
  readonly onExample: (text: string) => void;
  readonly onCounterExample: (text: string) => void;
}

const most = 100;

export function SampleEvents({ label, events, expression, field, onExample, onCounterExample }: Props) {
  if (events.length === 0) return <p className="muted extract-none">None.</p>;
  const pattern = patternOf(expression);
  return (
    <ul className="sample-events" aria-label={label}>
      {events.slice(0, most).map((event, i) => (
        <li key={i}>
          <span className="mono sample-text">
            <MarkedText text={event.text} marks={marksOf(event, pattern, field)} longest={600} />
          </span>
          {event.value === null ? (
            <Button variant="default" size="compact-xs" onClick={() => onExample(event.text)}>
              Mark here too
            </Button>
          ) : (
            <Button variant="default" size="compact-xs" onClick={() => onCounterExample(event.text)}>
              Should not match
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Only for marking: what matches is the engine's word. */
function patternOf(expression: string | undefined): RegExp | undefined {
  try {
    return expression === undefined ? undefined : new RegExp(expression.replaceAll('(?P<', '(?<'), 'du');
  } catch {
    return undefined;
  }
}

function marksOf({ text, value }: SampleEvent, pattern: RegExp | undefined, field: string): Mark[] {
  if (value === null) return [];
  const span = pattern?.exec(text.slice(0, 2_000))?.indices?.groups?.[field];
  if (span !== undefined) return [{ start: span[0], end: span[1] }];
  const at = text.indexOf(value);
  return at < 0 ? [] : [{ start: at, end: at + value.length }];
}
