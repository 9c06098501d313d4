/** Events grouped by shape, each group with its count, an example, and a click to keep or leave out. */
import { Button, Loader, Menu } from '@mantine/core';
import { Copy, Minus, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Patterns, Problem, SearchState } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';
import { formatCount, formatCounted, formatShare, formatTime } from '../../ui/format.ts';
import { InfoNote, ProblemNote, problemOf } from '../../ui/notes.tsx';
import { withPattern } from '../edit-search.ts';
import { runText, searchNow, setTab } from '../search-store.ts';
import { ShapeText } from './shape-text.tsx';
import './patterns.css';

type Pattern = Patterns['patterns'][number];
interface Props {
  readonly state: SearchState;
  readonly timeZone: string;
}

/** Looked at before the person asks for more: a second's work at most. */
const firstLook = 50_000;
const most = 200;

export function PatternsTab({ state, timeZone }: Props) {
  const [events, setEvents] = useState(firstLook);
  const { patterns, problem, isLooking } = usePatterns(state, events);
  if (state.presentation !== 'events')
    return <p className="start-hints">This search ends in a table. Patterns group events: run the part before it.</p>;
  const rest = (state.eventCount ?? state.rowCount) - (patterns?.eventCount ?? 0);
  return (
    <div className="patterns-tab" tabIndex={0} role="group" aria-label="Patterns">
      {problem !== undefined && <ProblemNote problem={problem} />}
      <div className="patterns-head muted" role="status">
        {isLooking && <Loader size={12} aria-label="Looking for patterns" />}
        {patterns !== undefined && (
          <>
            {patterns.patterns.length === most && 'The most frequent '}
            {formatCounted(patterns.patterns.length, 'pattern')} in {formatCounted(patterns.eventCount, 'event')}
            {rest > 0 && !isLooking && (
              <Button variant="default" size="compact-xs" onClick={() => setEvents(100_000_000)}>
                Look at all {formatCount(patterns.eventCount + rest)}
              </Button>
            )}
          </>
        )}
      </div>
      {patterns?.eventCount === 0 && !isLooking && (
        <InfoNote>No event of this result has a text to compare: keep the field _raw, or widen the search.</InfoNote>
      )}
      {patterns !== undefined && patterns.eventCount > 0 && (
        <table className="plain-table patterns" aria-label="Patterns">
          <thead>
            <tr>
              <th className="number">Events</th>
              <th className="number">Share</th>
              <th>Pattern and an example</th>
              <th>First and last</th>
              <th aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {patterns.patterns.map((pattern) => (
              <PatternRow key={pattern.shape} pattern={pattern} total={patterns.eventCount} timeZone={timeZone} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function PatternRow({
  pattern,
  total,
  timeZone,
}: {
  readonly pattern: Pattern;
  readonly total: number;
  readonly timeZone: string;
}) {
  const filter = (isExcluded: boolean): void => {
    const { ran, text } = searchNow();
    // Left out: the next look is at what remains. Kept: at the events themselves.
    if (!isExcluded) setTab('events');
    void runText(withPattern(ran?.text ?? text, pattern.expression, isExcluded));
  };
  return (
    <tr>
      <td className="number">{formatCount(pattern.count)}</td>
      <td className="number pattern-share">
        {formatShare(pattern.count, total)}
        <span className="pattern-bar" aria-hidden style={{ width: `${(pattern.count / total) * 100}%` }} />
      </td>
      <td>
        <div className="pattern-shape mono">
          <ShapeText shape={pattern.shape} />
        </div>
        <div className="pattern-example mono muted ellipsis" title={pattern.example}>
          {pattern.example}
        </div>
      </td>
      <td className="numbers muted pattern-times">
        {pattern.first !== null && pattern.last !== null && (
          <>
            {formatTime(Math.floor(pattern.first), timeZone)}
            <br />
            {formatTime(Math.floor(pattern.last), timeZone)}
          </>
        )}
      </td>
      <td className="pattern-actions">
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<Plus size={12} aria-hidden />}
          onClick={() => filter(false)}
        >
          Keep only
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<Minus size={12} aria-hidden />}
          onClick={() => filter(true)}
        >
          Leave out
        </Button>
        <Menu position="bottom-end" transitionProps={{ duration: 0 }} shadow="md">
          <Menu.Target>
            <Button variant="default" size="compact-xs" aria-label="Copy">
              <Copy size={12} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void navigator.clipboard.writeText(pattern.shape)}>Copy the pattern</Menu.Item>
            <Menu.Item onClick={() => void navigator.clipboard.writeText(pattern.expression)}>
              Copy as regular expression
            </Menu.Item>
            <Menu.Item onClick={() => void navigator.clipboard.writeText(pattern.example)}>Copy the example</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  );
}

interface Looked {
  readonly patterns: Patterns | undefined;
  readonly problem: Problem | undefined;
  readonly isLooking: boolean;
}

function usePatterns(state: SearchState, events: number): Looked {
  const engine = useEngine();
  const [looked, setLooked] = useState<Looked>({ patterns: undefined, problem: undefined, isLooking: true });
  const isUsable = state.presentation === 'events' && (state.state === 'done' || state.state === 'cancelled');
  useEffect(() => {
    if (engine === undefined || !isUsable) return;
    let isCurrent = true;
    setLooked((now) => ({ ...now, isLooking: true }));
    engine.call('search.patterns', { job: state.job, events, most }).then(
      (patterns) => isCurrent && setLooked({ patterns, problem: undefined, isLooking: false }),
      (error: unknown) => isCurrent && setLooked({ patterns: undefined, problem: problemOf(error), isLooking: false }),
    );
    return () => void (isCurrent = false);
  }, [engine, state.job, isUsable, events]);
  return looked;
}
