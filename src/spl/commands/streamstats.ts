/** streamstats: statistics over the rows so far, for every row. */
import { call, column, convert, not, numeral, when } from '../../plan/expression.ts';
import { extend, findColumn, hiddenName, project, visibleColumns, window } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { lowerStatsCalls, planAggregates } from '../functions/stats.ts';
import { withRowNumber } from '../lower/computed-columns.ts';
import { lowerCondition, scopeOf } from '../lower/expression.ts';
import { groupColumns } from '../lower/group.ts';
import { SearchError } from '../syntax/error.ts';
import { printExpression, printNames, printStatsCall } from '../syntax/printer.ts';
import type { EvalExpression, Name, StatsCall } from '../syntax/tree.ts';

interface StreamStats {
  readonly options: Readonly<Record<string, string>>;
  readonly calls: readonly StatsCall[];
  readonly by: readonly Name[];
  readonly resetBefore?: EvalExpression;
  readonly resetAfter?: EvalExpression;
}

const optionKinds = {
  current: 'boolean',
  window: 'integer',
  time_window: 'text',
  global: 'boolean',
  allnum: 'boolean',
  reset_on_change: 'boolean',
} as const;

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

export const streamstats = defineCommand<StreamStats>({
  name: 'streamstats',
  help: {
    summary: 'Adds statistics over the rows so far, or over a window of the last ones, to every row.',
    syntax:
      'streamstats [current=<bool>] [window=<n>] [time_window=<span>] [reset_on_change=<bool>] [reset_before=(<condition>)] [reset_after=(<condition>)] <function>(<field>) ... [by <field>, ...]',
    options: [
      { name: 'current', summary: 'Count the row itself. Default true.' },
      { name: 'window', summary: 'Only so many last rows; 0 for all. Default 0.' },
      { name: 'time_window', summary: 'Only rows of the last span of time, such as 5m.' },
      {
        name: 'global',
        summary: 'With window and by: the window counts all rows (not done here) or those of the group.',
      },
      { name: 'reset_on_change', summary: 'Begin anew when a by field changes. Default false.' },
      { name: 'reset_before', summary: 'Begin anew with a row for which the condition holds.' },
      { name: 'reset_after', summary: 'Begin anew after such a row.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Streamstats',
    examples: [
      {
        search: '| makeresults format=csv data="v\n1\n2\n3" | streamstats sum(v) AS total count window=2',
        explanation: 'Over the row and the one before.',
        columns: ['v', 'total', 'count'],
        rows: [
          ['1', 1, 1],
          ['2', 3, 2],
          ['3', 5, 2],
        ],
      },
      {
        search: '| makeresults format=csv data="v\n1\n2\n3" | streamstats current=f last(v) AS before',
        explanation: 'The value of the row before.',
        columns: ['v', 'before'],
        rows: [
          ['1', null],
          ['2', '1'],
          ['3', '2'],
        ],
      },
      {
        search: '| makeresults format=csv data="v\n1\n9\n1" | streamstats reset_after=(v>5) count',
        explanation: 'Counts anew after a large value.',
        columns: ['v', 'count'],
        rows: [
          ['1', 1],
          ['9', 2],
          ['1', 1],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const resets: { before?: EvalExpression; after?: EvalExpression } = {};
    const calls: StatsCall[] = [];
    let by: readonly Name[] = [];
    while (!parser.atEnd()) {
      parser.options(optionKinds, options);
      if (parser.atEnd()) break;
      const reset = parser.scanner.acceptOption(['reset_before', 'reset_after']);
      if (reset !== undefined) {
        resets[reset === 'reset_before' ? 'before' : 'after'] = parser.quotedExpression();
        continue;
      }
      parser.refuseUnknownOption([...Object.keys(optionKinds), 'reset_before', 'reset_after']);
      if (parser.keyword('by')) {
        by = parser.someFields('a field to group by', ['reset_before', 'reset_after'], {
          kinds: optionKinds,
          into: options,
        });
        continue;
      }
      const found = parser.statsCalls(['by', 'reset_before', 'reset_after', ...Object.keys(optionKinds)]);
      if (found.length === 0) throw parser.scanner.unexpected('a statistical function such as count or sum(field)');
      calls.push(...found);
    }
    if (calls.length === 0) throw parser.scanner.unexpected('a statistical function such as count or sum(field)');
    return {
      options,
      calls,
      by,
      ...(resets.before === undefined ? {} : { resetBefore: resets.before }),
      ...(resets.after === undefined ? {} : { resetAfter: resets.after }),
    };
  },
  print: ({ options, calls, by, resetBefore, resetAfter }) =>
    [
      ...printOptions(options),
      ...(resetBefore === undefined ? [] : [`reset_before=(${printExpression(resetBefore)})`]),
      ...(resetAfter === undefined ? [] : [`reset_after=(${printExpression(resetAfter)})`]),
      calls.map(printStatsCall).join(', '),
      ...(by.length > 0 ? ['by', printNames(by.map((b) => b.text))] : []),
    ].join(' '),
  lower(input, { options, calls, by, resetBefore, resetAfter }, state, at) {
    const names = by.map((one) => one.text);
    const split = runs(
      input,
      names,
      { before: resetBefore, after: resetAfter, onChange: options.reset_on_change === 'true' },
      state,
    );
    const partitionBy = [...groupColumns(split.relation, names, state).map((group) => group.value), ...split.partition];
    const rows = Number(options.window ?? 0);
    const own = options.current === 'false' ? -1 : 0;
    const frame = frameOf(options.time_window, rows, own, at);
    // One window over the rows of all groups, of which those of the row's own group count: a range of row numbers.
    const isGlobal = rows > 0 && options.time_window === undefined && names.length > 0 && options.global !== 'false';
    const placeName = hiddenName(split.relation, 'place');
    const source = isGlobal ? withRowNumber(split.relation, placeName) : split.relation;
    const { aggregates, outputs } = planAggregates(
      lowerStatsCalls(calls, source, state, undefined, options.allnum === 'true'),
    );
    const time: Expression = convert(column('_time', findColumn(source, '_time')?.type ?? 'time'), 'time');
    const spread = window(
      source,
      aggregates.map(({ name, value }) => ({
        name,
        value: {
          ...value,
          partitionBy,
          ...(isGlobal
            ? {
                orderBy: [
                  { expression: convert(column(placeName, 'number'), 'time'), direction: 'ascending' as const },
                ],
                frame: { ...frame, unit: 'seconds' as const },
              }
            : {
                orderBy:
                  frame.unit === 'seconds'
                    ? [{ expression: time, direction: source.order[0]?.direction ?? ('ascending' as const) }]
                    : source.order,
                frame,
              }),
        },
      })),
      { hidden: true },
    );
    const shown = extend(spread, outputs);
    return project(
      shown,
      visibleColumns(shown).map((c) => ({ name: c.name, value: column(c.name, c.type) })),
    );
  },
});

function frameOf(
  span: string | undefined,
  rows: number,
  own: number,
  at: { readonly position: number; readonly length: number },
): { unit: 'rows' | 'seconds'; start: number | null; end: number } {
  if (span === undefined) return { unit: 'rows', start: rows > 0 ? own - rows + 1 : null, end: own };
  const parts = /^(\d+)([smhdw])[a-z]*$/.exec(span);
  const unit = seconds[parts?.[2] ?? ''];
  if (parts === null || unit === undefined)
    throw new SearchError(`"${span}" is no span of time.`, { ...at, hint: 'Write for example time_window=5m.' });
  return { unit: 'seconds', start: -Number(parts[1]) * unit, end: 0 };
}

interface Resets {
  readonly before: EvalExpression | undefined;
  readonly after: EvalExpression | undefined;
  readonly onChange: boolean;
}

/** A hidden number that grows with every reset: rows between two resets share it. */
function runs(
  input: Relation,
  by: readonly string[],
  resets: Resets,
  state: CompileState,
): { readonly relation: Relation; readonly partition: readonly Expression[] } {
  if (resets.before === undefined && resets.after === undefined && !resets.onChange)
    return { relation: input, partition: [] };
  const flag = (condition: Expression): Expression =>
    when(
      [
        {
          when: call('coalesce', 'boolean', condition, { kind: 'literal', value: false, type: 'boolean' }),
          then: numeral(1),
        },
      ],
      numeral(0),
      'number',
    );
  const [beforeName, afterName] = [hiddenName(input, 'resetBefore'), hiddenName(input, 'resetAfter')];
  let relation = extend(
    input,
    [
      {
        name: beforeName,
        value: resets.before === undefined ? numeral(0) : flag(lowerCondition(resets.before, scopeOf(state, input))),
      },
      {
        name: afterName,
        value: resets.after === undefined ? numeral(0) : flag(lowerCondition(resets.after, scopeOf(state, input))),
      },
    ],
    { hidden: true },
  );
  const marks: Expression[] = [column(beforeName, 'number')];
  if (resets.onChange) {
    const keys = groupColumns(input, by, state).map((group) => group.value);
    const lagged = keys.map((key, i) => ({
      name: `\u0001keyBefore${i}`,
      value: { operation: 'lag' as const, arguments: [key], partitionBy: [], orderBy: relation.order, type: key.type },
    }));
    relation = window(relation, lagged, { hidden: true });
    for (const [i, key] of keys.entries()) {
      const same = call('coalesce', 'boolean', call('equal', 'boolean', key, column(`\u0001keyBefore${i}`, key.type)), {
        kind: 'literal',
        value: false,
        type: 'boolean',
      });
      marks.push(flag(not(same)));
    }
  }
  const markName = hiddenName(relation, 'mark');
  const marked = extend(relation, [{ name: markName, value: marks.reduce((a, b) => call('add', 'number', a, b)) }], {
    hidden: true,
  });
  const sumSoFar = (
    name: string,
    end: number,
  ): { name: string; value: Parameters<typeof window>[1][number]['value'] } => ({
    name: `\u0001run${name}`,
    value: {
      operation: 'sum',
      arguments: [column(name, 'number')],
      partitionBy: [],
      orderBy: marked.order,
      frame: { unit: 'rows', start: null, end },
      type: 'number',
    },
  });
  const counted = window(marked, [sumSoFar(markName, 0), sumSoFar(afterName, -1)], { hidden: true });
  return {
    relation: counted,
    partition: [
      column(`\u0001run${markName}`, 'number'),
      call('coalesce', 'number', column(`\u0001run${afterName}`, 'number'), numeral(0)),
    ],
  };
}
