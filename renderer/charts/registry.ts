/** Every chart there is: one file and one line here each. */
import type { ComponentType } from 'react';
import type { SearchState } from '../../src/protocol/index.ts';
import { AreaChart } from './area-chart.tsx';
import { BarChart } from './bar-chart.tsx';
import type { ChartProps } from './chart-props.ts';
import { ColumnChart } from './column-chart.tsx';
import { LineChart } from './line-chart.tsx';
import { PieChart } from './pie-chart.tsx';
import { SingleValue } from './single-value.tsx';

export type ChartType = Exclude<SearchState['suggestedChart'], 'none'>;

export interface ChartKind {
  readonly type: ChartType;
  readonly label: string;
  readonly component: ComponentType<ChartProps>;
  readonly canStack: boolean;
  readonly canBeLogarithmic: boolean;
}

export const charts: readonly ChartKind[] = [
  { type: 'line', label: 'Line', component: LineChart, canStack: false, canBeLogarithmic: true },
  { type: 'area', label: 'Area', component: AreaChart, canStack: true, canBeLogarithmic: false },
  { type: 'column', label: 'Column', component: ColumnChart, canStack: true, canBeLogarithmic: true },
  { type: 'bar', label: 'Bar', component: BarChart, canStack: true, canBeLogarithmic: true },
  { type: 'pie', label: 'Pie', component: PieChart, canStack: false, canBeLogarithmic: false },
  { type: 'single', label: 'Single value', component: SingleValue, canStack: false, canBeLogarithmic: false },
];
