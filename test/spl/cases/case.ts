/**
 * One case: rows to begin with, a search over them, and the rows that Splunk's documentation says come out.
 *
 * Tables are written in one line: rows stand between ` / `, the first is the header, cells are CSV. An empty cell is
 * null, `""` inside a cell a quote, `[x;y]` a field with two values. Without rows to begin with the search generates
 * its own; null as the outcome means that the search must be refused.
 */
export type Case = readonly [data: string, search: string, expected: string | null];

export interface Area {
  /** Of Splunk's Search Reference, or of its Search Manual where the topic is no command. */
  readonly page: string;
  readonly cases: readonly Case[];
}
