/** head: the first rows. */
import { call, column, numeral, truth } from '../../plan/expression.ts';
import { filter, hiddenName, limit, window } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { lowerCondition, scopeOf } from '../lower/expression.ts';
import { SearchError } from '../syntax/error.ts';
import { printExpression } from '../syntax/printer.ts';
import type { EvalExpression } from '../syntax/tree.ts';

interface Head {
  readonly count?: number;
  readonly condition?: EvalExpression;
  readonly options: Readonly<Record<string, string>>;
}

const optionKinds = { limit: 'integer', null: 'boolean', keeplast: 'boolean' } as const;

export const head = defineCommand<Head>({
  name: 'head',
  help: {
    summary:
      'The first rows, 10 unless a number is given; for events the newest. With a condition: rows until it is false.',
    syntax: 'head [<number>] | head (<condition>) [limit=<number>] [null=<bool>] [keeplast=<bool>]',
    options: [
      { name: 'limit', summary: 'At most so many rows.' },
      { name: 'null', summary: 'Go on where the condition is null. Default false.' },
      { name: 'keeplast', summary: 'Also give the row that ended it. Default false.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Head',
    examples: [
      {
        search: '| makeresults format=csv data="n\n1\n2\n3" | head 2',
        explanation: 'Two rows.',
        columns: ['n'],
        rows: [['1'], ['2']],
      },
      {
        search: '| makeresults format=csv data="n\n1\n2\n9\n1" | head (n<5)',
        explanation: 'Rows until the condition fails.',
        columns: ['n'],
        rows: [['1'], ['2']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    let count: number | undefined;
    let condition: EvalExpression | undefined;
    const number = parser.scanner.matchAt(/\d+(?=[\s|\]]|$)/y);
    if (!parser.atEnd() && number !== undefined) {
      parser.scanner.at += number.length;
      count = Number(number);
    } else if (!parser.atEnd()) {
      parser.keyword('while');
      condition = parser.expression();
      if (condition.kind === 'number' || (condition.kind === 'field' && !condition.name.startsWith('$')))
        throw new SearchError('head takes a number of rows, or a condition.', {
          position: condition.position,
          length: condition.length,
          hint: 'Write head 5, or head (count>5) .',
        });
    }
    parser.options(optionKinds, options);
    return { options, ...(count === undefined ? {} : { count }), ...(condition === undefined ? {} : { condition }) };
  },
  print: ({ count, condition, options }) =>
    [
      ...(count === undefined ? [] : [String(count)]),
      ...(condition === undefined ? [] : [`(${printExpression(condition)})`]),
      ...printOptions(options),
    ].join(' '),
  lower(input, { count, condition, options }, state) {
    const most = count ?? (options.limit === undefined ? undefined : Number(options.limit));
    if (condition === undefined) return limit(input, most ?? 10);
    const holds = call(
      'coalesce',
      'boolean',
      lowerCondition(condition, scopeOf(state, input)),
      truth(options.null === 'true'),
    );
    const name = hiddenName(input, 'failed');
    const failures = window(
      input,
      [
        {
          name,
          value: {
            operation: 'count',
            arguments: [],
            partitionBy: [],
            orderBy: input.order,
            filter: call('not', 'boolean', holds),
            frame: { unit: 'rows', start: null, end: 0 },
            type: 'number',
          },
        },
      ],
      { hidden: true },
    );
    const failed = column(name, 'number');
    const keep =
      options.keeplast === 'true'
        ? call(
            'or',
            'boolean',
            call('equal', 'boolean', failed, numeral(0)),
            call('and', 'boolean', call('equal', 'boolean', failed, numeral(1)), call('not', 'boolean', holds)),
          )
        : call('equal', 'boolean', failed, numeral(0));
    const kept = filter(failures, keep);
    return most === undefined ? kept : limit(kept, most);
  },
});
