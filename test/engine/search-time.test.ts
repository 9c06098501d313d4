/** Settings of a source type that act when events are searched, also on events that were there before. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import type { CellValue } from '../../src/plan/types.ts';

let root: string;
let engine: Engine;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'grotto-search-time-'));
  engine = createEngine({ dataFolder: join(root, 'data') });
});
afterEach(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

async function bring(name: string, text: string, sourcetype: string): Promise<void> {
  const path = join(root, name);
  writeFileSync(path, text);
  await engine.importPath(path, {
    index: 'main',
    sourcetype,
    settings: { SHOULD_LINEMERGE: 'false', TIME_FORMAT: '%Y-%m-%d', KV_MODE: 'none', LINE_BREAKER: '([\\r\\n]+)' },
  });
}

async function search(spl: string): Promise<CellValue[][]> {
  const job = await engine.search({ spl });
  const rows: CellValue[][] = [];
  for await (const batch of job.rows()) rows.push(...batch);
  expect(job.state().warnings).toEqual([]);
  await job.close();
  return rows;
}

const log = `2026-03-01 order=7 by:ann total 12.50 "GET /a?x=1"
2026-03-02 order=8 by:bob total 3 city='New York'
2026-03-03 nothing here
`;
const transforms = `[parts]
DELIMS = " "
FIELDS = "day", "second"
[total]
REGEX = total ([\\d.]+)
FORMAT = amount::$1
`;

test.each<[string, string, string, CellValue[][]]>([
  ['EXTRACT-', 'EXTRACT-a = by:(?<who>\\w+)', 'index=main who=* | sort _time | table who', [['ann'], ['bob']]],
  [
    'EXTRACT- in a field',
    'EXTRACT-a = "(?<request>[^"]+)"\nEXTRACT-b = ^(?<method>\\w+) in request',
    'index=main method=GET | table method request',
    [['GET', 'GET /a?x=1']],
  ],
  ['EXTRACT- with Grok', 'EXTRACT-a = total %{NUMBER:sum}', 'index=main | stats sum(sum) as all', [[15.5]]],
  ['REPORT- with FORMAT', 'REPORT-a = total', 'index=main amount>5 | table amount', [['12.50']]],
  ['REPORT- with DELIMS', 'REPORT-a = parts', 'index=main day=2026-03-03 | table second', [['nothing']]],
  ['KV_MODE=auto', 'KV_MODE = auto', 'index=main order=8 | table city order', [['New York', '8']]],
  ['KV_MODE=none', 'KV_MODE = none', 'index=main | stats count(eval(isnotnull(_raw))) as n', [[3]]],
  ['FIELDALIAS-', 'KV_MODE = auto\nFIELDALIAS-a = order AS id', 'index=main id=7 | table id order', [['7', '7']]],
  [
    'FIELDALIAS- over a field that is there',
    'KV_MODE = auto\nFIELDALIAS-a = order AS city',
    'index=main order=8 | table city',
    [['8']],
  ],
  [
    'FIELDALIAS- with ASNEW',
    'KV_MODE = auto\nFIELDALIAS-a = order ASNEW city',
    'index=main order=* | sort _time | table city',
    [['7'], ['New York']],
  ],
  [
    'EVAL-',
    'KV_MODE = auto\nEVAL-double = order*2\nEVAL-kind = if(order>7,"late","early")',
    'index=main order=* | sort _time | table double kind',
    [
      [14, 'early'],
      [16, 'late'],
    ],
  ],
  [
    'EVAL- all read what was there before them',
    'KV_MODE = auto\nEVAL-order = order+1\nEVAL-same = order',
    'index=main same=7 | table order same',
    [[8, '7']],
  ],
  ['EVAL- over a fixed field', 'EVAL-host = "desk"', 'index=main host=desk | stats count by host', [['desk', 3]]],
])('%s', async (_, settings, spl, expected) => {
  await bring('a.log', log, 'shop');
  await engine.methods['sourcetype.import']({ props: `[shop]\nKV_MODE = none\n${settings}\n`, transforms });
  expect(await search(spl)).toEqual(expected);
});

test.each<[string, string, CellValue[][]]>([
  [
    'OUTPUT takes the place of a field and clears it',
    'LOOKUP-a = people name AS who OUTPUT town AS city',
    [['Oslo'], [null]],
  ],
  ['OUTPUTNEW keeps it', 'LOOKUP-a = people name AS who OUTPUTNEW town AS city', [['Oslo'], ['New York']]],
  [
    'a file by its name, all its fields',
    'LOOKUP-a = people.csv name AS who\nFIELDALIAS-x = nothing AS city',
    [['Oslo'], [null]],
  ],
])('LOOKUP-: %s', async (_, settings, expected) => {
  await bring('a.log', log, 'shop');
  mkdirSync(join(root, 'data', 'lookups'), { recursive: true });
  writeFileSync(join(root, 'data', 'lookups', 'people.csv'), 'name,town\nann,Oslo\nann,Rome\neve,Bonn\n');
  const extract = "KV_MODE = none\nEXTRACT-a = by:(?<who>\\w+)\nEXTRACT-b = city='(?<city>[^']+)";
  await engine.methods['sourcetype.import']({
    props: `[shop]\n${extract}\n${settings}\n`,
    transforms: '[people]\nfilename = people.csv\n',
  });
  const field = settings.includes('people.csv') ? 'town' : 'city';
  expect(await search(`index=main who=* | sort _time | table ${field}`)).toEqual(expected);
  expect(await search(`index=main ${field}=Oslo | stats count by who`)).toEqual([['ann', 1]]);
});

test('KV_MODE=json and auto on JSON text', async () => {
  await bring('j.log', '{"a":{"b":1},"l":[{"x":2},{"x":3}]}\n{"a":{"b":5}}\n', 'shop');
  for (const mode of ['json', 'auto']) {
    await engine.methods['sourcetype.import']({ props: `[shop]\nKV_MODE = ${mode}\n` });
    expect(await search('index=main a.b=1 | table a.b l{}.x')).toEqual([['1', ['2', '3']]]);
  }
});

test('a field of one source type is not one of another, and events show the fields they have', async () => {
  await bring('a.log', log, 'shop');
  await bring('b.log', '2026-03-01 by:eve z\n', 'other');
  await engine.methods['sourcetype.import']({ props: '[shop]\nKV_MODE = none\nEXTRACT-a = by:(?<who>\\w+)\n' });
  expect(await search('index=main | stats count(who) as n by sourcetype')).toEqual([
    ['other', 0],
    ['shop', 2],
  ]);
  const job = await engine.search({ spl: 'index=main sourcetype=shop' });
  expect(job.columns.map(({ name }) => name)).toContain('who');
  await job.close();
});

test('a setting that cannot be used is said, and the others act', async () => {
  await bring('a.log', log, 'shop');
  await engine.methods['sourcetype.import']({
    props: '[shop]\nKV_MODE = none\nEXTRACT-a = by(?=:).(?<x>\\w+)\nEXTRACT-b = by:(?<who>\\w+)\nREPORT-c = gone\n',
  });
  const job = await engine.search({ spl: 'index=main | stats count(who)' });
  expect(job.state().warnings).toEqual([
    expect.stringMatching(/^EXTRACT-a of the source type has no effect: Lookaround/),
    expect.stringMatching(/^REPORT-c .* no stanza gone/),
  ]);
  await job.close();
});

test('a source type that is saved with one more field keeps what its events were imported with', async () => {
  const path = join(root, 'own.log');
  writeFileSync(path, log);
  const settings = { TIME_FORMAT: '%Y-%m-%d', KV_MODE: 'none', 'EXTRACT-who': 'by:(?<who>\\w+)' };
  await engine.importPath(path, { index: 'main', sourcetype: 'own', settings });
  const save = (name: string, pattern: string): Promise<unknown> =>
    engine.methods['sourcetype.save']({
      name: 'own',
      description: '',
      category: 'Custom',
      keepsImported: true,
      settings: { [name]: pattern },
    });
  await save('EXTRACT-amount', 'total (?<amount>[\\d.]+)');
  expect(await search('index=main who=* | sort _time | table who amount')).toEqual([
    ['ann', '12.50'],
    ['bob', '3'],
  ]);
  // Once it is saved, what is left out is meant to be left out.
  await save('EXTRACT-day', '-(?<day>\\d+) ');
  const job = await engine.search({ spl: 'index=main day=* | stats count(who) as n' });
  expect((await job.page({ job: job.id, offset: 0, count: 1 })).rows).toEqual([[0]]);
  await job.close();
});
