/** The search command's conditions to plan expressions. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Search */
import { and, call, column, not, or, text, truth } from '../../plan/expression.ts';
import { findColumn, visibleColumns } from '../../plan/relation.ts';
import { cellValues } from '../../plan/cell.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { fetchRows, warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { SearchError } from '../syntax/error.ts';
import { parsePredicate } from '../syntax/predicate-parser.ts';
import { Scanner } from '../syntax/scanner.ts';
import type { Predicate, Span } from '../syntax/tree.ts';
import { compareInSearch } from './compare.ts';
import { formatRows } from './format-rows.ts';
import { noteLimit } from './limits.ts';

/** True or false for every row, never null. */
export function lowerPredicate(predicate: Predicate, relation: Relation, state: CompileState): Expression {
  switch (predicate.kind) {
    case 'everything':
      return truth(true);
    case 'term':
      return lowerTerm(predicate.text, 'term', relation);
    case 'phrase':
      return lowerTerm(predicate.text, 'phrase', relation);
    case 'directive':
      return lowerTerm(
        predicate.text,
        predicate.directive === 'CASE' ? 'case' : predicate.directive === 'PREFIX' ? 'prefix' : 'term',
        relation,
      );
    case 'comparison': {
      const { value } = settleValue(predicate, state);
      const field = fieldOf(predicate.field, relation, state);
      if (field === undefined) return truth(false);
      return orFalse(compareInSearch(predicate.operator, field, value.text, value.quoted));
    }
    case 'in': {
      const field = fieldOf(predicate.field, relation, state);
      if (field === undefined) return truth(false);
      return orFalse(or(...predicate.values.map((value) => compareInSearch('=', field, value.text, value.quoted))));
    }
    case 'and':
      // Cheap tests first: comparisons of fields before searches in the text.
      return and(
        ...[...predicate.parts].sort((a, b) => cost(a) - cost(b)).map((part) => lowerPredicate(part, relation, state)),
      );
    case 'or':
      return or(...predicate.parts.map((part) => lowerPredicate(part, relation, state)));
    case 'not':
      return not(lowerPredicate(predicate.part, relation, state));
    case 'subsearch':
      return lowerPredicate(subsearchAsPredicate(predicate, state), relation, state);
    default:
      throw new Error(`Unknown condition ${JSON.stringify(predicate satisfies never)}`);
  }
}

function cost(predicate: Predicate): number {
  switch (predicate.kind) {
    case 'everything':
      return 0;
    case 'comparison':
    case 'in':
      return 1;
    case 'and':
    case 'or':
      return Math.max(...predicate.parts.map(cost));
    case 'not':
      return cost(predicate.part);
    default:
      return 2;
  }
}

function orFalse(condition: Expression): Expression {
  return call('coalesce', 'boolean', condition, truth(false));
}

/** A term looks into the event's text; rows without one have no terms. */
function lowerTerm(term: string, mode: 'term' | 'phrase' | 'case' | 'prefix', relation: Relation): Expression {
  const raw = findColumn(relation, '_raw');
  if (raw === undefined) return truth(false);
  return orFalse(call('termMatches', 'boolean', column('_raw', 'string'), text(term), text(mode)));
}

function fieldOf(name: string, relation: Relation, state: CompileState): Expression | undefined {
  const found = findColumn(relation, name);
  if (found !== undefined) return column(found.name, found.type);
  warnUnknownField(state, relation, name);
  return undefined;
}

/** Rows become parts of a condition: even without a limit there is an end. */
const mostUnlimited = 100_000;

/** A subsearch stands for the condition that its rows make, as `format` writes it. */
export function subsearchAsPredicate(predicate: Predicate & { kind: 'subsearch' }, state: CompileState): Predicate {
  const inner = state.compilePipeline(predicate.pipeline, null);
  const most = state.context.isUnlimited === true ? mostUnlimited : 10_000;
  const { rows, truncated } = fetchRows(state, inner, most, 'subsearch');
  if (truncated) noteLimit(`The subsearch was cut at ${most.toLocaleString('en-US')} rows.`, state);
  if (state.context.checkOnly) return { kind: 'everything', position: predicate.position, length: predicate.length };
  const names = visibleColumns(inner).map((c) => c.name);
  return parsePredicate(new Scanner(formatRows(names, rows)), () => {
    throw new SearchError('A subsearch gave a condition that holds a bracket.', {
      position: predicate.position,
      length: predicate.length,
    });
  });
}

/** `field=[search ... | return $x]`: the subsearch's first value in the place of the brackets. */
export function settleValue(
  predicate: Predicate & { kind: 'comparison' },
  state: CompileState,
): Predicate & { kind: 'comparison' } {
  const { subsearch } = predicate.value;
  if (subsearch === undefined) return predicate;
  const inner = state.compilePipeline(subsearch.pipeline, null);
  const { rows } = fetchRows(state, inner, 1, 'subsearch for a value');
  const [first] = cellValues(rows[0]?.[0] ?? null);
  const { position, length } = predicate.value;
  return {
    ...predicate,
    value: { text: state.context.checkOnly ? '*' : (first ?? ''), quoted: true, position, length },
  };
}

/** A condition given as text, as in searchmatch("..."). */
export function lowerPredicateText(condition: string, relation: Relation, state: CompileState, at: Span): Expression {
  try {
    const predicate = parsePredicate(new Scanner(condition), () => {
      throw new SearchError('No subsearch can stand here.', at);
    });
    return lowerPredicate(predicate, relation, state);
  } catch (error) {
    if (error instanceof SearchError)
      throw new SearchError(error.message, {
        position: at.position,
        length: at.length,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      });
    throw error;
  }
}
