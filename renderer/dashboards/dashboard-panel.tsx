/** One panel of a dashboard: its title, its result, and a way to the search behind it. */
import { ActionIcon, Loader } from '@mantine/core';
import { Search, Table2 } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { fillTokens } from '../../src/protocol/index.ts';
import type { DashboardPanel, SearchState, TimeRange } from '../../src/protocol/index.ts';
import { openSearch } from '../app/navigation.ts';
import { suggestedType } from '../charts/chart-look.ts';
import { ChartView } from '../charts/chart-view.tsx';
import { eventsBehind } from '../search/drilldown.ts';
import { EventList } from '../search/events/event-list.tsx';
import { StatisticsTable } from '../search/table/statistics-table.tsx';
import { ProblemNote } from '../ui/notes.tsx';
import { usePanelSearch } from './panel-search.ts';

interface Props {
  readonly panel: DashboardPanel;
  readonly tokens: Readonly<Record<string, string>>;
  /** For panels without a range of their own. */
  readonly range: TimeRange;
  readonly timeZone: string;
  readonly round: number;
  /** What editing puts into the head. */
  readonly tools?: ReactNode;
}

export function Panel({ panel, tokens, range, timeZone, round, tools }: Props) {
  const spl = panel.search === undefined ? undefined : fillTokens(panel.search, tokens);
  const own: TimeRange = {
    ...(panel.earliest === undefined ? {} : { earliest: panel.earliest }),
    ...(panel.latest === undefined ? {} : { latest: panel.latest }),
  };
  const bounds = panel.earliest === undefined && panel.latest === undefined ? range : own;
  const { state, problem, isRunning } = usePanelSearch(spl, bounds, timeZone, round);
  const [isTable, setTable] = useState(false);
  const text = panel.text === undefined ? undefined : fillTokens(panel.text, tokens);
  return (
    <section
      className="panel"
      // For a snapshot: where the rows are.
      data-job={state?.job}
      data-width={panel.width}
      aria-label={panel.title === '' ? 'Panel' : panel.title}
      aria-busy={spl !== undefined && isRunning}
      style={{ gridColumn: `span ${panel.width}`, height: panel.height }}
    >
      <header>
        <h2 className="ellipsis">{fillTokens(panel.title, tokens)}</h2>
        {spl !== undefined && isRunning && <Loader size={12} aria-label="Running" />}
        <span className="panel-space" />
        {tools}
        {panel.kind === 'chart' && (
          <ActionIcon
            size={20}
            aria-label={isTable ? 'Show as chart' : 'Show as table'}
            title={isTable ? 'Show as chart' : 'Show as table'}
            onClick={() => setTable(!isTable)}
          >
            <Table2 size={13} />
          </ActionIcon>
        )}
        {spl !== undefined && (
          <ActionIcon
            size={20}
            aria-label="Open in search"
            title="Open in search"
            onClick={() => openSearch(spl, bounds)}
          >
            <Search size={13} />
          </ActionIcon>
        )}
      </header>
      {text !== undefined && <p className={panel.kind === 'text' ? 'panel-text' : 'panel-text muted'}>{text}</p>}
      {problem !== undefined && <ProblemNote problem={problem} />}
      {state !== undefined && problem === undefined && (
        <div className="panel-body">
          <Result
            key={state.job}
            panel={isTable ? { ...panel, kind: 'table' } : panel}
            state={state}
            spl={spl ?? ''}
            range={bounds}
            timeZone={timeZone}
          />
        </div>
      )}
    </section>
  );
}

interface ResultProps {
  readonly panel: DashboardPanel;
  readonly state: SearchState;
  readonly spl: string;
  readonly range: TimeRange;
  readonly timeZone: string;
}

function Result({ panel, state, spl, range, timeZone }: ResultProps) {
  if (state.rowCount === 0) return <div className="start-hints">No results.</div>;
  if (panel.kind === 'events' && state.presentation === 'events')
    return <EventList state={state} timeZone={timeZone} />;
  if (panel.kind === 'table' || panel.kind === 'events' || state.presentation === 'events')
    return <StatisticsTable state={state} timeZone={timeZone} isPlain />;
  return (
    <ChartView
      state={state}
      type={panel.chart ?? suggestedType(state)}
      stack={panel.stacked ?? 'no'}
      isLogarithmic={false}
      nulls={panel.nulls}
      timeZone={timeZone}
      onPick={(row, column, spanSeconds) => {
        const clicked = state.columns.findIndex((one) => one.name === column);
        const behind = eventsBehind(spl, state.columns, row, clicked, spanSeconds);
        if (behind !== undefined) openSearch(behind.search, behind.range ?? range);
      }}
    />
  );
}
