/** What a statistical function's entry must give. */
import type { Aggregate, CellValue, Expression, Relation } from '../../plan/types.ts';
import { nothing } from '../../plan/expression.ts';
import type { CompileState } from '../compile-state.ts';
import type { StatsCall } from '../syntax/tree.ts';

export interface StatsFunction {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly syntax: string;
  /** Run as tests: what the call gives over rows that have these values of `v`, at these times where there are any (epoch seconds). */
  readonly examples: readonly StatsExample[];
  /** What stands in an empty bucket of a timechart or a missing cell of a chart. */
  readonly empty: 'zero' | 'null';
  /** How the values of several series are put together in OTHER: only these can be added up, the rest are computed anew. */
  readonly additive: boolean;
  lower(argument: Expression | undefined, place: StatsPlace): LoweredStats;
}

export interface StatsExample {
  readonly call: string;
  readonly values: readonly (string | number)[];
  readonly times?: readonly number[];
  readonly result: CellValue;
}

export interface StatsPlace {
  readonly relation: Relation;
  readonly state: CompileState;
  readonly call: StatsCall;
  /** Length of a timechart's bucket; absent where rows are not put into buckets of time. */
  readonly bucketSeconds?: number;
}

/** Aggregates to compute under given names, and the value made of them. */
export interface LoweredStats {
  readonly aggregates: readonly Aggregate[];
  readonly combine: (values: readonly Expression[]) => Expression;
}

/** What a function of time gives where rows have no _time: nothing, as in Splunk, and a warning. */
export function withoutTime(name: string, { state }: StatsPlace): LoweredStats {
  state.warnings.add(`${name} needs rows with a _time; there is none at this point of the search.`);
  return { aggregates: [], combine: () => nothing('number') };
}
