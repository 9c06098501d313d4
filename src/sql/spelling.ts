/** What every dialect needs to spell a call of the plan. */
import type { CallExpression, Expression } from '../plan/types.ts';

/** Arguments as SQL, and as expressions where a literal's own value decides the spelling. */
export interface Spelling {
  readonly sql: readonly string[];
  readonly call: CallExpression;
}
export type Speller = (s: Spelling) => string;

export const at = (s: Spelling, i: number): string => s.sql[i] ?? 'NULL';

/** The value of an argument that the plan promises to be a literal text. */
export function literal(s: Spelling, i: number): string {
  const argument: Expression | undefined = s.call.arguments[i];
  if (argument?.kind === 'literal' && typeof argument.value === 'string') return argument.value;
  throw new Error(`${s.call.operation} needs a literal text as argument ${i}.`);
}

export function isLiteral(s: Spelling, i: number): boolean {
  const argument = s.call.arguments[i];
  return argument?.kind === 'literal' && typeof argument.value === 'string';
}

/** The same of a number. */
export function number(s: Spelling, i: number): number {
  const argument = s.call.arguments[i];
  return argument?.kind === 'literal' ? Number(argument.value) : 0;
}

export const call =
  (name: string): Speller =>
  (s) =>
    `${name}(${s.sql.join(', ')})`;

export const infix =
  (operator: string): Speller =>
  (s) =>
    `(${s.sql.join(` ${operator} `)})`;
