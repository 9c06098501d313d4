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

/** What times look like in logs, the most telling first. */
const timeShapes = [
  /(?<![\d.])\d{4}[-/.]\d\d?[-/.]\d\d?[T _]\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?/,
  /(?<![\d.])\d\d?[/ -][A-Z][a-z]{2}[/ -]\d{4}[: ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: [+-]\d{4})?/,
  /(?<![\d.])\d\d?[-/.]\d\d?[-/.]\d{2,4},? \d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AP]M)?/,
  /(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} +\d\d?,? (?:\d{4} )?\d\d:\d\d:\d\d(?:[.,]\d+)?(?: \d{4})?/,
  /\b\d{10}(?:\.\d+|\d{3}|\d{6})?\b/,
  /(?<![\d.])(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{2,4})(?![\d.])/,
];

/**
 * Where an event's time stands in its text; undefined where nothing there says the same minute and second, or the same
 * date. Hours are not compared, as the text's zone is not known here.
 */
export function timeMarkOf(text: string, seconds: number): Mark | undefined {
  for (const shape of timeShapes) {
    const match = shape.exec(text);
    if (match !== null && isSameTime(match[0], Math.floor(seconds)))
      return { start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

function isSameTime(found: string, seconds: number): boolean {
  if (/^\d{10}/.test(found)) return found.startsWith(String(seconds));
  const clock = /:(\d\d)(?::(\d\d))?/.exec(found);
  if (clock !== null) {
    const at = new Date(seconds * 1000);
    // Within a text such as 22/Nov/2026:20:45:09 the first colon stands before the hour.
    const [minute, second] = /\d{4}:\d\d:/.test(found) ? found.split(':').slice(2) : clock.slice(1);
    return (
      Number(minute) === at.getUTCMinutes() &&
      (second === undefined || Number.parseInt(second, 10) === at.getUTCSeconds())
    );
  }
  // A date alone: the same three numbers in any order, on a day that is the date's somewhere on earth.
  const numbers = found.split(/\D/).map((part) => Number(part) % 100);
  return [-14, 0, 12].some((hours) => {
    const at = new Date((seconds + hours * 3600) * 1000);
    const day = [at.getUTCFullYear() % 100, at.getUTCMonth() + 1, at.getUTCDate()];
    return [...numbers].sort().join() === day.sort().join();
  });
}
