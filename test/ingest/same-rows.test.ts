/** Rows of delimited files: the way through the database gives the very ones that the reader gives. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bothWays, runs, useDatabase } from './both-ways.ts';

useDatabase();

const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-02-10'), noInvalidDate: true });
const two = (n: number): string => String(n).padStart(2, '0');

/** Cells as a program writes them: quoted where they must be. */
function quoted(cell: string, delimiter: string, always = false): string {
  const must = always || /["\r\n]/.test(cell) || cell.includes(delimiter) || /^ | $/.test(cell);
  return must ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const word = fc.stringMatching(/^[a-zA-Z0-9_.:/-]{1,12}$/);
const cell = fc.oneof(
  { weight: 5, arbitrary: word },
  { weight: 3, arbitrary: fc.integer({ min: -5000, max: 5000 }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom('', '', '007', '1.50', '-0', '1e5', '12345678901234567890') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'a,b',
      'two\nlines',
      'three\n\nlines',
      'a\r\nb',
      'say "hi"',
      '"',
      '""',
      ' lead',
      'trail ',
      'ü, ü',
      '\u{1f600};',
      '\n',
      'x\t|y',
      '\u00a0',
      "it's",
      'a\n1,2,3,4,5',
      'N/A',
    ),
  },
);
const times: readonly [string, (at: Date) => string][] = [
  ['iso', (at) => at.toISOString()],
  ['us', (at) => `${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}/${at.getUTCFullYear()}`],
  ['german', (at) => `${at.getUTCDate()}.${at.getUTCMonth() + 1}.${at.getUTCFullYear()} ${two(at.getUTCHours())}:00`],
  ['epoch', (at) => String(Math.floor(at.getTime() / 1000))],
];

/** What makes a file one that only the reader can read, or a row that is looked at by itself. */
const dirt = fc.constantFrom<(line: string) => string>(
  (line) => `${line},extra`,
  (line) => line.slice(0, line.lastIndexOf(',')),
  () => ',,,,',
  () => '',
  () => '  ',
  () => 'id,when,name,value,note',
  () => '"id","when","name","value","note"',
  (line) => line.replace(/,([a-z])/, ',"$1'),
  (line) => line.replace(/,([a-z])/, ', "$1"'),
  (line) => `${line}\0`,
  (line) => `${line}\u0002`,
  (line) => line.replace(/\d/, '\u0661'),
);

describe('the same rows both ways', () => {
  test.each(times)(
    'clean files with a time as %s and anything in their cells',
    async (_, write) => {
      let quick = 0;
      const row = fc.record({
        at: fc.oneof({ weight: 9, arbitrary: moment.map(write) }, fc.constantFrom('', 'N/A', 'soon 1', ' ')),
        cells: fc.array(cell, { minLength: 4, maxLength: 4 }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(row, { minLength: 8, maxLength: 60 }),
          fc.constantFrom(',', ';', '\t', '|'),
          fc.constantFrom('\n', '\r\n'),
          fc.record({ mark: fc.boolean(), closed: fc.boolean(), always: fc.boolean(), titled: fc.boolean() }),
          async (rows, delimiter, end, how) => {
            const lines = rows.map(({ at, cells }) =>
              [cells[0], at, ...cells.slice(1)]
                .map((text) => quoted(text ?? '', delimiter, how.always))
                .join(delimiter),
            );
            const head = ['id', 'when', 'name', 'value', 'note'].join(delimiter);
            const content = `${how.mark ? '\ufeff' : ''}${how.titled ? `A title${end}` : ''}${[head, ...lines].join(end)}${how.closed ? end : ''}`;
            if ((await bothWays(content)).quick) quick += 1;
          },
        ),
        runs,
      );
      expect(quick).toBeGreaterThan(0);
    },
    120_000,
  );

  test('files with rows that are no clean ones', async () => {
    const row = fc.tuple(moment, fc.array(word, { minLength: 4, maxLength: 4 }), fc.option(dirt, { freq: 12 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 8, maxLength: 60 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (rows, end) => {
          const lines = rows.map(([at, cells, spoil]) => {
            const line = [cells[0], at.toISOString(), ...cells.slice(1)].join(',');
            return spoil === null ? line : spoil(line);
          });
          await bothWays(['id,when,name,value,note', ...lines].join(end));
        },
      ),
      runs,
    );
  }, 120_000);

  const cases: readonly [string, string, boolean][] = [
    ['numbers that are texts in one row', `n,at,t\n${'1,2026-01-01,5\n'.repeat(30)}x,2026-01-02,5\n`, true],
    [
      'numbers that are texts in other rows of two columns',
      `n,at,t\n${'1,2026-01-01,5\n'.repeat(2500)}1.5,2026-01-02,7\n2,2026-01-02,x\n`,
      true,
    ],
    ['a column without any value', `n,at,none\n${'1,2026-01-01,\n'.repeat(30)}`, true],
    ['a cell of many lines', `n,at,t\n${'1,2026-01-01,x\n'.repeat(30)}1,2026-01-01,"${'line\n'.repeat(150)}"\n`, true],
    [
      'a cell of too many lines',
      `n,at,t\n${'1,2026-01-01,x\n'.repeat(900)}1,2026-01-01,"${'line\n'.repeat(250)}"\n`,
      false,
    ],
    [
      'a cell of a megabyte and a half',
      `n,at,t\n${'1,2026-01-01,x\n'.repeat(30)}1,2026-01-01,${'x'.repeat(1.5e6)}\n`,
      false,
    ],
    [
      'a cell of half a megabyte',
      `n,at,t\n${'1,2026-01-01,x\n'.repeat(30)}1,2026-01-01,"${'x,'.repeat(250_000)}"\n`,
      true,
    ],
    ['times in two columns', `day,clock,n\n${'01/02/2026, 10:00:00,5\n'.repeat(30)},11:00:00,5\n01/02/2026,,6\n`, true],
    ['a quote that never ends', `n,at,t\n${'1,2026-01-01,x\n'.repeat(30)}1,2026-01-01,"x\n1,2026-01-01,y\n`, false],
    ['the header again', `n,at,t\n${'1,2026-01-01,x\n'.repeat(30)}n,at,t\n1,2026-01-01,y\n`, false],
  ];
  test.each(cases)('%s', async (_, content, quick) => {
    expect((await bothWays(content)).quick).toBe(quick);
  });
});
