/** Every chart there is: one file and one line here each. */
import type { ComponentType } from 'react';
import type { Report } from '../../src/protocol/index.ts';
import { AreaChart } from './area-chart.tsx';
import { BarChart } from './bar-chart.tsx';
import type { ChartProps } from './chart-props.ts';
import { ColumnChart } from './column-chart.tsx';
import { Gauge } from './gauge.tsx';
import { HeatMap } from './heat-map.tsx';
import { Histogram } from './histogram.tsx';
import { LineChart } from './line-chart.tsx';
import { MapChart } from './map-chart.tsx';
import { PieChart } from './pie-chart.tsx';
import { BubbleChart, ScatterChart } from './scatter-chart.tsx';
import { SingleValue } from './single-value.tsx';

export type ChartType = NonNullable<Report['chart']>;

export interface ChartKind {
  readonly type: ChartType;
  readonly label: string;
  readonly component: ComponentType<ChartProps>;
  readonly canStack: boolean;
  readonly canBeLogarithmic: boolean;
  /** Has its points along the x axis: dragging over some shows those alone, and a line can be drawn across. */
  readonly hasWidth: boolean;
  /** Draws more than one series, so that a legend helps. */
  readonly hasLegend: boolean;
  /** What stands for missing values can be chosen. */
  readonly hasNulls: boolean;
}

const plain = { hasWidth: false, canStack: false, canBeLogarithmic: false, hasLegend: false, hasNulls: false };

export const charts: readonly ChartKind[] = [
  {
    ...plain,
    type: 'line',
    label: 'Line',
    component: LineChart,
    hasWidth: true,
    canBeLogarithmic: true,
    hasLegend: true,
    hasNulls: true,
  },
  {
    ...plain,
    type: 'area',
    label: 'Area',
    component: AreaChart,
    hasWidth: true,
    canStack: true,
    hasLegend: true,
    hasNulls: true,
  },
  {
    ...plain,
    type: 'column',
    label: 'Column',
    component: ColumnChart,
    hasWidth: true,
    canStack: true,
    canBeLogarithmic: true,
    hasLegend: true,
  },
  { ...plain, type: 'bar', label: 'Bar', component: BarChart, canStack: true, canBeLogarithmic: true, hasLegend: true },
  { ...plain, type: 'pie', label: 'Pie', component: PieChart },
  { ...plain, type: 'scatter', label: 'Scatter', component: ScatterChart, canBeLogarithmic: true },
  { ...plain, type: 'bubble', label: 'Bubble', component: BubbleChart, canBeLogarithmic: true },
  { ...plain, type: 'heatmap', label: 'Heat map', component: HeatMap },
  { ...plain, type: 'histogram', label: 'Histogram', component: Histogram },
  { ...plain, type: 'map', label: 'Map', component: MapChart },
  { ...plain, type: 'single', label: 'Single value', component: SingleValue },
  { ...plain, type: 'gauge', label: 'Gauge', component: Gauge },
];
