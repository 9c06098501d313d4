/** The syntax tree: what was typed, with positions (0-based offsets in UTF-16 units). No meaning yet. */

export interface Span {
  readonly position: number;
  readonly length: number;
}

/** A name as typed: bare, in double quotes (arguments) or in single quotes (expressions). May hold wildcards in arguments. */
export interface Name extends Span {
  readonly text: string;
}

export interface Pipeline extends Span {
  readonly kind: 'pipeline';
  readonly commands: readonly CommandCall[];
}

/** A command with its arguments in the form that the command's own file defines. */
export interface CommandCall extends Span {
  readonly kind: 'command';
  /** Lower case; the command's own word even where an alias was typed. */
  readonly name: string;
  readonly arguments: unknown;
}

export interface Subsearch extends Span {
  readonly kind: 'subsearch';
  readonly pipeline: Pipeline;
}

// ------------------------------------------------------------------ eval expressions
export type EvalExpression =
  | (Span & { readonly kind: 'number'; readonly value: number; readonly text: string })
  | (Span & { readonly kind: 'string'; readonly value: string })
  | (Span & { readonly kind: 'field'; readonly name: string })
  | (Span & { readonly kind: 'call'; readonly name: string; readonly arguments: readonly EvalExpression[] })
  | (Span & { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: EvalExpression })
  | (Span & {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: EvalExpression;
      readonly right: EvalExpression;
    })
  | (Span & { readonly kind: 'in'; readonly operand: EvalExpression; readonly list: readonly EvalExpression[] })
  | Subsearch;

export type UnaryOperator = '-' | '+' | 'NOT';
export type BinaryOperator =
  'OR' | 'XOR' | 'AND' | '=' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | '.' | '+' | '-' | '*' | '/' | '%';

// ------------------------------------------------------------------ search predicates
export type Predicate =
  /** `*`: everything. */
  | (Span & { readonly kind: 'everything' })
  | (Span & { readonly kind: 'term'; readonly text: string })
  | (Span & { readonly kind: 'phrase'; readonly text: string })
  | (Span & { readonly kind: 'directive'; readonly directive: 'TERM' | 'CASE' | 'PREFIX'; readonly text: string })
  | (Span & {
      readonly kind: 'comparison';
      readonly field: string;
      readonly operator: '=' | '!=' | '<' | '<=' | '>' | '>=';
      readonly value: PredicateValue;
    })
  | (Span & { readonly kind: 'in'; readonly field: string; readonly values: readonly PredicateValue[] })
  | (Span & { readonly kind: 'and'; readonly parts: readonly Predicate[] })
  | (Span & { readonly kind: 'or'; readonly parts: readonly Predicate[] })
  | (Span & { readonly kind: 'not'; readonly part: Predicate })
  | Subsearch;

export interface PredicateValue extends Span {
  readonly text: string;
  readonly quoted: boolean;
  /** `field=[search ...]`: the value is what the subsearch returns. */
  readonly subsearch?: Subsearch;
}

// ------------------------------------------------------------------ statistics
/** `sum(bytes) AS total`, `count`, `count(eval(x>1))`, `sparkline(count, 1h)`. */
export interface StatsCall extends Span {
  /** Lower case, an alias such as `c` or `avg` as typed. */
  readonly function: string;
  /** A field (may hold wildcards), an expression for eval(...), or nothing. */
  readonly argument?: Name | EvalExpression;
  readonly argumentIsEval: boolean;
  /** Further arguments, as text. */
  readonly extra: readonly string[];
  /** As Splunk names the column: the call's own text, in its normal form. */
  readonly label: string;
  readonly alias?: Name;
}
