/** uniq: rows that are the same as the row before are left out. */
import { call, column, isNotNull, isNull, not, truth } from '../../plan/expression.ts';
import { filter, project, visibleColumns, window } from '../../plan/relation.ts';
import type { Expression } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';

const previous = (i: number): string => `\u0001previous${i}`;
const hasPrevious = '\u0001hasPrevious';

export const uniq = defineCommand<null>({
  name: 'uniq',
  help: {
    summary: 'Leaves out rows that are the same, in all fields, as the row before them.',
    syntax: 'uniq',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Uniq',
    examples: [
      {
        search: '| makeresults format=csv data="a\n1\n1\n2\n1" | uniq',
        explanation: 'Only the repeated row goes.',
        columns: ['a'],
        rows: [['1'], ['2'], ['1']],
      },
    ],
  },
  parse: () => null,
  print: () => '',
  lower(input) {
    const fields = visibleColumns(input);
    const before = window(
      input,
      [
        {
          name: hasPrevious,
          value: { operation: 'lag', arguments: [truth(true)], partitionBy: [], orderBy: input.order, type: 'boolean' },
        },
        ...fields.map((one, i) => ({
          name: previous(i),
          value: {
            operation: 'lag' as const,
            arguments: [column(one.name, one.type)],
            partitionBy: [],
            orderBy: input.order,
            type: one.type,
          },
        })),
      ],
      { hidden: true },
    );
    const same = (a: Expression, b: Expression): Expression =>
      call(
        'or',
        'boolean',
        call('and', 'boolean', isNull(a), isNull(b)),
        call('coalesce', 'boolean', call('equal', 'boolean', a, b), truth(false)),
      );
    const repeated = call(
      'and',
      'boolean',
      isNotNull(column(hasPrevious, 'boolean')),
      ...fields.map((one, i) => same(column(one.name, one.type), column(previous(i), one.type))),
    );
    return project(
      filter(before, not(repeated)),
      fields.map((one) => ({ name: one.name, value: column(one.name, one.type) })),
    );
  },
});
