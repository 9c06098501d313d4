/** The events around one in its file, with that one marked. */
import { Button, Loader, Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { EventsAround, Problem } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';
import { formatTime } from '../../ui/format.ts';
import { MarkedText } from '../../ui/marked-text.tsx';
import { ProblemNote, problemOf } from '../../ui/notes.tsx';

interface Props {
  readonly job: string;
  readonly index: number;
  readonly timeZone: string;
  readonly onClose: () => void;
}

const most = 500;

export function ShowSource({ job, index, timeZone, onClose }: Props) {
  const engine = useEngine();
  const [count, setCount] = useState(25);
  const [around, setAround] = useState<EventsAround>();
  const [problem, setProblem] = useState<Problem>();
  const asked = useRef<HTMLLIElement>(null);
  useEffect(() => {
    let isCurrent = true;
    engine?.call('search.around', { job, offset: index, count }).then(
      (answer) => isCurrent && setAround(answer),
      (error: unknown) => isCurrent && setProblem(problemOf(error)),
    );
    return () => void (isCurrent = false);
  }, [engine, job, index, count]);
  useEffect(() => asked.current?.scrollIntoView({ block: 'center' }), [around]);
  return (
    <Modal opened onClose={onClose} title={around?.source ?? 'Source'} size="90%" transitionProps={{ duration: 0 }}>
      {problem !== undefined && <ProblemNote problem={problem} />}
      {around === undefined && problem === undefined && <Loader size={14} aria-label="Reading the source" />}
      {around !== undefined && (
        <>
          <ol className="source-lines" aria-label="Events of this source">
            {around.events.map((event, i) => (
              <li key={i} ref={event.isAsked ? asked : undefined} aria-current={event.isAsked ? 'true' : undefined}>
                <span className="numbers muted">{event.time === null ? '' : formatTime(event.time, timeZone)}</span>
                <span className="mono event-raw">
                  <MarkedText text={event.raw} marks={[]} longest={10_000} />
                </span>
              </li>
            ))}
          </ol>
          {count < most && (
            <Button variant="default" size="compact-xs" onClick={() => setCount(Math.min(most, count * 4))}>
              Show more around it
            </Button>
          )}
        </>
      )}
    </Modal>
  );
}
