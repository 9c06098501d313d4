/** An expression with other expressions in the place of columns. */
import { nothing } from './expression.ts';
import type { Expression } from './types.ts';

/** A column that `values` does not name is null. */
export function substitute(expression: Expression, values: ReadonlyMap<string, Expression>): Expression {
  const inside = (part: Expression): Expression => substitute(part, values);
  switch (expression.kind) {
    case 'column':
      return values.get(expression.name) ?? nothing(expression.type);
    case 'literal':
    case 'variable':
      return expression;
    case 'call':
      return { ...expression, arguments: expression.arguments.map(inside) };
    case 'case':
      return {
        ...expression,
        branches: expression.branches.map((branch) => ({ when: inside(branch.when), then: inside(branch.then) })),
        ...(expression.otherwise === undefined ? {} : { otherwise: inside(expression.otherwise) }),
      };
    case 'convert':
      return { ...expression, operand: inside(expression.operand) };
    case 'each':
      return { ...expression, list: inside(expression.list), body: inside(expression.body) };
    default:
      throw new Error(`Unknown expression ${JSON.stringify(expression satisfies never)}`);
  }
}
