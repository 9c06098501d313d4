import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileSource } from '../../src/ingest/input.ts';
import { understand } from '../../src/ingest/understand.ts';

test('a column of dates is found where the samples hold far more rows than are tried', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grotto-large-'));
  const path = join(folder, 'a.csv');
  writeFileSync(path, `Case,Booked,State\n${'C-2,2024-03-05,open\n'.repeat(40_000)}`);
  try {
    expect(understand(fileSource(path), {}).settings).toMatchObject({
      TIMESTAMP_FIELDS: 'Booked',
      TIME_FORMAT: '%Y-%m-%d',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
