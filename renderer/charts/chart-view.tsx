/** A result drawn as one chart with its legend; without any controls, for the search page and for dashboards alike. */
import { useMemo, useState } from 'react';
import type { Ref } from 'react';
import type { Cell, SearchState } from '../../src/protocol/index.ts';
import { chartDataOf } from './chart-data.ts';
import type { ChartData } from './chart-data.ts';
import type { Stack } from './chart-props.ts';
import { Legend } from './legend.tsx';
import type { Reference } from './reference-line.tsx';
import { charts } from './registry.ts';
import type { ChartType } from './registry.ts';
import { useResultRows } from './result-rows.ts';
import { ZoomArea } from './zoom-area.tsx';
import { zoomed } from './zoom.ts';
import './charts.css';

/** Series drawn at first; the legend brings the others. */
const mostSeries = 60;

interface Props {
  readonly state: SearchState;
  readonly type: ChartType;
  readonly stack: Stack;
  readonly isLogarithmic: boolean;
  readonly reference?: Reference;
  readonly timeZone: string;
  readonly place?: Ref<HTMLDivElement>;
  /** A point was clicked: its row, the column of its number, and seconds between rows over time. */
  readonly onPick?: (row: readonly Cell[], column: string, spanSeconds: number) => void;
}

export function ChartView({ state, type, stack, isLogarithmic, reference, timeZone, place, onPick }: Props) {
  const rows = useResultRows(state);
  const [chosen, setChosen] = useState<readonly number[]>();
  const [part, setPart] = useState<{ readonly of: ChartData; readonly shown: ChartData }>();
  const data = useMemo(
    () => (rows === undefined ? undefined : chartDataOf(state.columns, rows, timeZone)),
    [rows, state.columns, timeZone],
  );
  if (state.rowCount === 0)
    return <div className="start-hints">{state.state === 'running' ? 'Running ...' : 'No rows to draw.'}</div>;
  if (data === undefined || rows === undefined) return null;
  if (data.series.length === 0) {
    return (
      <div className="start-hints">There is no column of numbers to draw. Try stats count by ... or timechart.</div>
    );
  }
  if (data.points.every((point) => data.series.every(({ key }) => point[key] === null))) {
    return <div className="start-hints">Every value is empty: there is nothing to draw. Is the field spelt right?</div>;
  }
  const kind = charts.find((one) => one.type === type) ?? charts[0];
  if (kind === undefined) return null;
  const all = data.series.map((_, i) => i);
  const shown = (chosen ?? all).filter((i) => i < data.series.length).slice(0, mostSeries);
  const { component: Chart } = kind;
  const names = data.series.map((series) => series.name);
  // New rows are shown whole.
  const inView = part?.of === data && kind.hasWidth ? part.shown : data;
  return (
    <div className="chart-body">
      <ZoomArea
        isZoomed={inView !== data}
        onZoom={(drag) => {
          const shown = zoomed(inView, drag, type !== 'column');
          if (kind.hasWidth && shown !== inView) setPart({ of: data, shown });
        }}
        onReset={() => setPart(undefined)}
      >
        <div
          className="chart-place"
          ref={place}
          role="img"
          aria-label={`${kind.label} chart of ${names.slice(0, 10).join(', ')}`}
        >
          <Chart
            data={inView}
            shown={shown}
            timeZone={timeZone}
            stack={kind.canStack ? stack : 'no'}
            isLogarithmic={isLogarithmic && kind.canBeLogarithmic}
            reference={reference}
            onPick={
              onPick === undefined
                ? undefined
                : (row, series) => onPick(rows[row] ?? [], names[series] ?? '', data.spanSeconds)
            }
          />
        </div>
      </ZoomArea>
      {kind.hasLegend && <Legend names={names} shown={shown} onChange={setChosen} />}
    </div>
  );
}
