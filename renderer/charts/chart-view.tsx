/** A result drawn as one chart with its legend; without any controls, for the search page and for dashboards alike. */
import { useMemo, useState } from 'react';
import type { Ref } from 'react';
import type { Cell, SearchState } from '../../src/protocol/index.ts';
import { chartDataOf } from './chart-data.ts';
import type { ChartData } from './chart-data.ts';
import type { Nulls, Stack } from './chart-props.ts';
import { formatCounted } from '../ui/format.ts';
import { Legend } from './legend.tsx';
import type { Reference } from './reference-line.tsx';
import { charts } from './registry.ts';
import type { ChartType } from './registry.ts';
import { useResultRows } from './result-rows.ts';
import { thinned } from './thin.ts';
import { ZoomArea } from './zoom-area.tsx';
import { zoomed } from './zoom.ts';
import './charts.css';

/** Series drawn at first; the legend brings the others. */
const mostSeries = 40;
/** Points that are drawn as they are: each bar is an element of its own, a line is one. */
const plenty = { bars: 4_000, lines: 20_000 } as const;

interface Props {
  readonly state: SearchState;
  readonly type: ChartType;
  readonly stack: Stack;
  readonly isLogarithmic: boolean;
  readonly nulls?: Nulls | undefined;
  readonly reference?: Reference;
  readonly timeZone: string;
  readonly place?: Ref<HTMLDivElement>;
  /** A point was clicked: its row, the column of its number, and seconds between rows over time. */
  readonly onPick?: (row: readonly Cell[], column: string, spanSeconds: number) => void;
}

export function ChartView(props: Props) {
  const { state, timeZone } = props;
  const rows = useResultRows(state);
  const data = useMemo(
    () => (rows === undefined ? undefined : chartDataOf(state.columns, rows, timeZone)),
    [rows, state.columns, timeZone],
  );
  if (state.rowCount === 0)
    return <div className="start-hints">{state.state === 'running' ? 'Running ...' : 'No rows to draw.'}</div>;
  if (data === undefined || rows === undefined) return null;
  if (data.series.length === 0 && props.type !== 'map') {
    return (
      <div className="start-hints">There is no column of numbers to draw. Try stats count by ... or timechart.</div>
    );
  }
  if (data.series.length > 0 && data.points.every((point) => data.series.every(({ key }) => point[key] === null))) {
    return <div className="start-hints">Every value is empty: there is nothing to draw. Is the field spelt right?</div>;
  }
  return <Drawing {...props} data={data} rows={rows} />;
}

type DrawingProps = Props & { readonly data: ChartData; readonly rows: readonly (readonly Cell[])[] };

function Drawing({ data, rows, type, stack, isLogarithmic, nulls, reference, timeZone, place, onPick }: DrawingProps) {
  const [chosen, setChosen] = useState<readonly number[]>();
  const [part, setPart] = useState<{ readonly of: ChartData; readonly shown: ChartData }>();
  const kind = charts.find((one) => one.type === type) ?? charts[0];
  const hasWidth = kind?.hasWidth === true;
  const shown = useMemo(
    () => (chosen ?? data.series.map((_, i) => i)).filter((i) => i < data.series.length).slice(0, mostSeries),
    [chosen, data],
  );
  // New rows are shown whole.
  const inView = part?.of === data && hasWidth ? part.shown : data;
  const drawn = useMemo(
    () => (hasWidth ? thinned(inView, shown, type === 'column' ? plenty.bars : plenty.lines) : inView),
    [hasWidth, inView, shown, type],
  );
  if (kind === undefined) return null;
  const { component: Chart } = kind;
  const names = data.series.map((series) => series.name);
  return (
    <div className="chart-body">
      <ZoomArea
        isZoomed={inView !== data}
        onZoom={(drag) => {
          const next = zoomed(inView, drag, type !== 'column');
          if (hasWidth && next !== inView) setPart({ of: data, shown: next });
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
            data={drawn}
            shown={shown}
            timeZone={timeZone}
            stack={kind.canStack ? stack : 'no'}
            isLogarithmic={isLogarithmic && kind.canBeLogarithmic}
            nulls={nulls ?? 'gaps'}
            reference={reference}
            onPick={
              onPick === undefined
                ? undefined
                : (row, series) => onPick(rows[row] ?? [], names[series] ?? '', data.spanSeconds)
            }
          />
        </div>
        {drawn !== inView && (
          <div className="chart-note">
            {formatCounted(inView.points.length, 'point')}, of each stretch the lowest and the highest drawn; drag over
            a part to see all of it
          </div>
        )}
      </ZoomArea>
      {kind.hasLegend && <Legend names={names} shown={shown} most={mostSeries} onChange={setChosen} />}
    </div>
  );
}
