/** What an expression takes out of a sample of a source type's events: the engine itself tries it, as a search would. */
import { useEffect, useState } from 'react';
import type { Cell, Page, Problem } from '../../../src/protocol/index.ts';
import { useEngine } from '../../app/engine.ts';
import { usePanelSearch } from '../../dashboards/panel-search.ts';
import { problemOf } from '../../ui/notes.tsx';
import { fieldTerm, quotedText } from '../edit-search.ts';

export interface SampleEvent {
  readonly text: string;
  /** Null where the expression takes nothing. */
  readonly value: string | null;
}

export interface Sample {
  /** Undefined until the first answer; empty while the expression has a problem. */
  readonly events: readonly SampleEvent[] | undefined;
  readonly problem: Problem | undefined;
  readonly isRunning: boolean;
}

/** Newest events that are tried. */
export const sampleSize = 1_000;
/** No event has a field of this name. */
const taken = 'grotto_taken';

/** `expression` has a group named `field`. */
export function useSample(sourcetype: string, expression: string | undefined, field: string): Sample {
  const engine = useEngine();
  const [read, setRead] = useState<Pick<Sample, 'events' | 'problem'>>({ events: undefined, problem: undefined });
  const own = expression?.replace(`(?<${field}>`, `(?<${taken}>`).replace(`(?P<${field}>`, `(?<${taken}>`);
  const rex = own === undefined ? '' : ` | rex field=_raw ${quotedText(own)}`;
  const base = `index=* ${fieldTerm('sourcetype', sourcetype)} | head ${sampleSize}`;
  const { state, problem, isRunning } = usePanelSearch(`${base}${rex} | table _raw, ${taken}`, {}, 'UTC', 0);
  useEffect(() => {
    if (engine === undefined || state === undefined) return;
    let isCurrent = true;
    engine.call('search.page', { job: state.job, offset: 0, count: sampleSize }).then(
      (page) => isCurrent && setRead({ events: eventsOf(page), problem: undefined }),
      (error: unknown) => isCurrent && setRead({ events: [], problem: problemOf(error) }),
    );
    return () => void (isCurrent = false);
  }, [engine, state]);
  return problem === undefined ? { ...read, isRunning } : { events: [], problem, isRunning };
}

function eventsOf({ columns, rows }: Page): SampleEvent[] {
  const [raw, value] = ['_raw', taken].map((name) => columns.findIndex((column) => column.name === name)) as [
    number,
    number,
  ];
  return rows.map((row) => ({ text: textOf(row[raw] ?? null) ?? '', value: textOf(row[value] ?? null) }));
}

function textOf(cell: Cell): string | null {
  if (cell === null) return null;
  return Array.isArray(cell) ? cell.join(', ') : String(cell);
}
