/** The generated pages under docs/ say what the program does now. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceTypePages } from '../../src/ingest/sourcetypes/reference-pages.ts';
import { referencePages } from '../../src/spl/reference-pages.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const pages = new Map([...referencePages(), ...sourceTypePages()]);
const advice = 'Run `npm run docs` and commit what it wrote.';

test('every page is there as it would be written now', () => {
  const stale = [...pages].flatMap(([path, text]) => {
    try {
      return readFileSync(join(docs, path), 'utf8') === text ? [] : [path];
    } catch {
      return [path];
    }
  });
  expect(stale, advice).toEqual([]);
});

test('no page is left of what is gone', () => {
  const written = new Set(pages.keys());
  const found = ['commands', 'functions', 'sourcetypes'].flatMap((folder) =>
    readdirSync(join(docs, folder)).map((file) => `${folder}/${file}`),
  );
  expect(
    found.filter((path) => !written.has(path)),
    advice,
  ).toEqual([]);
});
