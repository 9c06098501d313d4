/** The Visualisation tab: a chart of the result, chosen by its shape and changed at will. */
import { Button, Checkbox, Menu, Select } from '@mantine/core';
import { ImageDown } from 'lucide-react';
import { useRef } from 'react';
import type { Cell, SearchState } from '../../src/protocol/index.ts';
import { formatCounted } from '../ui/format.ts';
import { eventsBehind } from '../search/drilldown.ts';
import { runText, searchNow } from '../search/search-store.ts';
import type { Nulls, Stack } from './chart-props.ts';
import { chartLook, setChartLook, useChartLook } from './chart-look.ts';
import { ChartView } from './chart-view.tsx';
import { savePicture } from './picture.ts';
import { ReferenceChoice } from './reference-choice.tsx';
import { charts } from './registry.ts';
import type { ChartType } from './registry.ts';
import { mostChartRows } from './result-rows.ts';

export function Visualisation({ state, timeZone }: { readonly state: SearchState; readonly timeZone: string }) {
  const place = useRef<HTMLDivElement>(null);
  const look = chartLook(state, useChartLook());
  const kind = charts.find((one) => one.type === look.type);
  const save = (format: 'png' | 'svg'): void => {
    if (place.current !== null) void savePicture(place.current, format);
  };
  const pick = (row: readonly Cell[], column: string, spanSeconds: number): void => {
    const clicked = state.columns.findIndex((one) => one.name === column);
    const search = searchNow().ran?.text ?? '';
    const behind = eventsBehind(search, state.columns, row, clicked, spanSeconds);
    if (behind !== undefined) void runText(behind.search, behind.range ?? searchNow().ran?.range);
  };
  return (
    <div className="visualisation">
      <div className="chart-toolbar">
        <Select
          aria-label="Chart type"
          className="chart-type"
          allowDeselect={false}
          data={charts.map(({ type: value, label }) => ({ value, label }))}
          value={look.type}
          onChange={(value) => setChartLook(state, { type: value as ChartType })}
        />
        {kind?.canStack === true && (
          <Select
            aria-label="Stacking"
            className="chart-type"
            allowDeselect={false}
            data={[
              { value: 'no', label: 'Side by side' },
              { value: 'yes', label: 'Stacked' },
              { value: 'percent', label: 'Stacked to 100 %' },
            ]}
            value={look.stack}
            onChange={(value) => setChartLook(state, { stack: value as Stack })}
          />
        )}
        {kind?.hasNulls === true && (
          <Select
            aria-label="Missing values"
            className="chart-type"
            allowDeselect={false}
            data={[
              { value: 'gaps', label: 'Gaps for nulls' },
              { value: 'zero', label: 'Nulls as zero' },
              { value: 'connect', label: 'Connect nulls' },
            ]}
            value={look.nulls}
            onChange={(value) => setChartLook(state, { nulls: value as Nulls })}
          />
        )}
        {kind?.canBeLogarithmic === true && (
          <Checkbox
            label="Log scale"
            checked={look.isLogarithmic}
            onChange={(event) => setChartLook(state, { isLogarithmic: event.currentTarget.checked })}
          />
        )}
        {kind?.hasWidth === true && (
          <ReferenceChoice value={look.reference} onChange={(reference) => setChartLook(state, { reference })} />
        )}
        <span className="chart-space" />
        {state.rowCount > mostChartRows && (
          <span className="muted">first {formatCounted(mostChartRows, 'row')} drawn; all are under Statistics</span>
        )}
        <Menu position="bottom-end" transitionProps={{ duration: 0 }} shadow="md">
          <Menu.Target>
            <Button variant="subtle" color="gray" size="compact-xs" leftSection={<ImageDown size={12} />}>
              Save picture
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => save('png')}>PNG</Menu.Item>
            <Menu.Item onClick={() => save('svg')}>SVG</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <ChartView
        state={state}
        type={look.type}
        stack={look.stack}
        isLogarithmic={look.isLogarithmic}
        nulls={look.nulls}
        reference={look.reference}
        timeZone={timeZone}
        place={place}
        onPick={pick}
      />
    </div>
  );
}
