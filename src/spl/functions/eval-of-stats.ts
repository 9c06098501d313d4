/** `eval(avg(size)/max(delay))` in chart and timechart: the statistics inside are computed first, the expression over them. */
import type { Aggregate, Expression } from '../../plan/types.ts';
import type { EvalExpression, StatsCall } from '../syntax/tree.ts';

interface Statistic {
  readonly stats: {
    readonly aggregates: readonly Aggregate[];
    readonly combine: (values: readonly Expression[]) => Expression;
  };
}

/** Stands where a call's function is asked for. */
export const expressionOfStatistics = {
  name: 'eval',
  summary: 'An expression over statistics.',
  syntax: 'eval(<expression>)',
  empty: 'null' as const,
  additive: false,
  lower: (): never => {
    throw new Error('Its statistics are lowered on their own.');
  },
};

/** The expression with a field in the place of each statistic, and the statistics' calls in order. */
export function splitStatistics(
  expression: EvalExpression,
  isStatistic: (name: string) => boolean,
): { readonly settled: EvalExpression; readonly calls: readonly StatsCall[] } {
  const calls: StatsCall[] = [];
  return { settled: replaceStatistics(expression, isStatistic, calls), calls };
}

/** What the fields of `settled` stand for, given the values of all aggregates side by side. */
export function bindStatistics(
  statistics: readonly Statistic[],
  values: readonly Expression[],
): ReadonlyMap<string, Expression> {
  let at = 0;
  return new Map(
    statistics.map(({ stats: { aggregates, combine } }, i): [string, Expression] => {
      const own = values.slice(at, at + aggregates.length);
      at += aggregates.length;
      return [statisticName(i), combine(own)];
    }),
  );
}

function statisticName(number: number): string {
  return `\u0001statistic${number}`;
}

function replaceStatistics(
  expression: EvalExpression,
  isStatistic: (name: string) => boolean,
  found: StatsCall[],
): EvalExpression {
  const again = (part: EvalExpression): EvalExpression => replaceStatistics(part, isStatistic, found);
  switch (expression.kind) {
    case 'call': {
      const [argument] = expression.arguments;
      if (!isStatistic(expression.name) || expression.arguments.length > 1)
        return { ...expression, arguments: expression.arguments.map(again) };
      const { position, length } = expression;
      const isField = argument?.kind === 'field';
      const isEval = argument?.kind === 'call' && argument.name === 'eval' && argument.arguments[0] !== undefined;
      found.push({
        function: expression.name,
        argumentIsEval: argument !== undefined && !isField,
        extra: [],
        label: expression.name,
        position,
        length,
        ...(argument === undefined
          ? {}
          : {
              argument: isField
                ? { text: argument.name, position, length }
                : isEval
                  ? (argument.arguments[0] ?? argument)
                  : argument,
            }),
      });
      return { kind: 'field', name: statisticName(found.length - 1), position, length };
    }
    case 'unary':
      return { ...expression, operand: again(expression.operand) };
    case 'binary':
      return { ...expression, left: again(expression.left), right: again(expression.right) };
    case 'in':
      return { ...expression, operand: again(expression.operand), list: expression.list.map(again) };
    default:
      return expression;
  }
}
