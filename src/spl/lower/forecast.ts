/**
 * Forecasts of a series of numbers by exponential smoothing, the fixed-gain form of the local level, local level and trend,
 * and seasonal models that predict names. The gains are those of a grid with the least squared error one step ahead.
 */

export interface ForecastOptions {
  readonly algorithm: string;
  /** Length of a season in rows; found from the data where it is not given. */
  readonly period?: number;
  /** How many values to predict behind the last. */
  readonly future: number;
  /** How many of the last values not to look at. */
  readonly holdback: number;
}

export interface Forecast {
  /** One for each value given and each to come. */
  readonly predicted: readonly number[];
  /** Standard deviation of each prediction. */
  readonly deviation: readonly number[];
}

const gains = [0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9];

/** `values` may hold nulls: there the prediction itself goes on. */
export function forecast(values: readonly (number | null)[], options: ForecastOptions): Forecast {
  const known = values.slice(0, Math.max(1, values.length - options.holdback));
  const total = values.length + options.future;
  const algorithm = options.algorithm.toUpperCase();
  const period = options.period ?? seasonOf(known);
  const level = (): Forecast => best(gains.map((alpha) => smooth(known, total, alpha, 0, 0, 0)));
  const trend = (): Forecast =>
    best(gains.flatMap((alpha) => gains.map((beta) => smooth(known, total, alpha, beta, 0, 0))));
  const seasonal = (): Forecast =>
    period < 2 || known.length < 2 * period
      ? level()
      : best(gains.flatMap((alpha) => gains.map((gamma) => smooth(known, total, alpha, 0, gamma, period))));
  if (algorithm.startsWith('LLP5')) return mean(trend(), seasonal());
  if (algorithm.startsWith('LLP')) return seasonal();
  if (algorithm.startsWith('LLT')) return trend();
  return level();
}

interface Run extends Forecast {
  readonly error: number;
}

function smooth(
  known: readonly (number | null)[],
  total: number,
  alpha: number,
  beta: number,
  gamma: number,
  period: number,
): Run {
  const start = known.find((value) => value !== null) ?? 0;
  const season = firstSeason(known, period);
  let level = period > 0 ? start - (season[0] ?? 0) : start;
  let slope = 0;
  const predicted: number[] = [];
  const deviation: number[] = [];
  let [squares, count] = [0, 0];
  for (let i = 0; i < total; i += 1) {
    const turn = period > 0 ? i % period : 0;
    const seasonal = period > 0 ? (season[turn] ?? 0) : 0;
    const prediction = level + slope + seasonal;
    predicted.push(prediction);
    const sigma = Math.sqrt(squares / Math.max(1, count));
    const steps = Math.max(0, i - known.length);
    deviation.push(sigma * Math.sqrt(1 + steps * alpha * alpha));
    const value = known[i] ?? prediction;
    if (i < known.length && i > 0) {
      squares += (value - prediction) ** 2;
      count += 1;
    }
    const before = level;
    level = alpha * (value - seasonal) + (1 - alpha) * (level + slope);
    if (beta > 0) slope = beta * (level - before) + (1 - beta) * slope;
    if (period > 0) season[turn] = gamma * (value - level) + (1 - gamma) * seasonal;
  }
  return { predicted, deviation, error: squares / Math.max(1, count) };
}

/** How far each place of the first two seasons lies from their mean. */
function firstSeason(known: readonly (number | null)[], period: number): number[] {
  if (period < 2) return [];
  const head = known.slice(0, 2 * period).map((value) => value ?? 0);
  const middle = head.reduce((a, b) => a + b, 0) / Math.max(1, head.length);
  return Array.from({ length: period }, (_, i) => ((head[i] ?? middle) + (head[i + period] ?? middle)) / 2 - middle);
}

function best(runs: readonly Run[]): Forecast {
  const [first, ...others] = runs;
  if (first === undefined) throw new Error('There is at least one gain.');
  return others.reduce((a, b) => (b.error < a.error ? b : a), first);
}

function mean(a: Forecast, b: Forecast): Forecast {
  const middle = (x: readonly number[], y: readonly number[]): number[] => x.map((one, i) => (one + (y[i] ?? one)) / 2);
  return { predicted: middle(a.predicted, b.predicted), deviation: middle(a.deviation, b.deviation) };
}

/** The lag at which the series is most like itself; 0 where it repeats nowhere. */
function seasonOf(known: readonly (number | null)[]): number {
  const values = known.slice(-2_000).map((value) => value ?? 0);
  const middle = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
  const spread = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  let [period, likeness] = [0, 0.3];
  for (let lag = 2; lag <= values.length / 3; lag += 1) {
    let sum = 0;
    for (let i = lag; i < values.length; i += 1) sum += ((values[i] ?? 0) - middle) * ((values[i - lag] ?? 0) - middle);
    if (spread > 0 && sum / spread > likeness) [period, likeness] = [lag, sum / spread];
  }
  return period;
}

/** How many deviations from the middle hold `percent` of a normal distribution. */
export function quantile(percent: number): number {
  const x = Math.min(0.9999, Math.max(0.0001, percent / 100));
  const a = 0.147;
  const log = Math.log(1 - x * x);
  const part = 2 / (Math.PI * a) + log / 2;
  return Math.SQRT2 * Math.sqrt(Math.sqrt(part * part - log / a) - part);
}
