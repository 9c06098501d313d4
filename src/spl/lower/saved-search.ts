/** A saved search by its name, for savedsearch, loadjob and from. */
import { values } from '../../plan/relation.ts';
import type { Relation } from '../../plan/types.ts';
import type { CompileState } from '../compile-state.ts';
import { SearchError, nearestName } from '../syntax/error.ts';
import type { Name } from '../syntax/tree.ts';
import { lowerScan } from './scan.ts';

/** `words` stand for `$name$` in the text of the search. When only checking, a search that is not known gives no rows. */
export function savedSearch(name: Name, state: CompileState, words: Readonly<Record<string, string>> = {}): Relation {
  const saved = savedSearchText(name, state);
  if (saved !== undefined) {
    const text = Object.entries(words).reduce((all, [word, value]) => all.replaceAll(`$${word}$`, value), saved);
    return state.compileText(text, null, name);
  }
  return state.context.catalogue.segments.length === 0
    ? values([], [])
    : lowerScan({ kind: 'everything', position: name.position, length: 0 }, state);
}

/** The text of a saved search; undefined where there is none and the search is only checked. */
export function savedSearchText(name: Name, state: CompileState): string | undefined {
  const known = state.context.knowledge.savedSearches;
  const saved = known.get(name.text);
  if (saved !== undefined || state.context.checkOnly) return saved;
  const near = nearestName(name.text, [...known.keys()]);
  throw new SearchError(`There is no saved search "${name.text}".`, {
    position: name.position,
    length: name.length,
    hint: near === undefined ? 'Saved searches stand in searches.json of the data folder.' : `Did you mean "${near}"?`,
  });
}
