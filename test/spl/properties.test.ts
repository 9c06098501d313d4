/** What holds for every search: printing and reading give the same tree, and any text gives a tree or a positioned error. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyCatalogue } from '../../src/store/catalogue.ts';
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts';
import { commands } from '../../src/spl/commands/registry.ts';
import { compileSearch, parseSearch } from '../../src/spl/compile.ts';
import { printPipeline } from '../../src/spl/pipeline-parser.ts';
import { SearchError } from '../../src/spl/syntax/error.ts';

const knowledge = { knowledge: emptyKnowledge, checkOnly: true };
const context = {
  ...knowledge,
  now: 1_773_576_000,
  timeZone: 'UTC',
  range: {},
  catalogue: emptyCatalogue.facts,
  defaultIndexes: ['*'],
  answers: new Map(),
};

/** The tree without places in the text. */
function shape(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(shape);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => key !== 'position' && key !== 'length')
      .map(([key, value]) => [key, shape(value)]),
  );
}

const searches = [
  ...commands.flatMap((command) => command.help.examples.map((example) => example.search)),
  'index=main "Invoice Amount">100 NOT (status=404 OR status=5*) error*',
  'index=main | timechart span=1mon sum("Invoice Amount") as total by Department limit=5 useother=f',
  'index=web | stats count(eval(status>=500)) as errors, dc(clientip) by uri_path | sort - errors, uri_path | head 20',
  'search foo | eval a=if(x>1,"y".b,null()), \'c d\'=-a*(2+3)%4 | where like(a,"%x") AND NOT isnull(b) XOR c=1',
  'index=a [search index=b | fields host] | rex field=_raw "(?<user>\\w+)\\|" max_match=3 | dedup 2 user sortby -_time',
];

describe('printing and reading', () => {
  test.each(searches)('%s', (search) => {
    const tree = parseSearch(search, knowledge);
    const printed = printPipeline(tree);
    expect(shape(parseSearch(printed, knowledge))).toEqual(shape(tree));
    expect(printPipeline(parseSearch(printed, knowledge))).toBe(printed);
  });
});

/** Throws what is no positioned error. */
function mustAnswer(text: string): void {
  try {
    compileSearch(text, context);
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
    const { position, length } = error;
    expect(position).toBeGreaterThanOrEqual(0);
    expect(position + (length ?? 0)).toBeLessThanOrEqual(text.length + 1);
    expect(error.message.length).toBeGreaterThan(5);
  }
}

const pieces = [
  ...commands.map((command) => `| ${command.name} `),
  '|',
  '[',
  ']',
  '(',
  ')',
  '"',
  "'",
  '`',
  '```',
  '\\',
  '=',
  '!=',
  '<',
  '>',
  ',',
  '*',
  '-',
  '+',
  '.',
  '%',
  ' ',
  '\n',
  '\0',
  '$x$',
  ' by ',
  ' as ',
  ' span=1d ',
  'index=main ',
  'count',
  'sum(x)',
  'eval',
  'a.b',
  '"c d"',
  '1',
  '0.5',
  '1e9',
  'NOT ',
  ' OR ',
  'earliest=-1d@d ',
  'é',
  '\u202e',
  '😀',
  'where ',
];

describe('any text gives a tree or a positioned error', () => {
  test('out of pieces of the language', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (list) => mustAnswer(list.join(''))),
      { numRuns: 4_000 },
    );
  });

  test('out of real searches with a piece cut, doubled or put in', () => {
    const change = fc.record({
      search: fc.constantFrom(...searches),
      at: fc.nat(400),
      drop: fc.nat(12),
      insert: fc.constantFrom('', ...pieces),
    });
    fc.assert(
      fc.property(change, ({ search, at, drop, insert }) => {
        const place = at % (search.length + 1);
        mustAnswer(search.slice(0, place) + insert + search.slice(place + drop));
      }),
      { numRuns: 6_000 },
    );
  });

  test('out of nothing in particular', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), mustAnswer), { numRuns: 2_000 });
  });

  test('deeply nested', () => {
    for (const [open, close] of [
      ['(', ')'],
      ['[search ', ']'],
      ['if(', ')'],
      ['NOT ', ''],
    ] as const) {
      mustAnswer(`| eval x=${open.repeat(10_000)}1${close.repeat(10_000)}`);
      mustAnswer(`${open.repeat(10_000)}a${close.repeat(10_000)}`);
      mustAnswer(open.repeat(10_000));
    }
    mustAnswer('| eval a=1 '.repeat(500));
  });

  test.each([
    ['words', 'a ', ''],
    ['one word', 'x', ''],
    ['a quoted text that never ends', '"xyz', ''],
    ['emoji', '😀', ''],
    ['OR', 'a OR ', 'a'],
    ['IN', 'a,', 'b)', 'x IN ('],
    ['tokens', '$a$ ', ''],
    ['macros', '`m` ', ''],
    ['pipes', '| noop ', ''],
    ['conditions of where', 'a=1 AND ', 'a=1', '| where '],
    ['a sum', '1+', '1', '| eval x='],
    ['signs', '-', '1', '| eval x='],
    ['arguments', 'a=1,2,', 'b=1,2)', '| eval x=case('],
    ['assignments', 'a=1,', 'b=2', '| eval '],
    ['fields', 'a ', '', '| table '],
    ['statistics', 'count ', '', '| stats '],
  ])('a megabyte of %s', (_, piece, end, start = '') => {
    mustAnswer(start + piece.repeat(Math.floor(1_000_000 / piece.length)) + end);
  });
});
