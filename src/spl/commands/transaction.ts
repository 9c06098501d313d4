/** transaction: events that belong together become one row. */
import { chosenRows } from '../../plan/chosen-rows.ts';
import { and, call, column, convert, isNotNull, isNull, nothing, numeral, text, when } from '../../plan/expression.ts';
import { aggregate, extend, filter, findColumn, join, project, sort, visibleColumns } from '../../plan/relation.ts';
import type { Aggregate, Expression, Named, PlanNode, Relation } from '../../plan/types.ts';
import { computeRows, materialise, warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import type { CommandParser } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { withRowNumber } from '../lower/computed-columns.ts';
import { lowerCondition, scopeOf } from '../lower/expression.ts';
import { lowerPredicate } from '../lower/predicate.ts';
import { groupTransactions } from '../lower/transaction-groups.ts';
import { SearchError } from '../syntax/error.ts';
import { parsePredicate } from '../syntax/predicate-parser.ts';
import { printExpression, printNames, printPredicate } from '../syntax/printer.ts';
import { Scanner } from '../syntax/scanner.ts';
import type { EvalExpression, Name, Predicate } from '../syntax/tree.ts';

/** What begins or ends a transaction: an eval expression or the conditions of a search. */
type Mark = { readonly expression: EvalExpression } | { readonly predicate: Predicate };

interface Transaction {
  readonly options: Readonly<Record<string, string>>;
  readonly fields: readonly Name[];
  readonly start?: Mark;
  readonly end?: Mark;
}

const optionKinds = {
  name: 'text',
  maxspan: 'text',
  maxpause: 'text',
  maxevents: 'integer',
  connected: 'boolean',
  unifyends: 'boolean',
  keeporphans: 'boolean',
  maxopentxn: 'integer',
  maxopenevents: 'integer',
  keepevicted: 'boolean',
  mvlist: 'text',
  mvraw: 'boolean',
  delim: 'text',
  nullstr: 'text',
} as const;
const mostEvents = 1_000;
const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };
const ownFields = new Set(['_time', '_raw', 'duration', 'eventcount', 'closed_txn', 'linecount', '_indextime']);

export const transaction = defineCommand<Transaction>({
  name: 'transaction',
  aliases: ['transam'],
  help: {
    summary:
      'Groups events that belong together, such as those of a session, into one row with duration and eventcount.',
    syntax:
      'transaction [<field> ...] [maxspan=<span>] [maxpause=<span>] [maxevents=<n>] [startswith=<condition>] [endswith=<condition>] [keepevicted=<bool>] [mvlist=<bool or fields>]',
    options: [
      { name: 'maxspan', summary: 'At most so long from the first to the last event, such as 30m.' },
      { name: 'maxpause', summary: 'At most so long between two events that follow each other.' },
      { name: 'maxevents', summary: 'At most so many events. Default 1000.' },
      { name: 'startswith', summary: 'An event that begins it: "text", (field=value) or eval(condition).' },
      { name: 'endswith', summary: 'An event that ends it.' },
      { name: 'keepevicted', summary: 'Keep those whose start or end is missing, with closed_txn=0. Default false.' },
      { name: 'connected', summary: 'An event must share a value with the others. Default true.' },
      {
        name: 'mvlist',
        summary: 'All values in the order of events instead of the distinct ones, sorted. Default false.',
      },
      { name: 'delim', summary: 'Puts the values of a field together with this between them.' },
      { name: 'nullstr', summary: 'Stands for a missing value with mvlist. Default NULL.' },
      { name: 'mvraw', summary: 'The text of each event as a value of its own. Default false.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Transaction',
    examples: [
      {
        search:
          '| makeresults format=csv data="_time,user,action\n60,ann,logout\n30,bo,login\n0,ann,login" | transaction user | table user action duration eventcount',
        explanation: 'A row for each user, with all values of the other fields.',
        columns: ['user', 'action', 'duration', 'eventcount'],
        rows: [
          [['bo'], ['login'], 0, 1],
          [['ann'], ['login', 'logout'], 60, 2],
        ],
      },
      {
        search:
          '| makeresults format=csv data="_time,s,what\n50,a,view\n40,a,end\n20,a,view\n10,a,begin" | transaction s startswith=(what=begin) endswith=(what=end) mvlist=t | table what duration',
        explanation: 'From begin to end; the event behind the end is left out.',
        columns: ['what', 'duration'],
        rows: [[['begin', 'view', 'end'], 30]],
      },
    ],
  },
  parse(parser) {
    const options: Record<string, string> = {};
    const fields: Name[] = [];
    const marks: { start?: Mark; end?: Mark } = {};
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      parser.options(optionKinds, options);
      if (parser.atEnd()) break;
      const which = parser.scanner.acceptOption(['startswith', 'endswith']);
      if (which !== undefined) {
        marks[which === 'startswith' ? 'start' : 'end'] = readMark(parser);
        continue;
      }
      if (parser.scanner.acceptOption(['fields']) !== undefined) {
        const list = parser.scanner.name('fields');
        fields.push(...list.text.split(/[\s,]+/).map((one) => ({ ...list, text: one })));
        continue;
      }
      parser.refuseUnknownOption([...Object.keys(optionKinds), 'startswith', 'endswith']);
      fields.push(parser.scanner.name('a field that the events share'));
    }
    return { options, fields, ...marks };
  },
  print: ({ options, fields, start, end }) =>
    [
      printNames(fields.map((field) => field.text)),
      ...(start === undefined ? [] : [`startswith=${printMark(start)}`]),
      ...(end === undefined ? [] : [`endswith=${printMark(end)}`]),
      ...printOptions(options),
    ]
      .filter((part) => part !== '')
      .join(' '),
  lower(input, { options, fields, start, end }, state, at) {
    const time = findColumn(input, '_time');
    const newestFirst =
      time === undefined
        ? input
        : sort(input, [{ expression: convert(column('_time', time.type), 'number'), direction: 'descending' }]);
    const placed = withRowNumber(newestFirst, rowName);
    const events = numbered(placed, state);
    const keys = fields.map((field) => {
      const found = findColumn(events, field.text);
      if (found === undefined) warnUnknownField(state, events, field.text);
      return found === undefined
        ? nothing()
        : found.type === 'time'
          ? asText(column(found.name, 'time'))
          : column(found.name, found.type);
    });
    const ordered: Relation = {
      node: events.node,
      order: [{ expression: column(rowName, 'number'), direction: 'ascending' }],
    };
    const narrow = project(ordered, [
      { name: 'row', value: column(rowName, 'number') },
      { name: 'time', value: time === undefined ? nothing('number') : convert(column('_time', time.type), 'number') },
      { name: 'starts', value: flag(start, events, state) },
      { name: 'ends', value: flag(end, events, state) },
      ...keys.map((key, i) => ({ name: `key${i}`, value: key })),
    ]);
    const [maximumSpan, maximumPause] = [spanOf(options.maxspan, at), spanOf(options.maxpause, at)];
    const limits = {
      ...(maximumSpan === undefined ? {} : { maximumSpan }),
      ...(maximumPause === undefined ? {} : { maximumPause }),
      maximumEvents: Number(options.maxevents ?? mostEvents),
      hasStart: start !== undefined,
      hasEnd: end !== undefined,
      connected: options.connected !== 'false',
    };
    const groups = computeRows(
      state,
      narrow,
      [
        { name: 'row', type: 'number' },
        { name: 'transaction', type: 'number' },
        { name: 'closed', type: 'number' },
      ],
      () => groupTransactions(keys.length, limits),
      'transactions',
    );
    return merged(events, groups, options);
  },
});

const rowName = '\u0001transactionRow';
const idName = '\u0001transaction';
const closedName = '\u0001closed';

/**
 * The same rows, their numbers computed once. Events of the store are not copied for it: their own numbers are kept beside, and
 * they are read again with the fields that are wanted in the end.
 */
function numbered(placed: Relation, state: CompileState): Relation {
  const purpose = 'events for transactions';
  const { node } = placed;
  const events = node.kind === 'window' ? chosenRows(node.input, columnNames(node.input)) : undefined;
  if (node.kind !== 'window' || events === undefined || events.hasWindow) return materialise(state, placed, purpose);
  const pairs = project({ node, order: [] }, [
    { name: '_id', value: column('_id', 'number') },
    { name: rowName, value: column(rowName, 'number') },
  ]);
  const numbers = materialise(state, pairs, purpose);
  return joinOn({ node: node.input, order: placed.order }, numbers, '_id', '_id', rowName, rowName);
}

const columnNames = (node: PlanNode): string[] => node.columns.map(({ name }) => name);

/** One row a transaction, the newest first. */
function merged(events: Relation, groups: Relation, options: Readonly<Record<string, string>>): Relation {
  const visible = visibleColumns(events);
  const member = filter(groups, isNotNull(column('row', 'number')));
  const status = filter(groups, isNull(column('row', 'number')));
  const joined = joinOn(events, member, rowName, 'row', 'transaction', idName);
  const known = joinOn(joined, status, idName, 'transaction', 'closed', closedName);
  const kept =
    options.keepevicted === 'true'
      ? known
      : filter(known, call('equal', 'boolean', column(closedName, 'number'), numeral(1)));
  const oldestFirst = [{ expression: column(rowName, 'number'), direction: 'descending' as const }];
  const time = visible.find((one) => one.name === '_time');
  const seconds_ = time === undefined ? nothing('number') : convert(column('_time', time.type), 'number');
  const listed = (name: string): boolean =>
    options.mvlist === undefined || options.mvlist === 'f' || options.mvlist === 'false'
      ? false
      : /^(t|true|1)$/i.test(options.mvlist) || options.mvlist.split(/[\s,]+/).includes(name);
  const others = visible.filter((one) => !ownFields.has(one.name));
  const aggregates: Named<Aggregate>[] = [
    ...(time === undefined
      ? []
      : [
          {
            name: '_time',
            value: { operation: 'minimum' as const, arguments: [column('_time', time.type)], type: time.type },
          },
        ]),
    ...(visible.some((one) => one.name === '_raw')
      ? [{ name: '_raw', value: list(asText(column('_raw', 'string')), oldestFirst) }]
      : []),
    ...others.map((one): Named<Aggregate> => {
      const value = one.type === 'multivalue' ? column(one.name, one.type) : asText(column(one.name, one.type));
      if (!listed(one.name))
        return { name: one.name, value: { operation: 'values', arguments: [value], type: 'multivalue' } };
      const filled =
        value.type === 'multivalue' ? value : call('coalesce', 'string', value, text(options.nullstr ?? 'NULL'));
      return { name: one.name, value: list(filled, oldestFirst) };
    }),
    { name: '\u0001first', value: { operation: 'minimum', arguments: [seconds_], type: 'number' } },
    { name: '\u0001last', value: { operation: 'maximum', arguments: [seconds_], type: 'number' } },
    { name: 'eventcount', value: { operation: 'count', arguments: [], type: 'number' } },
    { name: 'closed_txn', value: { operation: 'maximum', arguments: [column(closedName, 'number')], type: 'number' } },
    {
      name: 'linecount',
      value: visible.some((one) => one.name === 'linecount')
        ? { operation: 'sum', arguments: [convert(column('linecount', 'number'), 'number')], type: 'number' }
        : { operation: 'count', arguments: [], type: 'number' },
    },
  ];
  const grouped = aggregate(kept, [{ name: idName, value: column(idName, 'number') }], aggregates);
  const duration = call('subtract', 'number', column('\u0001last', 'number'), column('\u0001first', 'number'));
  const finished = extend(
    {
      node: grouped.node,
      // As events stand: by the time shown, newest first.
      order: [
        { expression: column('\u0001first', 'number'), direction: 'descending' },
        { expression: column(idName, 'number'), direction: 'ascending' },
      ],
    },
    [
      {
        name: 'duration',
        value: when(
          [{ when: isNotNull(duration), then: call('round', 'number', duration, numeral(6)) }],
          numeral(0),
          'number',
        ),
      },
      ...(visible.some((one) => one.name === '_raw') && options.mvraw !== 'true'
        ? [{ name: '_raw', value: call('listJoin', 'string', column('_raw', 'multivalue'), text('\n')) }]
        : []),
      ...(options.delim === undefined
        ? []
        : others.map((one) => ({
            name: one.name,
            value: call('listJoin', 'string', column(one.name, 'multivalue'), text(options.delim ?? ' ')),
          }))),
    ],
  );
  const shown = [
    ...visible.filter((one) => one.name !== 'linecount').map((one) => one.name),
    'duration',
    'eventcount',
    'closed_txn',
    'linecount',
  ].filter((name, i, all) => all.indexOf(name) === i && findColumn(finished, name) !== undefined);
  return project(
    finished,
    shown.map((name) => ({ name, value: column(name, findColumn(finished, name)?.type ?? 'string') })),
  );
}

function list(value: Expression, orderBy: Aggregate['orderBy']): Aggregate {
  return { operation: 'list', arguments: [value], type: 'multivalue', ...(orderBy === undefined ? {} : { orderBy }) };
}

/** Rows of the left with one number column of the right, hidden, where the keys are equal. */
function joinOn(
  left: Relation,
  right: Relation,
  leftKey: string,
  rightKey: string,
  taken: string,
  as: string,
): Relation {
  const on = [{ left: column(leftKey, 'number'), right: column(rightKey, 'number') }];
  return join('inner', left, right, on, [{ name: as, type: 'number', hidden: true, from: taken }]);
}

function flag(mark: Mark | undefined, relation: Relation, state: CompileState): Expression {
  if (mark === undefined) return numeral(0);
  const condition =
    'expression' in mark
      ? lowerCondition(mark.expression, scopeOf(state, relation))
      : lowerPredicate(mark.predicate, relation, state);
  return when([{ when: and(condition), then: numeral(1) }], numeral(0), 'number');
}

/** `"text"`, `(conditions)`, `eval(expression)` or one word. */
function readMark(parser: CommandParser): Mark {
  const { scanner } = parser;
  if (/^eval\s*\(/i.test(scanner.text.slice(scanner.at, scanner.at + 12))) {
    parser.keyword('eval');
    scanner.expect('(', 'after eval');
    const expression = parser.expression();
    scanner.expect(')', 'to close eval');
    return { expression };
  }
  if (scanner.accept('(')) {
    const open = scanner.at;
    const predicate = scanner.withStopWords([], () => readUntilParenthesis(parser));
    if (!scanner.accept(')'))
      throw new SearchError('The condition is opened with ( and never closed.', {
        position: open - 1,
        hint: 'Add the closing ) .',
      });
    return { predicate };
  }
  const name = scanner.name('a text in quotes, (conditions) or eval(...)', /[\s|[\],"]/);
  return { predicate: parsePredicate(new Scanner(name.text), noSubsearch(name)) };
}

/** Conditions up to the parenthesis that closes them, read on their own so that their end is the command's end. */
function readUntilParenthesis(parser: CommandParser): Predicate {
  const { scanner } = parser;
  const start = scanner.at;
  let depth = 1;
  let end = start;
  for (let quoted = false; end < scanner.text.length; end += 1) {
    const c = scanner.text[end];
    if (c === '\\') end += 1;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === '(') depth += 1;
    else if (!quoted && c === ')') {
      depth -= 1;
      if (depth === 0) break;
    }
  }
  const inner = scanner.text.slice(start, end);
  const whole = /^\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(inner);
  const text_ = whole?.[1] === undefined ? inner : whole[1].replaceAll(/\\(["\\])/g, '$1');
  try {
    const predicate = parsePredicate(
      new Scanner(text_),
      noSubsearch({ text: text_, position: 0, length: text_.length }),
    );
    scanner.at = end;
    return predicate;
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
    throw new SearchError(error.message, {
      position: Math.min(start + error.position, end),
      length: error.length,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}

function noSubsearch(at: Name): () => never {
  return () => {
    throw new SearchError('No subsearch can stand here.', at);
  };
}

function printMark(mark: Mark): string {
  return 'expression' in mark ? `eval(${printExpression(mark.expression)})` : `(${printPredicate(mark.predicate)})`;
}

function spanOf(
  span: string | undefined,
  at: { readonly position: number; readonly length: number },
): number | undefined {
  if (span === undefined || span === '-1' || span.startsWith('$')) return undefined;
  const parts = /^(\d+)([smhdw]?)[a-z]*$/i.exec(span);
  const unit = seconds[(parts?.[2] ?? '').toLowerCase()] ?? 1;
  if (parts === null)
    throw new SearchError(`"${span}" is no span of time.`, { ...at, hint: 'Write for example maxspan=30m.' });
  return Number(parts[1]) * unit;
}
