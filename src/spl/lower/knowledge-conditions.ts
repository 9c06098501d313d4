/**
 * Event types and tags: conditions under a name. `eventtype=x` stands for the search that defines it, `tag=x` for the
 * pairs of field and value that carry the tag (`tag::host=x` for those of one field).
 * https://docs.splunk.com/Documentation/Splunk/latest/Knowledge/Abouteventtypes
 */
import type { CompileState } from '../compile-state.ts';
import { SearchError } from '../syntax/error.ts';
import { parsePredicate } from '../syntax/predicate-parser.ts';
import { Scanner } from '../syntax/scanner.ts';
import { prepareSource } from '../syntax/source.ts';
import type { Predicate, PredicateValue } from '../syntax/tree.ts';

const deepest = 20;

/** The condition with what is known by name written out; a name that is not known stays a comparison of a field. */
export function expandKnowledge(predicate: Predicate, state: CompileState, depth = 0): Predicate {
  const { eventTypes, tags } = state.context.knowledge;
  if (eventTypes.size === 0 && tags.size === 0) return predicate;
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return { ...predicate, parts: predicate.parts.map((part) => expandKnowledge(part, state, depth)) };
    case 'not':
      return { ...predicate, part: expandKnowledge(predicate.part, state, depth) };
    case 'comparison': {
      if (predicate.operator !== '=' && predicate.operator !== '!=') return predicate;
      const meant = named(predicate.field, [predicate.value], predicate, state, depth);
      if (meant === undefined) return predicate;
      return predicate.operator === '=' ? meant : { ...spanOf(predicate), kind: 'not', part: meant };
    }
    case 'in':
      return named(predicate.field, predicate.values, predicate, state, depth) ?? predicate;
    default:
      return predicate;
  }
}

function named(
  field: string,
  values: readonly PredicateValue[],
  at: Predicate,
  state: CompileState,
  depth: number,
): Predicate | undefined {
  const { eventTypes, tags } = state.context.knowledge;
  const parts: Predicate[] = [];
  const fits = (name: string): boolean => values.some(({ text }) => matchesName(text, name));
  if (depth > deepest) throw new SearchError('Event types and tags stand for one another without an end.', spanOf(at));
  if (field === 'eventtype') {
    for (const [name, definition] of eventTypes)
      if (fits(name)) parts.push(expandKnowledge(conditionOf(definition, at, state), state, depth + 1));
  } else if (field === 'tag' || field.startsWith('tag::')) {
    const only = field === 'tag' ? undefined : field.slice('tag::'.length);
    for (const [tag, pairs] of tags) {
      if (!fits(tag)) continue;
      for (const pair of pairs) {
        if (only !== undefined && pair.field !== only) continue;
        const value: PredicateValue = { text: pair.value, quoted: true, ...spanOf(at) };
        const one: Predicate = { kind: 'comparison', field: pair.field, operator: '=', value, ...spanOf(at) };
        parts.push(expandKnowledge(one, state, depth + 1));
      }
    }
  }
  if (parts.length === 0) return undefined;
  return { kind: 'or', parts, ...spanOf(at) };
}

/** The search that defines an event type; errors in it are placed where its name stands. */
export function conditionOf(
  definition: string,
  at: { position: number; length: number },
  state: CompileState,
): Predicate {
  const { knowledge, checkOnly } = state.context;
  try {
    const { text } = prepareSource(definition.replace(/^\s*search\s+/, ''), knowledge.macros, checkOnly);
    return parsePredicate(new Scanner(text), () => {
      throw new SearchError('An event type cannot hold a subsearch.', spanOf(at));
    });
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
    throw new SearchError(`In the event type: ${error.message}`, spanOf(at));
  }
}

function matchesName(pattern: string, name: string): boolean {
  const expression = pattern
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${expression}$`, 'is').test(name);
}

function spanOf({ position, length }: { position: number; length: number }): { position: number; length: number } {
  return { position, length };
}
