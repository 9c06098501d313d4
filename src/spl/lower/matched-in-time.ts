/** join usetime=true: which rows of the subsearch come into question is a matter of their time, too. */
import { call, column, convert, isNull, nothing, or } from '../../plan/expression.ts';
import { extend, filter, findColumn, hiddenName, visibleColumns } from '../../plan/relation.ts';
import type { Column, Expression, Relation } from '../../plan/types.ts';
import { materialise } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { asText } from './compare.ts';
import { withRowNumber } from './computed-columns.ts';
import { matched } from './matched.ts';
import type { MatchOptions } from './matched.ts';

/**
 * As `matched`, only with rows of the right side that are not later (or, where `isEarlier` is false, not earlier) than the row of the
 * left side, by whole seconds. Rows without a time are not told apart by it.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Join
 */
export function matchedInTime(
  left: Relation,
  right: Relation,
  options: MatchOptions,
  isEarlier: boolean,
  state: CompileState,
): Relation {
  const [leftNumber, leftTime, rightNumber, rightTime] = ['leftNumber', 'leftTime', 'rightNumber', 'rightTime'].map(
    (hint) => hiddenName(left, hint, right),
  ) as [string, string, string, string];
  // Numbered once: where rows have no order of their own, a second time might number them in another way.
  const ours = materialise(state, numbered(left, leftNumber, leftTime), 'rows to join');
  const theirs = numbered(right, rightNumber, rightTime);
  const key = (relation: Relation, name: string): Expression => {
    const found = findColumn(relation, name);
    return found === undefined
      ? { kind: 'literal', value: null, type: 'string' }
      : asText(column(found.name, found.type));
  };
  const hidden = (name: string): Column => ({ name, type: 'number', hidden: true });
  const fields = visibleColumns(right);
  const columns = [hidden(leftNumber), hidden(leftTime), hidden(rightNumber), hidden(rightTime), ...fields];
  const pairs: Relation = {
    node: {
      kind: 'join',
      type: 'inner',
      left: ours.node,
      right: theirs.node,
      on: options.on.map((pair) => ({ left: key(ours, pair.left), right: key(theirs, pair.right) })),
      take: columns.map(({ name }) => ({
        name,
        side: name === leftNumber || name === leftTime ? ('left' as const) : ('right' as const),
        from: name,
      })),
      columns,
    },
    order: [{ expression: column(rightNumber, 'number'), direction: 'ascending' }],
  };
  const [here, there] = [column(leftTime, 'number'), column(rightTime, 'number')];
  const inTime = filter(
    pairs,
    or(isNull(here), isNull(there), call(isEarlier ? 'lessOrEqual' : 'greaterOrEqual', 'boolean', there, here)),
  );
  return matched(ours, inTime, { ...options, on: [{ left: leftNumber, right: leftNumber }] });
}

function numbered(relation: Relation, number: string, time: string): Relation {
  const found = findColumn(relation, '_time');
  const seconds =
    found === undefined
      ? nothing('number')
      : call('floor', 'number', convert(column(found.name, found.type), 'number'));
  return extend(withRowNumber(relation, number), [{ name: time, value: seconds }], { hidden: true });
}
