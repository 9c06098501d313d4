/** A little of what `npm run fuzz` does, and hostile names and values all the way through: into the store, out of searches and files. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine.ts';
import type { Engine } from '../../src/engine.ts';
import { random } from '../faults/random.ts';
import { mustAccount, mutated, seeds } from './files.ts';
import { mustAnswer, strangeSearch } from './language.ts';

const work = mkdtempSync(join(tmpdir(), 'grotto-hostile-'));
let engine: Engine;
beforeAll(() => {
  engine = createEngine({ dataFolder: join(work, 'data') });
});
afterAll(async () => {
  await engine.close();
  rmSync(work, { recursive: true, force: true });
});

test('searches that nobody would write give a plan or an error with a place', { timeout: 60_000 }, () => {
  for (let i = 0; i < 3000; i += 1) mustAnswer(strangeSearch(random(i)));
});

test('damaged files are read or refused, and every byte is accounted for', { timeout: 60_000 }, async () => {
  const all = await seeds();
  for (let i = 0; i < 250; i += 1) {
    const one = all[i % all.length];
    if (one !== undefined) await mustAccount(join(work, one.name), mutated(one.bytes, all, random(i)));
  }
});

const nasty = [
  `'; DROP TABLE imports; --`,
  `" || (SELECT 1) || "`,
  '<img src=x onerror=alert(1)>',
  "=cmd|'/c calc'!A1",
  '@SUM(1+1)',
  '\u202egpj.exe',
  'a\0b',
  '\u0001\u0002\u0003',
  '\u0004n\u0005\u0006',
  '$token$ `macro` | delete',
  '\\" \\\\ \\n',
  '\ud83d\ude00 e\u0301 \u{10ffff}',
  'NULL',
  '*',
  '../../etc/passwd',
  '%s%n{}',
];
/** Any text but what ends a line of the file it is written into, or is no Unicode. */
const values = fc
  .oneof(
    fc.constantFrom(...nasty),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.tuple(fc.constantFrom(...nasty), fc.constantFrom(...nasty)).map(([a, b]) => `${a} ${b}`),
  )
  .map((text) => text.replace(/[\r\n\u2028\u2029\u0085]/g, ' ').trim())
  .filter((text) => text !== '');
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

async function rows(spl: string): Promise<readonly (readonly unknown[])[]> {
  const job = await engine.search({ spl });
  const found: (readonly unknown[])[] = [];
  for await (const batch of job.rows()) found.push(...batch);
  await job.close();
  return found;
}
function commandLine(...words: string[]): string {
  const root = join(import.meta.dirname, '../..');
  const program = ['--import', 'tsx', join(root, 'src/cli/main.ts'), ...words, '--data-dir', join(work, 'data')];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd: root, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}
let files = 0;

describe('whatever stands in a file comes back as it was', () => {
  test('host, field names and values of JSON', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(values, values, values, async (host, name, value) => {
        files += 1;
        const path = join(work, `json${files}.log`);
        const field = `f${name}`.replace(/[.{}]/g, '_');
        writeFileSync(path, `${JSON.stringify({ time: '2026-01-01T00:00:00Z', [field]: value, other: 'x' })}\n`);
        const index = `json${files}`;
        await engine.importPath(path, { index, host, sourcetype: 'json' });
        const found = await rows(`search index=${index} | table host source * | fields - _*`);
        expect(found).toHaveLength(1);
        const job = await engine.search({ spl: `search index=${index}` });
        const names = job.columns.map((column) => column.name);
        const page = await job.page({ job: job.id, offset: 0, count: 1 });
        await job.close();
        expect(page.rows[0]?.[names.indexOf('host')]).toBe(host);
        expect(page.rows[0]?.[names.indexOf('source')]).toBe(path);
        expect(page.rows[0]?.[names.indexOf(field)]).toBe(value);
        if (!host.includes('\0') && !host.includes('*') && !/[`$]/.test(host))
          expect(await rows(`search index=${index} host=${quoted(host)} | stats count`)).toEqual([[1]]);
        await engine.methods['data.delete']({ index });
      }),
      { numRuns: 15, seed: 5 },
    );
  });

  test('a name of a file', async () => {
    for (const [i, name] of [
      `a'b"c;--`,
      '<b>',
      '=1+1',
      '\u202elog',
      ' blanks ',
      '%41',
      '$HOME',
      'é\u0301',
      '[x]*?',
    ].entries()) {
      const path = join(work, `${name}.log`);
      writeFileSync(path, `2026-01-01T00:00:00Z n=${i}\n`);
      const imported = await engine.importPath(path, { index: 'names' });
      expect(imported.file).toBe(path);
    }
    expect((await rows('search index=names | stats count by source')).length).toBe(9);
  });

  test('a value of a megabyte', async () => {
    const value = 'x\u00e9'.repeat(500_000);
    const path = join(work, 'mega.log');
    writeFileSync(path, `${JSON.stringify({ time: '2026-01-01T00:00:00Z', big: value })}\n`);
    await engine.importPath(path, { index: 'mega', host: value.slice(0, 100_000) });
    expect(await rows('search index=mega | eval n=len(big), same=if(md5(big)=md5(big),1,0) | table n same')).toEqual([
      [1_000_000, 1],
    ]);
  });

  test('out of a search as CSV and JSON, and back in', { timeout: 60_000 }, async () => {
    const path = join(work, 'export.json');
    const line = (value: string): string => JSON.stringify({ time: '2026-01-01T00:00:00Z', v: value, '=a"b,c': value });
    writeFileSync(path, `${nasty.map(line).join('\n')}\n`);
    await engine.importPath(path, { index: 'export', sourcetype: 'json' });
    await engine.close();
    const csv = commandLine('search', 'index=export | sort _id | table v "=a\\"b,c"', '--output', 'csv');
    const parsed = Papa.parse<string[]>(csv.trimEnd());
    expect(parsed.errors).toEqual([]);
    expect(parsed.data.slice(1)).toEqual(nasty.map((value) => [value, value]));
    const json = commandLine('search', 'index=export | sort _id | table v', '--output', 'json');
    expect(
      json
        .trimEnd()
        .split('\n')
        .map((one) => JSON.parse(one) as unknown),
    ).toEqual(nasty.map((v) => ({ v })));
    const back = join(work, 'back.csv');
    writeFileSync(back, csv);
    engine = createEngine({ dataFolder: join(work, 'data') });
    await engine.importPath(back, { index: 'back', settings: { INDEXED_EXTRACTIONS: 'csv' } });
    expect((await rows('search index=back | sort _id | table v')).map(([value]) => value)).toEqual(nasty);
  });

  test('reports and dashboards keep it', async () => {
    for (const [i, text] of nasty.entries()) {
      const search = `index=main ${quoted(text)}`;
      await engine.methods['report.save']({
        report: { name: `r${i}`, description: text, search, earliest: '', latest: '' },
      });
    }
    const { reports, unreadable } = await engine.methods['report.list']({});
    expect(unreadable).toEqual([]);
    expect(new Set(reports.map((report) => report.description))).toEqual(new Set(nasty));
  });
});
