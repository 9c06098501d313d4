/** One event's text, in which the person marks a field's value with the mouse or with Shift and the arrow keys. */
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { MarkedText } from '../../ui/marked-text.tsx';
import type { Example } from './generate.ts';

interface Props {
  readonly text: string;
  /** Where the value stands, once it is marked. */
  readonly example: Example | undefined;
  readonly onMark: (example: Example) => void;
}

export function Marking({ text, example, onMark }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [chosen, setChosen] = useState('');
  const read = (): Example | undefined => {
    const { selectionStart: start, selectionEnd: end } = area.current ?? { selectionStart: 0, selectionEnd: 0 };
    return start < end ? { text, start, end } : undefined;
  };
  const mark = (): void => {
    const found = read();
    if (found !== undefined) onMark(found);
  };
  return (
    <div className="marking">
      <textarea
        ref={area}
        readOnly
        className="marking-text mono"
        aria-label="Event: mark the value here"
        value={text}
        rows={Math.min(8, Math.max(2, Math.ceil(text.length / 110)))}
        onSelect={() => {
          const found = read();
          setChosen(found === undefined ? '' : text.slice(found.start, found.end));
        }}
        onMouseUp={mark}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          mark();
        }}
      />
      <div className="marking-foot muted">
        {example === undefined ? (
          'Mark the value with the mouse, or with Shift and the arrow keys and then Enter.'
        ) : (
          <span className="ellipsis mono">
            <MarkedText
              text={text.slice(Math.max(0, example.start - 40), example.end + 60)}
              marks={[
                {
                  start: Math.min(40, example.start),
                  end: Math.min(40, example.start) + example.end - example.start,
                },
              ]}
            />
          </span>
        )}
        {chosen !== '' && (example === undefined || chosen !== text.slice(example.start, example.end)) && (
          <Button size="compact-xs" onClick={mark}>
            Take the marked text
          </Button>
        )}
      </div>
    </div>
  );
}
