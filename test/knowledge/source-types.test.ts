/** Source types as stanzas of props.conf: nothing of a file is lost on the way in and out. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseConf, printConf } from '../../src/knowledge/conf-file.ts';
import { importConf, readSourceTypes, readTransforms, saveSourceType } from '../../src/knowledge/source-types.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grotto-types-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const props = `# a comment
[shop]
TIME_PREFIX = ^\\[
TIME_FORMAT=%d/%b/%Y:%H:%M:%S %z
EXTRACT-order = order=(?<order>\\d+) \\
  total=(?<total>\\S+)
MY_OWN_KEY = stays = here

[source::/var/log/*.log]
sourcetype = shop
this is nothing
[shop]
TZ = UTC
`;

test('comments, blanks, lines that go on, and stanzas that are there twice', () => {
  const { stanzas, problems } = parseConf(props);
  expect(stanzas).toEqual([
    {
      name: 'shop',
      settings: {
        TIME_PREFIX: '^\\[',
        TIME_FORMAT: '%d/%b/%Y:%H:%M:%S %z',
        'EXTRACT-order': 'order=(?<order>\\d+) \n  total=(?<total>\\S+)',
        MY_OWN_KEY: 'stays = here',
        TZ: 'UTC',
      },
    },
    { name: 'source::/var/log/*.log', settings: { sourcetype: 'shop' } },
  ]);
  expect(problems).toEqual(['Line 11 is no setting: this is nothing']);
});

test('what is printed reads as what it was', () => {
  const word = fc.stringMatching(/^[A-Z][A-Za-z_-]{0,12}$/);
  const value = fc.stringMatching(/^[^\s\\](.{0,20}[^\s\\])?$/).filter((one) => !/[\r\n]/.test(one));
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1 }),
      fc.array(value, { minLength: 12, maxLength: 12 }),
      (keys, values) => {
        const settings = Object.fromEntries(keys.map((key, i) => [key, values[i % values.length] ?? '']));
        expect(parseConf(printConf([{ name: 'a', settings }])).stanzas).toEqual([{ name: 'a', settings }]);
      },
    ),
  );
});

test('an imported file keeps stanzas and keys that mean nothing here, and says so', () => {
  const done = importConf(folder, { props, transforms: '[drop]\nREGEX = x\nDEST_KEY = queue\nFORMAT = nullQueue\n' });
  expect(done).toEqual({
    sourcetypes: ['shop'],
    transforms: ['drop'],
    warnings: [
      'props.conf: Line 11 is no setting: this is nothing',
      'Kept, but without effect, for they name no source type: [source::/var/log/*.log].',
    ],
  });
  expect(readSourceTypes(folder)).toMatchObject([{ name: 'shop', settings: { MY_OWN_KEY: 'stays = here' } }]);
  expect(readTransforms(folder).get('drop')).toEqual({ REGEX: 'x', DEST_KEY: 'queue', FORMAT: 'nullQueue' });
  expect(readFileSync(join(folder, 'props.conf'), 'utf8')).toContain('[source::/var/log/*.log]');
});

test('blanks that belong to a value survive; a fingerprint belongs to the type saved last', () => {
  const type = (name: string, settings: Record<string, string>): Parameters<typeof saveSourceType>[1] => ({
    name,
    description: `type ${name}`,
    category: 'Custom',
    settings,
    fingerprints: ['shape'],
  });
  saveSourceType(folder, type('a', { FIELD_DELIMITER: '\t', TIME_PREFIX: 'at ', TZ: 'UTC' }));
  saveSourceType(folder, type('b', {}));
  expect(readSourceTypes(folder)).toEqual([
    {
      name: 'a',
      description: 'type a',
      category: 'Custom',
      settings: { FIELD_DELIMITER: 'tab', TIME_PREFIX: 'at\\x20', TZ: 'UTC' },
      fingerprints: [],
    },
    { name: 'b', description: 'type b', category: 'Custom', settings: {}, fingerprints: ['shape'] },
  ]);
});
