/** Words in the access log: with the text index, beside looking at every text. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { rarePhrase } from './generate.ts';

export interface TextSearch {
  readonly name: string;
  /** Put behind `index=web`. */
  readonly terms: string;
  /** What a text in small letters holds where it matches; a first look, words are not told apart. */
  readonly parts: readonly string[];
  /** Seconds. */
  readonly budget: number;
}

/** The word that was in the log once for every 500,000 events, and others. */
export const rareWord = rarePhrase.split(' ')[0] ?? '';
export const textSearches: readonly TextSearch[] = [
  { name: 'a rare word', terms: rareWord, parts: [rareWord], budget: 0.3 },
  { name: 'a word that is nowhere', terms: 'quokkabear', parts: ['quokkabear'], budget: 0.1 },
  { name: 'a rare phrase', terms: `"${rarePhrase}"`, parts: [rarePhrase], budget: 0.3 },
  {
    name: 'either of two rare words',
    terms: `${rareWord} OR quokkabear`,
    parts: [rareWord, 'quokkabear'],
    budget: 0.3,
  },
  { name: 'a common word', terms: 'examplebot', parts: ['examplebot'], budget: 3 },
];

/** Writes the rare word into a few events, and takes the index away: it is made anew from what is there then. */
export async function plantRareWord(connection: DuckDBConnection, table: string): Promise<void> {
  await connection.run(`UPDATE ${table} SET _raw = _raw || ' "${rarePhrase}"' WHERE _id % 500000 = 250000`);
  await connection.run('DELETE FROM word_filters');
}

export function scanSql(table: string, { parts }: TextSearch): string {
  return `SELECT count(*) FROM ${table} WHERE ${parts.map((part) => `contains(lower(_raw), '${part}')`).join(' OR ')}`;
}
