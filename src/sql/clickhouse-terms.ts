/** Whether a text holds a term, in ClickHouse's words. The cheap test comes first. */
import { sqlText } from './clickhouse-literal.ts';
import { termPattern } from './term-pattern.ts';

export function termMatches(text: string, term: string, mode: string): string {
  const { isCased, longest, pattern } = termPattern(term, mode);
  const haystack = isCased ? text : `lowerUTF8(${text})`;
  if (longest === '') return `isNotNull(${text})`;
  const cheap = `(position(${haystack}, ${sqlText(longest)}) > 0)`;
  return pattern === undefined ? cheap : `(${cheap} AND match(${haystack}, ${sqlText(`(?s)${pattern}`)}))`;
}
