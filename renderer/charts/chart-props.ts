/** What every chart is given. */
import type { ChartData } from './chart-data.ts';
import type { Reference } from './reference-line.tsx';

/** `percent`: every point fills the whole height. */
export type Stack = 'no' | 'yes' | 'percent';

/** What stands for a missing value: nothing, zero, or a line to the next value. */
export type Nulls = 'gaps' | 'zero' | 'connect';

export interface ChartProps {
  readonly data: ChartData;
  /** Indexes of the series to draw. */
  readonly shown: readonly number[];
  readonly timeZone: string;
  readonly stack: Stack;
  readonly isLogarithmic: boolean;
  readonly nulls: Nulls;
  /** A line across the chart at this value. */
  readonly reference?: Reference | undefined;
  /** A point was clicked: its row of the result and its series. */
  readonly onPick?: ((row: number, series: number) => void) | undefined;
}
