import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readKnowledge } from '../../src/knowledge/knowledge.ts';
import { runSearch } from '../support/run-search.ts';

const folder = mkdtempSync(join(tmpdir(), 'grotto-knowledge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

writeFileSync(
  join(folder, 'macros.conf'),
  '[failed]\ndefinition = status>=500\n\n[top_by(2)]\nargs = field, n\ndefinition = top limit=$n$ $field$\n\n[off]\ndefinition = x=1\ndisabled = 1\n',
);
writeFileSync(
  join(folder, 'eventtypes.conf'),
  '[failure]\nsearch = status>=500 OR status=404\n\n[slow failure]\nsearch = eventtype=failure ms>100\n',
);
writeFileSync(join(folder, 'tags.conf'), '[host=web%201]\nproduction = enabled\nold = disabled\n');
writeFileSync(join(folder, 'savedsearches.conf'), '[All]\nsearch = index=*\n');
const knowledge = readKnowledge(folder);

test('stanzas are read', () => {
  expect([...knowledge.macros.keys()]).toEqual(['failed', 'top_by(2)']);
  expect(knowledge.macros.get('top_by(2)')?.arguments).toEqual(['field', 'n']);
  expect(knowledge.tags).toEqual(new Map([['production', [{ field: 'host', value: 'web 1' }]]]));
  expect(knowledge.savedSearches.get('All')).toBe('index=*');
});

const rows = '| makeresults format=csv data="host,status,ms\nweb 1,200,10\nweb 1,503,500\nweb 2,404,20"';

test.each([
  ['search `failed` | table status', [['503']]],
  ['`top_by(host, 1)` | table host count', [['web 1', 2]]],
  ['search eventtype=failure | table status', [['503'], ['404']]],
  ['search eventtype="slow failure" | table status', [['503']]],
  ['search eventtype!=failure | table status', [['200']]],
  ['search eventtype=slow* | table status', [['503']]],
  ['search eventtype=unheard | table status', []],
  ['search tag=production status=200 | table status', [['200']]],
  ['search NOT tag=production | table status', [['404']]],
  ['search tag::host=production | stats count', [[2]]],
  ['search tag::status=production | stats count', [[0]]],
])('%s', async (search, expected) => {
  expect((await runSearch(`${rows} | ${search}`, { knowledge })).rows).toEqual(expected);
});
