/**
 * A search's text to a plan. Pure: where data must be seen first, the answer is what is needed, and the caller
 * comes again with it. The same text, context and answers give the same plan.
 */
import { cellValues } from '../plan/cell.ts';
import { column, convert } from '../plan/expression.ts';
import { extend, findColumn, project, series, visibleColumns } from '../plan/relation.ts';
import type { Relation } from '../plan/types.ts';
import { commandNamed } from './commands/registry.ts';
import { NeedSignal, fetchRows } from './compile-state.ts';
import type { CompileState } from './compile-state.ts';
import type { CompileContext, CompileResult } from './context.ts';
import { lowerExpression, lowerValue, scopeOf } from './lower/expression.ts';
import { formatRows } from './lower/format-rows.ts';
import { lowerScan } from './lower/scan.ts';
import { readSearch } from './readings.ts';
import { SearchError } from './syntax/error.ts';
import { parseExpression } from './syntax/expression-parser.ts';
import { Scanner } from './syntax/scanner.ts';
import type { Pipeline, Predicate, Span } from './syntax/tree.ts';

/** Throws SearchError, positioned in `typed`. */
export function compileSearch(typed: string, context: CompileContext): CompileResult {
  // Each reading of a search that is only checked begins anew; a search that runs has one reading and one state.
  const running = context.checkOnly ? undefined : newState(context, typed);
  try {
    return readSearch(typed, context.knowledge, context.checkOnly, {
      use: (pipeline) => planOf(pipeline, running ?? newState(context, typed)),
      evaluate: running === undefined ? undefined : (expression) => evaluateConstant(expression, running),
      subsearchText: (inner, at) => subsearchText(inner, at, running ?? newState(context, typed)),
    });
  } catch (error) {
    if (error instanceof NeedSignal) return { kind: 'needs', needs: [error.need] };
    throw error;
  }
}

function newState(context: CompileContext, typed: string): CompileState {
  const state: CompileState = {
    context,
    typed,
    effects: [],
    warnings: new Set(),
    limits: [],
    nextNeed: 0,
    presentation: 'events',
    suggestedChart: 'none',
    range: context.range,
    formats: new Map(),
    delimiters: new Map(),
    compileText: (text, input, at) => {
      try {
        return readSearch(text, context.knowledge, context.checkOnly, {
          use: (inner) => state.compilePipeline(inner, input),
          evaluate: context.checkOnly ? undefined : (expression) => evaluateConstant(expression, state),
          subsearchText: (inner, place) => subsearchText(inner, place, state),
        });
      } catch (error) {
        if (!(error instanceof SearchError)) throw error;
        throw new SearchError(error.message, {
          position: at.position,
          length: at.length,
          ...(error.hint === undefined ? {} : { hint: error.hint }),
        });
      }
    },
    compilePipeline: (inner, input) => {
      const { range, presentation, suggestedChart } = state;
      const made = lowerPipeline(inner, state, input);
      Object.assign(state, { range, presentation, suggestedChart });
      return made.relation;
    },
  };
  return state;
}

/** The value of an expression without fields, for macros that are expressions. */
function evaluateConstant(expression: string, state: CompileState): string | number | boolean | null {
  const scanner = new Scanner(expression);
  const tree = parseExpression(scanner, () => {
    throw scanner.unexpected('an expression without a subsearch');
  });
  if (!scanner.atEnd()) throw scanner.unexpected('the end of the expression');
  const row = series('\u0001row', 1, true);
  const lowered = lowerExpression(tree, scopeOf(state, row));
  const value = lowered.type === 'boolean' ? convert(lowered, 'string') : lowered;
  const { rows } = fetchRows(state, project(row, [{ name: 'value', value }]), 1, 'value of a macro');
  const [cell] = cellValues(rows[0]?.[0] ?? null);
  return lowered.type === 'boolean' ? cell === 'True' : (cell ?? null);
}

/** A macro that nobody has: when only checking, it can be read as whatever fits at its place. */
const anySubsearch = '`a subsearch`';

/** What the rows of a subsearch say as text: the value that `return` or a field `search` gave, else the condition of `format`. */
function subsearchText(inner: string, at: Span, state: CompileState): string {
  const relation = state.compileText(inner, null, at);
  if (state.context.checkOnly) return anySubsearch;
  const { rows } = fetchRows(state, relation, 10_000, 'subsearch');
  return formatRows(
    visibleColumns(relation).map((one) => one.name),
    rows,
  );
}

function planOf(pipeline: Pipeline, state: CompileState): CompileResult {
  const lowered = lowerPipeline(pipeline, state);
  return {
    kind: 'plan',
    relation: formatted(lowered.relation, state),
    presentation: state.presentation,
    suggestedChart: chartOf(pipeline, lowered.relation, state),
    base: lowered.base,
    effects: state.effects,
    warnings: [...state.warnings],
    limits: state.limits,
  };
}

/** Fields in the form that fieldformat gave them, as far as they are still there; times but _time as epoch seconds, as Splunk shows them. */
function formatted(result: Relation, state: CompileState): Relation {
  const times = visibleColumns(result).filter(({ name, type }) => type === 'time' && !name.startsWith('_'));
  const relation = extend(
    result,
    times.map(({ name, type }) => ({ name, value: convert(column(name, type), 'number') })),
  );
  const there = [...state.formats].filter(([name]) => findColumn(relation, name) !== undefined);
  return extend(
    relation,
    there.map(([name, expression]) => ({ name, value: lowerValue(expression, scopeOf(state, relation)) })),
  );
}

/** Only the tree; throws SearchError. */
export function parseSearch(typed: string, context: Pick<CompileContext, 'knowledge' | 'checkOnly'>): Pipeline {
  return readSearch(typed, context.knowledge, context.checkOnly, {
    use: (pipeline) => pipeline,
    subsearchText: () => anySubsearch,
  });
}

function lowerPipeline(
  pipeline: Pipeline,
  state: CompileState,
  input: Relation | null = null,
): { readonly relation: Relation; readonly base: Relation | null } {
  let relation: Relation | null = input;
  let base: Relation | null = null;
  state.range = state.context.range;
  state.presentation = 'events';
  for (const call of pipeline.commands) {
    const command = commandNamed(call.name);
    if (command === undefined) {
      const { refusal: reason, unknown } = call.arguments as {
        refusal?: string;
        unknown?: { word: string; near?: string; hint?: string };
      };
      if (unknown !== undefined || reason === undefined) {
        const near = unknown?.near;
        throw new SearchError(`There is no command "${unknown?.word ?? call.name}".`, {
          position: call.position,
          length: call.length,
          hint:
            unknown?.hint ??
            (near === undefined ? 'A search is terms first, then commands after pipes.' : `Did you mean ${near}?`),
          ...(near === undefined ? {} : { replacement: near }),
        });
      }
      throw new SearchError(`The command ${call.name} is not supported: ${reason}.`, {
        position: call.position,
        length: call.length,
        hint: 'Remove it, or look under Help for what is there.',
      });
    }
    if (relation === null && call.name === 'search') {
      warnOfWordsMeantOtherwise(call.arguments as Predicate, state);
      relation = lowerScan(call.arguments as Predicate, state);
      base = relation;
      continue;
    }
    if (relation === null && command.generating !== true) {
      // No error in Splunk either: `| stats count` with nothing before it was how one row was made before makeresults.
      state.warnings.add(
        `${call.name} stands first, so it has no rows to work on. Begin with terms to search for, or with | makeresults.`,
      );
    }
    if (relation !== null && command.generating === true && command.appends?.(call.arguments) !== true) {
      throw new SearchError(`${call.name} makes rows, so it must stand first, behind a leading pipe.`, {
        position: call.position,
        length: call.name.length,
      });
    }
    relation = command.lower(
      relation ?? { node: { kind: 'series', count: 0, columns: [] }, order: [] },
      call.arguments,
      state,
      call,
    );
    if (command.transforming === true) state.presentation = 'statistics';
  }
  if (relation === null) throw new SearchError('The search is empty.', { position: 0 });
  return { relation, base };
}

/** A search may begin with any word; some words were hardly meant as one. */
function warnOfWordsMeantOtherwise(predicate: Predicate, state: CompileState): void {
  const first = predicate.kind === 'and' ? predicate.parts[0] : predicate;
  if (first?.kind !== 'term') return;
  if (commandNamed(first.text.toLowerCase())?.generating === true)
    state.warnings.add(
      `"${first.text}" is searched for as a word. To run the command put a pipe before it: | ${first.text}`,
    );
  if (/^select$/i.test(first.text))
    state.warnings.add(
      'This is searched for word by word. SPL is no SQL: begin with index=name, then | stats ... by, | table or | where.',
    );
}

function chartOf(pipeline: Pipeline, relation: Relation, state: CompileState): CompileState['suggestedChart'] {
  if (state.presentation === 'events') return 'none';
  const last = [...pipeline.commands]
    .reverse()
    .map((call) => commandNamed(call.name))
    .find((command) => command?.transforming === true);
  const columns = visibleColumns(relation);
  const numbers = columns.filter((c) => c.type === 'number').length;
  if (numbers === 0) return 'none';
  if (columns.length === 1) return 'single';
  if (columns.some((c) => c.name === '_time')) return 'line';
  return last?.suggestedChart ?? 'column';
}
