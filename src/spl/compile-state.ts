/** What a compile run carries from command to command. */
import { column } from '../plan/expression.ts';
import type { Answer, CellValue, Column, Need, Relation, RowProcedure } from '../plan/types.ts';
import type { CompileContext, Effect, LimitWatch } from './context.ts';
import { SearchError, nearestName } from './syntax/error.ts';
import type { EvalExpression, Pipeline, Span } from './syntax/tree.ts';
import { stage, values, visibleColumns } from '../plan/relation.ts';

/** Thrown where an answer is not there yet; caught by compileSearch only. */
export class NeedSignal extends Error {
  readonly need: Need;
  constructor(need: Need) {
    super('The compiler needs an answer first.');
    this.need = need;
  }
}

export interface CompileState {
  readonly context: CompileContext;
  /** The search as it was typed, to tell which fields it may name. */
  readonly typed: string;
  readonly effects: Effect[];
  readonly warnings: Set<string>;
  readonly limits: LimitWatch[];
  /** Counts the needs, so that each has the same key in every run of the same search. */
  nextNeed: number;
  presentation: 'events' | 'statistics';
  suggestedChart: 'none' | 'line' | 'area' | 'column' | 'bar' | 'pie' | 'single';
  /** Range in force for the main search, epoch microseconds; inline earliest/latest included. */
  range: { readonly earliest?: number; readonly latest?: number };
  /** How fields are shown at the end of the search; until then their values stay (fieldformat). */
  readonly formats: Map<string, EvalExpression>;
  /** What nomv puts between the values of a field, where mvcombine said so. */
  readonly delimiters: Map<string, string>;
  /** Compiles a search given as text, on its own or over the rows of `input`; errors are placed at `at`. */
  compileText(text: string, input: Relation | null, at: Span): Relation;
  /** Compiles a subsearch on its own, or over the rows of `input`. */
  compilePipeline(pipeline: Pipeline, input: Relation | null): Relation;
}

function answerTo(state: CompileState, make: (key: string) => Need): Answer | undefined {
  const key = `need${state.nextNeed}`;
  state.nextNeed += 1;
  const answer = state.context.answers.get(key);
  if (answer !== undefined) return answer;
  if (state.context.checkOnly) return undefined;
  throw new NeedSignal(make(key));
}

/** The same rows read from a temporary table, so that they are computed once however often they are used. */
export function materialise(state: CompileState, relation: Relation, purpose: string): Relation {
  const answer = answerTo(state, (key) => ({ kind: 'materialise', key, relation, purpose }));
  if (answer === undefined || answer.kind !== 'materialise') return relation;
  return { node: { kind: 'stage', table: answer.table, columns: relation.node.columns }, order: relation.order };
}

/** The rows themselves, visible columns only; none when only checking. */
export function fetchRows(
  state: CompileState,
  relation: Relation,
  limit: number,
  purpose: string,
): { readonly rows: readonly (readonly CellValue[])[]; readonly truncated: boolean } {
  const answer = answerTo(state, (key) => ({ kind: 'rows', key, relation, limit, purpose }));
  if (answer === undefined || answer.kind !== 'rows') return { rows: [], truncated: false };
  return answer;
}

/** Rows made of the relation's rows by a procedure, in the order in which it gave them; no rows when only checking. */
export function computeRows(
  state: CompileState,
  relation: Relation,
  columns: readonly Column[],
  begin: () => RowProcedure,
  purpose: string,
): Relation {
  const answer = answerTo(state, (key) => ({ kind: 'compute', key, relation, columns, begin, purpose }));
  if (answer === undefined || answer.kind !== 'materialise') return values(columns, []);
  const row: Column = { name: '\u0001row', type: 'number', hidden: true };
  return stage(answer.table, [...columns, row], [{ expression: column(row.name, row.type), direction: 'ascending' }]);
}

/** A lookup's table, or undefined where it does not exist (or nothing is known, when only checking). */
export function fetchLookup(
  state: CompileState,
  name: string,
  purpose: string,
): { readonly table: string; readonly columns: readonly Column[]; readonly caseSensitive: boolean } | undefined {
  const answer = answerTo(state, (key) => ({ kind: 'lookup', key, name, purpose }));
  return answer === undefined || answer.kind !== 'lookup' ? undefined : answer;
}

/** Says once that a field is not there, and which one is nearest. */
export function warnUnknownField(state: CompileState, relation: Relation, name: string): void {
  if (state.context.checkOnly) return;
  const known = visibleColumns(relation).map((c) => c.name);
  const near = nearestName(name, known);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  state.warnings.add(`No event has a field "${name}" at this point of the search.${hint}`);
}

export function unsupported(what: string, at: Span, hint?: string): SearchError {
  return new SearchError(what, { position: at.position, length: at.length, ...(hint === undefined ? {} : { hint }) });
}
