/** Small samples of many formats, each with the number of events and the time of the first that a person would see in it. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fileSource } from '../../src/ingest/input.ts';
import { previewInput } from '../../src/ingest/preview.ts';
import { formatSamples } from './formats/samples.ts';

const samples = formatSamples();
const folder = mkdtempSync(join(tmpdir(), 'grotto-formats-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('there are many formats, and no title twice', () => {
  expect(samples.length).toBeGreaterThan(350);
  expect(new Set(samples.map(({ family, title }) => `${family}: ${title}`)).size).toBe(samples.length);
});

describe.each([...new Set(samples.map(({ family }) => family))])('%s', (family) => {
  test.each(samples.filter((sample) => sample.family === family).map((sample) => [sample.title, sample] as const))(
    '%s',
    async (_, sample) => {
      const path = join(folder, sample.file);
      writeFileSync(path, sample.content);
      utimesSync(path, sample.modified, sample.modified);
      const result = await previewInput(fileSource(path), { limit: 10, extent: 'whole' });
      const time = result.events.find((event) => event.time !== null)?.time;
      expect({
        events: result.eventCount,
        first: time === undefined || time === null ? null : new Date(Math.floor(time * 1000)).toISOString(),
      }).toEqual({ events: sample.events, first: sample.first });
      if (sample.type !== undefined) expect(result.sourcetype).toBe(sample.type);
    },
  );
});
