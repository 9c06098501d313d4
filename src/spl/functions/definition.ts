/** What an eval function's entry must give. */
import type { Expression, FieldType } from '../../plan/types.ts';
import type { CompileState } from '../compile-state.ts';
import type { Scope } from '../lower/expression.ts';
import type { EvalExpression } from '../syntax/tree.ts';

/** The call being lowered, with its arguments in the type that the function wants. */
export interface FunctionCall {
  readonly expression: EvalExpression & { readonly kind: 'call' };
  readonly scope: Scope;
  readonly state: CompileState;
  value(index: number): Expression;
  text(index: number): Expression;
  number(index: number): Expression;
  condition(index: number): Expression;
  /** As it is: a condition stays one. */
  raw(index: number): Expression;
  /** A regular expression made ready for RE2; one that is written out in the search is checked there. */
  pattern(index: number): Expression;
  /** Whether the regular expression of an argument matches anywhere in a text. */
  matches(value: Expression, index: number): Expression;
  all(): readonly Expression[];
  /** An argument that must be written out in the search, such as a regular expression. */
  literal(index: number, what: string): string;
  /** Lowers an expression that is no argument of its own. */
  part(expression: EvalExpression): Expression;
  /** Lowers a part of the call with names bound anew, as the body of mvmap: to a text, or to a condition. */
  body(expression: EvalExpression, scope: Scope, as: 'text' | 'condition'): Expression;
  unify(values: readonly Expression[]): { readonly values: readonly Expression[]; readonly type: FieldType };
}

export interface EvalFunction {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly syntax: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Run as tests: `expression` gives `value`; now() is 2026-03-15T12:00:00Z, the zone UTC, user is `alice` and colours `red`, `green`. */
  readonly examples: readonly {
    readonly expression: string;
    readonly value: string | number | null | readonly string[];
  }[];
  lower(call: FunctionCall): Expression;
}
