/** Small constructors for plan expressions, with the conversions that SPL's typing asks for. */
import type { CaseExpression, ColumnExpression, Expression, FieldType, LiteralExpression, Operation } from './types.ts';

export function column(name: string, type: FieldType): ColumnExpression {
  return { kind: 'column', name, type };
}
export function text(value: string): LiteralExpression {
  return { kind: 'literal', value, type: 'string' };
}
export function numeral(value: number): LiteralExpression {
  return { kind: 'literal', value, type: 'number' };
}
export function truth(value: boolean): LiteralExpression {
  return { kind: 'literal', value, type: 'boolean' };
}
export function nothing(type: FieldType = 'string'): LiteralExpression {
  return { kind: 'literal', value: null, type };
}
/** An instant, in epoch microseconds. */
export function instant(microseconds: number): LiteralExpression {
  return { kind: 'literal', value: microseconds, type: 'time' };
}
export function call(operation: Operation, type: FieldType, ...operands: Expression[]): Expression {
  return { kind: 'call', operation, arguments: operands, type };
}
export function and(...conditions: readonly Expression[]): Expression {
  if (conditions.length === 0) return truth(true);
  if (conditions.length === 1 && conditions[0]) return conditions[0];
  return { kind: 'call', operation: 'and', arguments: conditions, type: 'boolean' };
}
export function or(...conditions: readonly Expression[]): Expression {
  if (conditions.length === 0) return truth(false);
  if (conditions.length === 1 && conditions[0]) return conditions[0];
  return { kind: 'call', operation: 'or', arguments: conditions, type: 'boolean' };
}
export function not(condition: Expression): Expression {
  return call('not', 'boolean', condition);
}
export function isNull(operand: Expression): Expression {
  return call('isNull', 'boolean', operand);
}
export function isNotNull(operand: Expression): Expression {
  return not(isNull(operand));
}
export function when(
  branches: CaseExpression['branches'],
  otherwise: Expression | undefined,
  type: FieldType,
): Expression {
  return otherwise === undefined ? { kind: 'case', branches, type } : { kind: 'case', branches, otherwise, type };
}

/** The same value as another type, by SPL's rules; nothing to do when it has the type already. */
export function convert(operand: Expression, type: FieldType): Expression {
  if (operand.type === type) return operand;
  if (operand.kind === 'literal' && operand.value === null) return nothing(type);
  return { kind: 'convert', operand, type };
}

export function isNothing(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.value === null;
}

/** The type that can hold the values of all of them; literals that are null do not vote. */
export function commonType(expressions: readonly Expression[]): FieldType {
  const types = new Set(expressions.filter((e) => !isNothing(e)).map((e) => e.type));
  if (types.size === 0) return 'string';
  if (types.size === 1) return [...types][0] ?? 'string';
  if (types.has('multivalue')) return 'multivalue';
  if ([...types].every((t) => t === 'number' || t === 'time')) return 'number';
  return 'string';
}
