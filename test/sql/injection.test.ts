/** Whatever a person types or a file holds stays a value or a name: no place lets it become SQL. */
import { beforeAll, expect, test } from 'vitest';
import { call, column, numeral, text } from '../../src/plan/expression.ts';
import { aggregate, extend, filter, project, stage, values } from '../../src/plan/relation.ts';
import type { Expression } from '../../src/plan/types.ts';
import type { TableResolver } from '../../src/sql/tables.ts';
import { runSearch } from '../support/run-search.ts';
import { connection, evaluate, rowsOf } from './evaluate.ts';
import { nasty } from './nasty-texts.ts';

beforeAll(async () => {
  await (await connection()).run('CREATE OR REPLACE TABLE victim AS SELECT 1 AS alive');
});

async function expectAlive(): Promise<void> {
  expect((await (await connection()).runAndReadAll('SELECT alive FROM victim')).getRows()).toEqual([[1]]);
}

test.each(nasty)('%j as a value', async (bad) => {
  expect(await evaluate(text(bad))).toBe(bad);
  expect(await rowsOf(values([{ name: 'v', type: 'string' }], [[bad]]))).toEqual([[bad]]);
  expect(await evaluate({ kind: 'literal', value: [bad, bad], type: 'multivalue' })).toEqual([bad, bad]);
  expect(
    await rowsOf(
      filter(
        values([{ name: 'v', type: 'string' }], [[bad], ['other']]),
        call('equal', 'boolean', column('v', 'string'), text(bad)),
      ),
    ),
  ).toEqual([[bad]]);
  await expectAlive();
});

test.each(nasty)('%j as a field name', async (bad) => {
  const made = extend(values([{ name: bad, type: 'number' }], [[7]]), [
    { name: `${bad}2`, value: column(bad, 'number') },
  ]);
  expect(
    await rowsOf(
      aggregate(
        project(made, [{ name: bad, value: column(bad, 'number') }]),
        [{ name: `g${bad}`, value: column(bad, 'number') }],
        [{ name: `c${bad}`, value: { operation: 'count', arguments: [], type: 'number' } }],
      ),
    ),
  ).toEqual([[7, 1]]);
  await expectAlive();
});

const places: readonly (readonly [string, (bad: string) => Expression])[] = [
  ['replaced text', (bad) => call('replaceText', 'string', text(`x${bad}y`), text(bad), text(bad))],
  ['separator', (bad) => call('split', 'multivalue', text(`a${bad}b`), text(bad))],
  [
    'joiner',
    (bad) => call('listJoin', 'string', { kind: 'literal', value: ['a', 'b'], type: 'multivalue' }, text(bad)),
  ],
  ['pattern', (bad) => call('regexMatches', 'boolean', text('abc'), text(bad.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))],
  [
    'replacement',
    (bad) => call('regexReplace', 'string', text('abc'), text('b'), text(bad.replaceAll('\\', '\\\\')), text('g')),
  ],
  ['LIKE pattern', (bad) => call('like', 'boolean', text(bad), text(bad.replace(/[\\%_]/g, '\\$&')))],
  ['term', (bad) => call('termMatches', 'boolean', text(`x ${bad} y`), text(bad), text('term'))],
  ['phrase', (bad) => call('termMatches', 'boolean', text(`x ${bad} y`), text(bad), text('phrase'))],
  [
    'time format',
    (bad) => call('formatTime', 'string', { kind: 'literal', value: 0, type: 'time' }, text(bad), text('UTC')),
  ],
  ['time pattern', (bad) => call('parseTime', 'time', text('2026'), text(bad), text('UTC'))],
  ['JSON path', (bad) => call('jsonExtract', 'string', text('{"a":1}'), text(bad))],
  ['CIDR', (bad) => call('cidrMatch', 'boolean', text(bad), text('10.0.0.1'))],
  ['CIDR of version 6', (bad) => call('cidrMatch', 'boolean', text(`::${bad}/8`), text('::1'))],
  ['padding', (bad) => call('padStart', 'string', text('a'), numeral(4), text(bad === '' ? ' ' : bad))],
];

test.each(places.flatMap(([place, make]) => nasty.map((bad) => [place, bad, make] as const)))(
  '%s: %j',
  async (_place, bad, make) => {
    // A syntax error would be as telling as a lost table: nothing here may reach the parser.
    await evaluate(make(bad)).catch((error: unknown) =>
      expect(String(error)).not.toMatch(/Parser Error|Catalog Error|Binder Error/),
    );
    await expectAlive();
  },
);

test.each(nasty)('%j as a zone is refused, not spliced', async (bad) => {
  await evaluate(
    call('formatTime', 'string', { kind: 'literal', value: 0, type: 'time' }, text('%H'), text(bad)),
  ).catch((error: unknown) => expect(String(error)).not.toMatch(/Parser Error|Catalog Error/));
  await expectAlive();
});

test.each(nasty)('%j as a table, a column or a constant of the store', async (bad) => {
  const tables: TableResolver = {
    segment: () => ({
      table: `t${bad.replaceAll('\0', '')}`,
      columns: new Map([['f', { physical: 'f0', stored: 'VARCHAR' }]]),
      constants: new Map([['index', bad]]),
    }),
  };
  const scan = {
    node: {
      kind: 'scan',
      segments: [1],
      columns: [
        { name: 'index', type: 'string' },
        { name: 'f', type: 'string' },
      ],
    },
    order: [],
  } as const;
  await expect(rowsOf(scan, tables)).rejects.toThrow(/Catalog Error: Table with name/);
  await expect(rowsOf(stage(bad, [{ name: 'f', type: 'string' }], []))).rejects.toThrow(
    /Catalog Error|Table with name|zero-length/,
  );
  await expectAlive();
});

test.each(nasty.filter((bad) => !bad.includes('\0')))('%j in the text of a search', async (bad) => {
  const quoted = `"${bad.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const { rows } = await runSearch(`| makeresults | eval v=${quoted} | where v=${quoted} | table v`);
  expect(rows).toEqual([[bad]]);
});
