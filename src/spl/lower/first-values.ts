/** The first values of a list, fewer where it has fewer. */
import { call, numeral } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';

export function firstValues(list: Expression, most: number): Expression {
  const last = call('subtract', 'number', call('listLength', 'number', list), numeral(1));
  return call('listSlice', 'multivalue', list, numeral(0), call('least', 'number', last, numeral(most - 1)));
}
