/** Calls of statistical functions to aggregates and the columns made of them. */
import { and, call, column, isNotNull, isNull, numeral, when } from '../../plan/expression.ts';
import { findColumn } from '../../plan/relation.ts';
import type { Aggregate, Expression, Named, Relation } from '../../plan/types.ts';
import { warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { asNumber } from '../lower/compare.ts';
import { lowerExpression, lowerValue, scopeOf } from '../lower/expression.ts';
import { SearchError, nearestName } from '../syntax/error.ts';
import { foreignWordHint } from '../syntax/hints.ts';
import type { EvalExpression, StatsCall } from '../syntax/tree.ts';
import { innerCall, lowerSparkline } from './sparkline.ts';
import type { LoweredStats, StatsFunction } from './stats-definition.ts';
import { statsFunctionNamed, statsFunctionNames } from './stats-functions.ts';

/** The aggregate of one call over a relation, with its output name. */
export interface LoweredCall {
  readonly name: string;
  /** The field that a wildcard stood for. */
  readonly wildcardField?: string;
  readonly definition: StatsFunction;
  readonly stats: LoweredStats;
}

export function lowerStatsCalls(
  calls: readonly StatsCall[],
  relation: Relation,
  state: CompileState,
  bucketSeconds?: number,
  /** `allnum=true`: numerical functions of fields that hold anything but numbers give nothing. */
  onlyAllNumbers = false,
): readonly LoweredCall[] {
  return calls.flatMap((written) => {
    const expanded = expandWildcard(written, relation);
    return expanded.map((statsCall) => {
      const lowered = lowerCall(statsCall, relation, state, bucketSeconds, onlyAllNumbers);
      const isWildcard = statsCall !== written && statsCall.argument !== undefined && 'text' in statsCall.argument;
      return isWildcard ? { ...lowered, wildcardField: statsCall.argument.text } : lowered;
    });
  });
}

function lowerCall(
  statsCall: StatsCall,
  relation: Relation,
  state: CompileState,
  bucketSeconds: number | undefined,
  onlyAllNumbers = false,
): LoweredCall {
  const definition = statsFunctionNamed(statsCall.function);
  if (statsCall.function === 'eval') return lowerEvalOfCalls(statsCall, relation, state, bucketSeconds);
  if (definition === undefined) {
    const foreign = /^(p|perc|exactperc|upperperc)[\d.]*$/.test(statsCall.function)
      ? 'The percentage, from 0 to 100, stands in the name: perc95(field).'
      : foreignWordHint(statsCall.function);
    const near = foreign === undefined ? nearestName(statsCall.function, statsFunctionNames()) : undefined;
    throw new SearchError(`There is no statistical function "${statsCall.function}".`, {
      position: statsCall.position,
      length: statsCall.function.length,
      hint:
        foreign ??
        (near === undefined ? 'Among them: count, sum, avg, min, max, dc, values.' : `Did you mean ${near}?`),
      ...(near === undefined ? {} : { replacement: near }),
    });
  }
  if (definition.name === 'sparkline') {
    const inner = innerCall(statsCall);
    const [lowered] = lowerStatsCalls([inner], relation, state);
    if (lowered === undefined) throw new Error('A sparkline has one function.');
    return {
      name: statsCall.alias?.text ?? statsCall.label,
      definition,
      stats: lowerSparkline(lowered.definition, lowerArgument(inner, relation, state), {
        relation,
        state,
        call: statsCall,
      }),
    };
  }
  const argument = lowerArgument(statsCall, relation, state);
  if (argument === undefined && definition.name !== 'count') {
    throw new SearchError(`${statsCall.function} needs a field.`, {
      position: statsCall.position,
      length: statsCall.length,
      hint: `Write ${statsCall.function}(field) .`,
    });
  }
  const stats = definition.lower(argument, {
    relation,
    state,
    call: statsCall,
    ...(bucketSeconds === undefined ? {} : { bucketSeconds }),
  });
  return {
    name: statsCall.alias?.text ?? statsCall.label,
    definition,
    stats:
      onlyAllNumbers && argument !== undefined && !ofAnyValues.has(definition.name)
        ? numbersOnly(stats, argument)
        : stats,
  };
}

/** Functions that do not ask for numbers. */
const ofAnyValues = new Set([
  'count',
  'distinct_count',
  'estdc',
  'estdc_error',
  'first',
  'last',
  'earliest',
  'latest',
  'earliest_time',
  'latest_time',
  'list',
  'values',
  'mode',
]);

function numbersOnly(stats: LoweredStats, argument: Expression): LoweredStats {
  const others = and(isNotNull(argument), isNull(asNumber(argument)));
  return {
    aggregates: [...stats.aggregates, { operation: 'count', arguments: [], filter: others, type: 'number' }],
    combine: (values) => {
      const value = stats.combine(values.slice(0, -1));
      const count = values.at(-1) ?? numeral(0);
      return when([{ when: call('equal', 'boolean', count, numeral(0)), then: value }], undefined, value.type);
    },
  };
}

/** eval(avg(size)/max(delay)): an expression over statistical functions. */
function lowerEvalOfCalls(
  statsCall: StatsCall,
  relation: Relation,
  state: CompileState,
  bucketSeconds: number | undefined,
): LoweredCall {
  const { argument } = statsCall;
  if (argument === undefined || !('kind' in argument))
    throw new SearchError('eval needs an expression over statistical functions.', {
      position: statsCall.position,
      length: statsCall.length,
      hint: 'Write for example eval(sum(bytes)/count) AS mean.',
    });
  const parts: LoweredCall[] = [];
  const replaced = replaceCalls(argument, (inner) => {
    const lowered = lowerCall(inner, relation, state, bucketSeconds);
    parts.push(lowered);
    return `\u0001part${parts.length - 1}`;
  });
  const aggregates = parts.flatMap((part) => part.stats.aggregates);
  return {
    name: statsCall.alias?.text ?? statsCall.label,
    definition: { ...evalOfCalls, empty: 'null' },
    stats: {
      aggregates,
      combine: (values) => {
        let at = 0;
        const bindings = new Map<string, Expression>();
        parts.forEach((part, i) => {
          const { length } = part.stats.aggregates;
          bindings.set(`\u0001part${i}`, part.stats.combine(values.slice(at, at + length)));
          at += length;
        });
        return lowerValue(replaced, {
          state,
          relation: { node: { ...relation.node, columns: [] }, order: [] },
          bindings,
        });
      },
    },
  };
}

const evalOfCalls: StatsFunction = {
  name: 'eval',
  summary: 'An expression over statistical functions.',
  syntax: 'eval(sum(a)/count)',
  examples: [],
  empty: 'null',
  additive: false,
  lower: () => {
    throw new Error('An eval is lowered with the functions inside it.');
  },
};

/** Puts names in the places of statistical calls: `name` says which. A call of one argument at most is one. */
function replaceCalls(expression: EvalExpression, name: (call_: StatsCall) => string): EvalExpression {
  const { position, length } = expression;
  const asField = (function_: string, inner: EvalExpression | undefined): EvalExpression => {
    const argument =
      inner?.kind === 'field'
        ? { text: inner.name, position: inner.position, length: inner.length }
        : inner?.kind === 'call' && inner.name === 'eval'
          ? inner.arguments[0]
          : inner;
    const statsCall: StatsCall = {
      function: function_,
      argumentIsEval: argument !== undefined && 'kind' in argument,
      extra: [],
      label: function_,
      position,
      length,
      ...(argument === undefined ? {} : { argument }),
    };
    return { kind: 'field', name: name(statsCall), position, length };
  };
  switch (expression.kind) {
    case 'field':
      return expression.name === 'count' ? asField('count', undefined) : expression;
    case 'call':
      if (statsFunctionNamed(expression.name) !== undefined && expression.arguments.length <= 1)
        return asField(expression.name, expression.arguments[0]);
      return { ...expression, arguments: expression.arguments.map((argument) => replaceCalls(argument, name)) };
    case 'unary':
      return { ...expression, operand: replaceCalls(expression.operand, name) };
    case 'binary':
      return { ...expression, left: replaceCalls(expression.left, name), right: replaceCalls(expression.right, name) };
    case 'in':
      return { ...expression, operand: replaceCalls(expression.operand, name) };
    default:
      return expression;
  }
}

function lowerArgument(statsCall: StatsCall, relation: Relation, state: CompileState): Expression | undefined {
  const { argument } = statsCall;
  if (argument === undefined) return undefined;
  if ('kind' in argument) {
    const scope = scopeOf(state, relation);
    return statsCall.function === 'count' || statsCall.function === 'c'
      ? lowerExpression(argument, scope)
      : lowerValue(argument, scope);
  }
  const found = findColumn(relation, argument.text);
  if (found !== undefined) return column(found.name, found.type);
  warnUnknownField(state, relation, argument.text);
  return { kind: 'literal', value: null, type: 'string' };
}

/** `sum(*)` and `values(a*)` are a call for each field that fits; the alias' `*` takes what the field's stood for. */
function expandWildcard(statsCall: StatsCall, relation: Relation): StatsCall[] {
  const { argument } = statsCall;
  if (argument === undefined || 'kind' in argument || !argument.text.includes('*')) return [statsCall];
  const pattern = new RegExp(
    `^${argument.text
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('(.*)')}$`,
  );
  return relation.node.columns
    .filter((c) => c.hidden !== true && !c.name.startsWith('_'))
    .flatMap((c) => {
      const match = pattern.exec(c.name);
      if (match === null) return [];
      let group = 0;
      const alias =
        statsCall.alias === undefined
          ? undefined
          : { ...statsCall.alias, text: statsCall.alias.text.replace(/\*/g, () => match[(group += 1)] ?? '') };
      return [
        {
          ...statsCall,
          argument: { ...argument, text: c.name },
          label: `${statsCall.function}(${c.name})`,
          ...(alias === undefined ? {} : { alias }),
        },
      ];
    });
}

/** Aggregates under private names and the columns made of them: aggregate first, then project. */
export function planAggregates(calls: readonly LoweredCall[]): {
  readonly aggregates: readonly Named<Aggregate>[];
  readonly outputs: readonly Named<Expression>[];
} {
  const aggregates: Named<Aggregate>[] = [];
  const outputs: Named<Expression>[] = [];
  calls.forEach((call_, i) => {
    const parts = call_.stats.aggregates.map((aggregate, j) => {
      const name = `\u0001a${i}_${j}`;
      aggregates.push({ name, value: aggregate });
      return column(name, aggregate.type);
    });
    outputs.push({ name: call_.name, value: call_.stats.combine(parts) });
  });
  return { aggregates, outputs };
}
