/** set: the rows of two subsearches put together, in common, or in one of them only. */
import { call, column, numeral } from '../../plan/expression.ts';
import { aggregate, extend, filter, project, visibleColumns } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { concatenate } from '../lower/concatenate.ts';
import { withRowNumber } from '../lower/computed-columns.ts';
import { pipelinePrinter } from '../syntax/printer.ts';
import type { Subsearch } from '../syntax/tree.ts';

interface SetCommand {
  readonly operation: 'union' | 'diff' | 'intersect';
  readonly left: Subsearch;
  readonly right: Subsearch;
}

const sideName = '\u0001side';
const placeName = '\u0001firstPlace';

export const set = defineCommand<SetCommand>({
  name: 'set',
  generating: true,
  transforming: true,
  help: {
    summary: 'The distinct rows of two subsearches: of either (union), of both (intersect), of one only (diff).',
    syntax: 'set union|diff|intersect [ <subsearch> ] [ <subsearch> ]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Set',
    examples: [
      {
        search: '| set intersect [| makeresults format=csv data="a\n1\n2"] [| makeresults format=csv data="a\n2\n3"]',
        explanation: 'The rows that both have.',
        columns: ['a'],
        rows: [['2']],
      },
      {
        search: '| set diff [| makeresults format=csv data="a\n1\n2"] [| makeresults format=csv data="a\n2\n3"]',
        explanation: 'The rows that only one of them has.',
        columns: ['a'],
        rows: [['1'], ['3']],
      },
      {
        search: '| set union [| makeresults format=csv data="a\n1\n2"] [| makeresults format=csv data="a\n2\n3"]',
        explanation: 'All rows, each once.',
        columns: ['a'],
        rows: [['1'], ['2'], ['3']],
      },
    ],
  },
  parse(parser) {
    const operation = parser.keyword('union', 'diff', 'intersect');
    if (operation === undefined) throw parser.scanner.unexpected('union, diff or intersect');
    const left = parser.subsearch();
    parser.scanner.accept(',');
    return { operation: operation as SetCommand['operation'], left, right: parser.subsearch() };
  },
  print: ({ operation, left, right }) =>
    `${operation} [${pipelinePrinter.print(left.pipeline)}] [${pipelinePrinter.print(right.pipeline)}]`,
  lower(_input, { operation, left, right }, state) {
    const sides = [left, right].map((one, i) =>
      extend(state.compilePipeline(one.pipeline, null), [{ name: sideName, value: numeral(i) }]),
    );
    const all = concatenate(sides);
    const fields = visibleColumns(all).filter((one) => one.name !== sideName);
    const placed = withRowNumber(all, placeName);
    const side = column(sideName, 'number');
    const distinct = aggregate(
      placed,
      fields.map((one) => ({ name: one.name, value: column(one.name, one.type) })),
      [
        { name: '\u0001low', value: { operation: 'minimum', arguments: [side], type: 'number' } },
        { name: '\u0001high', value: { operation: 'maximum', arguments: [side], type: 'number' } },
        {
          name: placeName,
          value: { operation: 'minimum', arguments: [column(placeName, 'number')], type: 'number' },
        },
      ],
    );
    const ordered: Relation = {
      node: distinct.node,
      order: [{ expression: column(placeName, 'number'), direction: 'ascending' }],
    };
    const [low, high] = [column('\u0001low', 'number'), column('\u0001high', 'number')];
    const kept =
      operation === 'union'
        ? ordered
        : filter(ordered, call(operation === 'diff' ? 'equal' : 'notEqual', 'boolean', low, high));
    return project(
      kept,
      fields.map((one) => ({ name: one.name, value: column(one.name, one.type) })),
    );
  },
});
