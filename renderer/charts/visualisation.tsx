/** The Visualisation tab: a chart of the result, chosen by its shape and changed at will. */
import { Button, Checkbox, SegmentedControl } from '@mantine/core';
import { ImageDown } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Cell, SearchState } from '../../src/protocol/index.ts';
import { useEngine } from '../app/engine.ts';
import { formatCounted } from '../ui/format.ts';
import { chartDataOf } from './chart-data.ts';
import { savePicture } from './picture.ts';
import { Legend } from './legend.tsx';
import { charts } from './registry.ts';
import type { ChartType } from './registry.ts';
import './charts.css';

/** More than this is more than a screen has columns of pixels. */
const mostRows = 5_000;
/** Series drawn at first; the legend brings the others. */
const mostSeries = 60;

export function Visualisation({ state, timeZone }: { readonly state: SearchState; readonly timeZone: string }) {
  const rows = useAllRows(state);
  const place = useRef<HTMLDivElement>(null);
  const [type, setType] = useState<ChartType>(state.suggestedChart === 'none' ? 'column' : state.suggestedChart);
  const [isStacked, setStacked] = useState(true);
  const [isLogarithmic, setLogarithmic] = useState(false);
  const [chosen, setChosen] = useState<readonly number[]>();
  const data = useMemo(
    () => (rows === undefined ? undefined : chartDataOf(state.columns, rows, timeZone)),
    [rows, state.columns, timeZone],
  );
  if (state.rowCount === 0)
    return <div className="start-hints">{state.state === 'running' ? 'Running ...' : 'No rows to draw.'}</div>;
  if (data === undefined) return null;
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
  return (
    <div className="visualisation">
      <div className="chart-toolbar">
        <SegmentedControl
          aria-label="Chart type"
          data={charts.map(({ type: value, label }) => ({ value, label }))}
          value={type}
          onChange={(value) => setType(value)}
        />
        {kind.canStack && data.series.length > 1 && (
          <Checkbox label="Stacked" checked={isStacked} onChange={(event) => setStacked(event.currentTarget.checked)} />
        )}
        {kind.canBeLogarithmic && (
          <Checkbox
            label="Log scale"
            checked={isLogarithmic}
            onChange={(event) => setLogarithmic(event.currentTarget.checked)}
          />
        )}
        <span className="chart-space" />
        {state.rowCount > mostRows && <span className="muted">first {formatCounted(mostRows, 'row')} drawn</span>}
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<ImageDown size={12} />}
          onClick={() => place.current !== null && void savePicture(place.current)}
        >
          Save as PNG
        </Button>
      </div>
      <div className="chart-body">
        <div
          className="chart-place"
          ref={place}
          role="img"
          aria-label={`${kind.label} chart of ${data.series
            .map((s) => s.name)
            .slice(0, 10)
            .join(', ')}`}
        >
          <Chart
            data={data}
            shown={shown}
            timeZone={timeZone}
            isStacked={isStacked && kind.canStack}
            isLogarithmic={isLogarithmic && kind.canBeLogarithmic}
          />
        </div>
        {(data.series.length > 1 || type !== 'single') && (
          <Legend names={data.series.map((series) => series.name)} shown={shown} onChange={setChosen} />
        )}
      </div>
    </div>
  );
}

function useAllRows(state: SearchState): readonly (readonly Cell[])[] | undefined {
  const engine = useEngine();
  const [rows, setRows] = useState<readonly (readonly Cell[])[]>();
  useEffect(() => {
    if (engine === undefined || state.rowCount === 0) return;
    let isCurrent = true;
    engine.call('search.page', { job: state.job, offset: 0, count: Math.min(state.rowCount, mostRows) }).then(
      (answer) => isCurrent && setRows(answer.rows),
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [engine, state.job, state.rowCount]);
  return rows;
}
