/** foreach over the values of a field: its commands are written out for the first value of every row, then for the second, and so on. */
import { call, column, isNotNull, isNull, nothing, numeral, when } from '../../plan/expression.ts';
import { aggregate, extend, findColumn, hiddenName, project, visibleColumns } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { fetchRows } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { asList, asText, unify } from './compare.ts';

/** Values of a row over which commands are written out. */
const mostValues = 1_000;

/**
 * @param run the commands over rows, with a word that names the value and the number of the round from 0. A row that has
 * no more values stays as it is.
 */
export function overValues(
  input: Relation,
  field: string,
  isJson: boolean,
  assigned: readonly string[],
  run: (rows: Relation, item: string, round: number) => Relation,
  state: CompileState,
): Relation {
  const found = findColumn(input, field);
  if (found === undefined) return input;
  const value = column(found.name, found.type);
  const listName = hiddenName(input, 'values');
  const listed = extend(input, [{ name: listName, value: listOf(value, isJson) }], { hidden: true });
  const list = column(listName, 'multivalue');
  const longest = aggregate(
    listed,
    [],
    [
      {
        name: 'most',
        value: { operation: 'maximum', arguments: [call('listLength', 'number', list)], type: 'number' },
      },
    ],
  );
  const { rows } = fetchRows(state, longest, 1, 'values to go over');
  const most = state.context.checkOnly ? 1 : Math.min(mostValues, Number(rows[0]?.[0] ?? 0));
  let current = listed;
  for (let round = 0; round < most; round += 1) current = oneRound(current, list, round, assigned, run);
  return project(
    current,
    visibleColumns(current).map(({ name, type }) => ({ name, value: column(name, type) })),
  );
}

function oneRound(
  before: Relation,
  list: Expression,
  round: number,
  assigned: readonly string[],
  run: (rows: Relation, item: string, round: number) => Relation,
): Relation {
  const itemName = hiddenName(before, 'item');
  const kept = visibleColumns(before)
    .filter(({ name }) => assigned.includes(name))
    .map((one, i) => ({ ...one, copy: hiddenName(before, `before${i}`) }));
  const ready = extend(
    before,
    [
      { name: itemName, value: call('listItem', 'string', list, numeral(round)) },
      ...kept.map(({ name, type, copy }) => ({ name: copy, value: column(name, type) })),
    ],
    { hidden: true },
  );
  const after = run(ready, itemName, round);
  const there = isNotNull(column(itemName, 'string'));
  const had = new Set(visibleColumns(before).map(({ name }) => name));
  const changes = visibleColumns(after).flatMap((one) => {
    const old = kept.find(({ name }) => name === one.name);
    if (old === undefined && had.has(one.name)) return [];
    const [now, otherwise] = unified(
      column(one.name, one.type),
      old === undefined ? nothing(one.type) : column(old.copy, old.type),
    );
    return [{ name: one.name, value: when([{ when: there, then: now }], otherwise, now.type) }];
  });
  return extend(after, changes);
}

function unified(a: Expression, b: Expression): readonly [Expression, Expression] {
  const { values } = unify([a, b]);
  return [values[0] ?? a, values[1] ?? b];
}

function listOf(value: Expression, isJson: boolean): Expression {
  if (value.type === 'multivalue') return value;
  const alone = asList(value);
  const items = call('jsonArrayToMultivalue', 'multivalue', asText(value));
  return isJson ? when([{ when: isNull(items), then: alone }], items, 'multivalue') : alone;
}

/** Every name that stands before a = in the commands: more than are assigned, never fewer. */
export function assignedNames(commands: string): string[] {
  return [...commands.matchAll(/("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s,()|="'<>!]+)\s*=(?!=)/g)].map(
    ([, name = '']) => name.replace(/^(["'])(.*)\1$/s, '$2'),
  );
}
