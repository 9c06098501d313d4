/** eval: computes fields. */
import { call, column, convert, text, when } from '../../plan/expression.ts';
import { aggregate, extend, findColumn } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import { fetchRows } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { lowerValue, scopeOf } from '../lower/expression.ts';
import { printExpression } from '../syntax/printer.ts';
import type { EvalExpression, Name } from '../syntax/tree.ts';

interface Assignment {
  readonly target: Name;
  readonly expression: EvalExpression;
}

const mostAssignments = 20_000;

export const evalCommand = defineCommand<readonly Assignment[]>({
  name: 'eval',
  help: {
    summary: 'Computes one or more fields from an expression each; later ones see the earlier.',
    syntax: 'eval <field>=<expression>, <field>=<expression> ...',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Eval',
    examples: [
      {
        search: '| makeresults format=csv data="bytes\n2048" | eval kb=bytes/1024, size=kb." kB" | table size',
        explanation: 'Arithmetic reads texts as numbers; . joins texts.',
        columns: ['size'],
        rows: [['2 kB']],
      },
      {
        search: '| makeresults format=csv data="key,value\ncolor,red" | eval {key}=value | table color',
        explanation: 'A name in braces is taken from the field of that name.',
        columns: ['color'],
        rows: [['red']],
      },
    ],
  },
  parse(parser) {
    const assignments: Assignment[] = [];
    do {
      if (parser.atEnd() && assignments.length > 0) break;
      parser.scanner.refuseLongList(assignments.length, mostAssignments, 'assignments');
      const target = readTarget(parser.scanner);
      if (!parser.scanner.accept('='))
        throw parser.scanner.unexpected(`= after the field ${target.text}`, { hint: 'Write field=expression.' });
      assignments.push({ target, expression: parser.expression() });
    } while (parser.scanner.accept(','));
    return assignments;
  },
  print: (assignments) =>
    assignments
      .map(({ target, expression }) => `${printTarget(target.text)}=${printExpression(expression)}`)
      .join(', '),
  lower: (input, assignments, state) =>
    assignments.reduce((relation, assignment) => assign(relation, assignment, state), input),
});

function readTarget(scanner: { tryName(stop?: RegExp): Name | undefined; unexpected(what: string): Error }): Name {
  const name = scanner.tryName(/[\s|[\](),"'=]/);
  if (name === undefined) throw scanner.unexpected('a field to assign to');
  return name;
}

function printTarget(name: string): string {
  return /^[^\s|[\](),"'=]+$/.test(name) ? name : `"${name.replace(/[\\"]/g, '\\$&')}"`;
}

function assign(relation: Relation, { target, expression }: Assignment, state: CompileState): Relation {
  const value = lowerValue(expression, scopeOf(state, relation));
  if (!/\{[^{}]+\}/.test(target.text)) return extend(relation, [{ name: target.text, value }]);
  // Names that come from data: ask which there are, then fill a column for each.
  const parts = target.text.split(/(\{[^{}]+\})/).filter((part) => part !== '');
  const pieces = parts.map((part) => {
    if (!part.startsWith('{')) return text(part);
    const found = findColumn(relation, part.slice(1, -1));
    return found === undefined ? text('') : convert(column(found.name, found.type), 'string');
  });
  const name = call('concatenate', 'string', text(''), ...pieces);
  const distinct = aggregate(relation, [{ name: 'name', value: name }], []);
  const { rows } = fetchRows(state, distinct, 1000, 'names of fields');
  const names = rows.flatMap(([one]) => (typeof one === 'string' && one !== '' ? [one] : []));
  return extend(
    relation,
    names.map((one) => {
      const before = findColumn(relation, one);
      const here = call('equal', 'boolean', name, text(one));
      const same = before !== undefined && before.type === value.type;
      return {
        name: one,
        value: when([{ when: here, then: value }], same ? column(one, before.type) : undefined, value.type),
      };
    }),
  );
}
