/** Runs a search that needs no stored data on a database in memory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts';
import type { CellValue } from '../../src/plan/types.ts';
import { SearchJob } from '../../src/search/job.ts';
import { placeFinder } from '../../src/search/places.ts';
import type { Knowledge } from '../../src/spl/context.ts';
import { openInMemory } from '../../src/store/database.ts';
import type { Database } from '../../src/store/database.ts';

export interface RunOptions {
  /** Epoch seconds; default 2026-03-15T12:00:00Z. */
  readonly now?: number;
  readonly timeZone?: string;
  readonly knowledge?: Knowledge;
}

/** Lookups that examples may read. */
const lookups = mkdtempSync(join(tmpdir(), 'grotto-lookups-'));
writeFileSync(join(lookups, 'people.csv'), 'name,city\nada,Oslo\nbo,Rome\n');
writeFileSync(join(lookups, 'teams.csv'), 'who,team\nann,red\nbob,blue\ncy,red\n');
process.on('exit', () => rmSync(lookups, { recursive: true, force: true }));

/** Saved searches that examples may run. */
const savedSearches = new Map([
  ['One user', '| makeresults | eval user="$user$" | table user'],
  ['Two rows', '| makeresults count=2 | eval a=1 | table a'],
]);

/** Macros, event types and tags that examples may use. */
const macros = new Map([
  ['over(2)', { arguments: ['field', 'least'], definition: '$field$ > $least$', isEval: false }],
  ['least', { arguments: [], definition: 'sort n | head 1', isEval: false }],
  [
    'double(1)',
    {
      arguments: ['n'],
      definition: '$n$*2',
      isEval: true,
      validation: 'isnum($n$)',
      errorMessage: 'double takes a number',
    },
  ],
]);
const eventTypes = new Map([['failed', 'status=4* OR status=5*']]);
const tags = new Map([
  ['frontend', [{ field: 'host', value: 'web1' }]],
  ['public', [{ field: 'host', value: 'web*' }]],
]);

let database: Promise<Database> | undefined;
let count = 0;

/** Throws an Error with the problem's message when the search fails. */
export async function runSearch(
  spl: string,
  options: RunOptions = {},
): Promise<{ columns: string[]; rows: CellValue[][] }> {
  database ??= openInMemory();
  count += 1;
  const job = new SearchJob(
    `test${count}`,
    await database,
    {
      spl,
      lookups,
      context: {
        now: options.now ?? 1_773_576_000,
        timeZone: options.timeZone ?? 'UTC',
        range: {},
        defaultIndexes: ['*'],
        knowledge: options.knowledge ?? { ...emptyKnowledge, savedSearches, macros, eventTypes, tags },
        placeOf: placeFinder(undefined),
        checkOnly: false,
      },
    },
    () => undefined,
  );
  await job.run();
  const state = job.state();
  if (state.problem !== undefined) throw new Error(`${state.problem.message} ${state.problem.hint ?? ''}`);
  const rows: CellValue[][] = [];
  for await (const batch of job.rows()) rows.push(...batch);
  await job.close();
  return { columns: state.columns.map((c) => c.name), rows };
}
