/** What every chart is given. */
import type { ChartData } from './chart-data.ts';

export interface ChartProps {
  readonly data: ChartData;
  /** Indexes of the series to draw. */
  readonly shown: readonly number[];
  readonly timeZone: string;
  readonly isStacked: boolean;
  readonly isLogarithmic: boolean;
}
