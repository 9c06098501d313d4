/** Where a search's plain terms stand in an event's text. */
import type { Mark } from '../../ui/marked-text.tsx';

/** The bare words and phrases before the first pipe; conditions on fields and NOTs are left out. */
export function termsOf(search: string): readonly RegExp[] {
  const base = search.split('|')[0] ?? '';
  const words = base
    .replaceAll(/\bNOT\s+(?:"(?:[^"\\]|\\.)*"|\S+)/gi, ' ')
    .replaceAll(/("[^"]*"|[\w.{}-]+)\s*(=|!=|<|>|<=|>=)\s*("(?:[^"\\]|\\.)*"|\S+)/g, ' ')
    .match(/"(?:[^"\\]|\\.)*"|[^\s()"]+/g);
  return (words ?? [])
    .map((word) => word.replace(/^"(.*)"$/s, '$1'))
    .filter((word) => word.replaceAll('*', '').length > 1 && !/^(AND|OR|IN|search)$/i.test(word))
    .slice(0, 20)
    .map((word) => new RegExp(word.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^\\s]*'), 'gi'));
}

export function marksOf(text: string, terms: readonly RegExp[]): readonly Mark[] {
  return terms.flatMap((term) =>
    [...text.matchAll(term)].slice(0, 200).map((match) => ({ start: match.index, end: match.index + match[0].length })),
  );
}
