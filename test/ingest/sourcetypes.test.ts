/** Every pretrained source type against its own sample lines: recognised, timed, and parted into fields. */
import { describe, expect, test } from 'vitest';
import { textSource } from '../../src/ingest/input.ts';
import { previewInput } from '../../src/ingest/preview.ts';
import { sourceTypes } from '../../src/ingest/sourcetypes/registry.ts';

const samples = sourceTypes.flatMap((type) => type.samples.map((sample) => ({ type, sample })));

test('there are samples, and no name twice', () => {
  expect(samples.length).toBeGreaterThan(15);
  expect(new Set(sourceTypes.map((type) => type.name)).size).toBe(sourceTypes.length);
});

describe('a file of such lines', () => {
  test.each(samples.map(({ type, sample }) => [type.name, sample.line, type, sample] as const))(
    '%s: %s',
    async (name, line, _, sample) => {
      const text = `${Array.from({ length: 12 }, () => line).join('\n')}\n`;
      const result = await previewInput(textSource('some.log', text), { limit: 1, extent: 'whole' });
      expect(result.sourcetype).toBe(name);
      expect(result.eventCount).toBe(12);
      const [event] = result.events;
      if (sample.time !== null) expect(new Date((event?.time ?? NaN) * 1000).toISOString()).toBe(sample.time);
      expect(event?.fields).toMatchObject(sample.fields ?? {});
    },
  );
});
