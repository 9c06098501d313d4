/** What Splunk's documentation says comes out of a search, by areas; the tables are in cases/. */
import { describe, expect, test } from 'vitest';
import type { CellValue } from '../../src/plan/types.ts';
import { commands } from '../../src/spl/commands/registry.ts';
import { parseCsvText } from '../../src/spl/lower/csv-text.ts';
import { runSearch } from '../support/run-search.ts';
import { combining } from './cases/combining.ts';
import { expressions } from './cases/expressions.ts';
import { fields } from './cases/fields.ts';
import { rows } from './cases/rows.ts';
import { statistics } from './cases/statistics.ts';

const areas = [...rows, ...statistics, ...combining, ...fields];

/** Cells as text, `[x;y]` for several values; numbers as near as 14 digits tell. */
function written(cell: CellValue): string {
  if (cell === null) return '';
  // A field with one value is no different from a list of one.
  if (typeof cell === 'object') return cell.length === 1 ? (cell[0] ?? '') : `[${cell.join(';')}]`;
  if (typeof cell === 'number') return String(Number(cell.toPrecision(14)));
  return cell === '' ? '""' : String(cell);
}

function table(text: string): string[][] {
  const lines = text.split(' / ').map((line) => (line === '' ? [''] : (parseCsvText(line)[0] ?? [''])));
  return lines.map((line) => line.map((cell) => (/^-?\d+\.\d+$/.test(cell) ? written(Number(cell)) : cell)));
}

function started(data: string, search: string): string {
  if (data === '') return `| ${search}`;
  const csv = data.replaceAll(' / ', '\n').replace(/[\\"]/g, '\\$&');
  return `| makeresults format=csv data="${csv}" | ${search}`;
}

describe.each(areas.map((area) => [area.page, area] as const))('%s', (_, { cases }) => {
  test.each(
    cases.map(
      ([data, search, expected]) => [data === '' ? search : `${data} | ${search}`, { data, search, expected }] as const,
    ),
  )('%s', async (_name, { data, search, expected }) => {
    if (expected === null) {
      await expect(runSearch(started(data, search))).rejects.toThrow();
      return;
    }
    const { columns, rows: found } = await runSearch(started(data, search));
    const [header = [], ...wanted] = table(expected);
    expect([
      columns,
      ...found.map((row) =>
        row.map((cell) =>
          typeof cell === 'string' && /^-?\d+\.\d+$/.test(cell) ? written(Number(cell)) : written(cell),
        ),
      ),
    ]).toEqual([header, ...wanted]);
  });
});

describe.each(Object.entries(expressions))('eval: %s', (_, list) => {
  test.each(list)('%s', async (expression, value) => {
    const { rows: found } = await runSearch(
      `| makeresults | eval user="alice", n="12", size="1.50", colours=split("red,green,blue",",") | eval answer=${expression} | table answer`,
    );
    const [[answer = null] = []] = found;
    expect(typeof value === 'number' ? Number(answer) : answer).toEqual(value);
  });
});

test('there are at least 600 cases, and every command that takes part in a search is in one', () => {
  const all = areas.flatMap((area) => area.cases);
  const count = all.length + Object.values(expressions).flat().length;
  expect(count).toBeGreaterThanOrEqual(600);
  const text = all.map(([, search]) => `| ${search}`).join('\n');
  const missing = commands
    .filter(
      ({ name, aliases = [] }) => ![name, ...aliases].some((word) => new RegExp(`[|[]\\s*${word}\\b`, 'i').test(text)),
    )
    .map(({ name }) => name);
  expect(missing).toEqual([]);
});
