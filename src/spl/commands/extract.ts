/** extract: fields out of the key=value pairs of events. */
import { call, column, convert, isNotNull, numeral, text } from '../../plan/expression.ts';
import { aggregate, extend, filter, findColumn, project } from '../../plan/relation.ts';
import type { Expression } from '../../plan/types.ts';
import { fetchRows, materialise } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { expandGroups } from '../lower/group.ts';
import { printNames } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Extract {
  readonly options: Readonly<Record<string, string>>;
  /** Names of extractions in transforms.conf; there are none here. */
  readonly extractions: readonly Name[];
}

const optionKinds = {
  auto: 'boolean',
  clean_keys: 'boolean',
  kvdelim: 'text',
  pairdelim: 'text',
  limit: 'integer',
  maxchars: 'integer',
  mv_add: 'boolean',
  reload: 'boolean',
  segment: 'boolean',
} as const;
const defaultLimit = 50;

export const extract = defineCommand<Extract>({
  name: 'extract',
  aliases: ['kv'],
  help: {
    summary: 'Fields out of the key=value pairs in the text of events.',
    syntax: 'extract [pairdelim="<characters>"] [kvdelim="<characters>"] [limit=<n>] [mv_add=<bool>]',
    options: [
      { name: 'pairdelim', summary: 'Characters between two pairs. Default blanks, commas and semicolons.' },
      { name: 'kvdelim', summary: 'Characters between key and value. Default =.' },
      { name: 'limit', summary: 'At most so many fields. Default 50.' },
      { name: 'mv_add', summary: 'Keep all values of a key that occurs more than once. Default false.' },
      { name: 'clean_keys', summary: 'Characters other than letters and digits become _ in names. Default true.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Extract',
    examples: [
      {
        search: '| makeresults | eval _raw="user=ann, city=\\"New York\\" n=5" | extract | table user city n',
        explanation: 'Quotes around a value are taken off.',
        columns: ['user', 'city', 'n'],
        rows: [['ann', 'New York', '5']],
      },
      {
        search: '| makeresults | eval _raw="a:1|b:2 3" | extract pairdelim="|" kvdelim=":" | table a b',
        explanation: 'Other characters between.',
        columns: ['a', 'b'],
        rows: [['1', '2 3']],
      },
    ],
  },
  parse(parser) {
    const options: Record<string, string> = {};
    const extractions: Name[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      parser.options(optionKinds, options);
      if (parser.atEnd()) break;
      parser.refuseUnknownOption(Object.keys(optionKinds));
      extractions.push(parser.scanner.name('an option or the name of an extraction'));
    }
    return { options, extractions };
  },
  print: ({ options, extractions }) =>
    [...printOptions(options), printNames(extractions.map((one) => one.text))].join(' ').trim(),
  lower(input, { options, extractions }, state) {
    for (const one of extractions)
      state.warnings.add(`There is no extraction "${one.text}" here; extract went by key=value pairs alone.`);
    const found = findColumn(input, '_raw');
    if (found === undefined) return input;
    const once = materialise(state, input, 'events with pairs');
    const raw = convert(column('_raw', found.type), 'string');
    const pairs = pairSyntax(options);
    const each = expandGroups(
      project({ node: once.node, order: [] }, [
        { name: 'key', value: call('regexExtractAll', 'multivalue', raw, text(pairs.keys), numeral(1)) },
      ]),
      ['key'],
    );
    const key = column('key', 'string');
    const distinct = aggregate(
      filter(each, isNotNull(key)),
      [{ name: 'key', value: key }],
      [{ name: 'count', value: { operation: 'count', arguments: [], type: 'number' } }],
    );
    const most = Number(options.limit ?? defaultLimit);
    const { rows, truncated } = fetchRows(
      state,
      { node: distinct.node, order: [{ expression: column('count', 'number'), direction: 'descending' }] },
      most,
      'keys of the pairs',
    );
    if (truncated) state.warnings.add(`extract made fields for ${most} keys only; raise limit for more.`);
    return extend(
      once,
      rows.flatMap(([name]) => {
        if (typeof name !== 'string' || name === '') return [];
        const field = options.clean_keys === 'false' ? name : name.replaceAll(/[^\p{L}\p{N}_]/gu, '_');
        const value = pairs.value(raw, name, options.mv_add === 'true');
        const before = findColumn(once, field);
        return before === undefined || field === '_raw'
          ? [{ name: field, value }]
          : value.type === before.type
            ? [{ name: field, value: call('coalesce', value.type, value, column(field, before.type)) }]
            : [];
      }),
    );
  },
});

interface PairSyntax {
  /** A pattern whose first group is a key. */
  readonly keys: string;
  value(raw: Expression, key: string, all: boolean): Expression;
}

function pairSyntax(options: Readonly<Record<string, string>>): PairSyntax {
  const characters = (given: string): string =>
    `[${given
      .replaceAll('\\t', '\t')
      .replaceAll('\\n', '\n')
      .replaceAll('\\r', '\r')
      .replaceAll(/[\]\\^-]/g, '\\$&')}]`;
  const gap = options.pairdelim === undefined ? '[\\s,;|&?(\\[{]' : characters(options.pairdelim);
  const between = options.kvdelim === undefined ? '=' : characters(options.kvdelim);
  const name = options.pairdelim === undefined ? '[\\p{L}_][\\p{L}\\p{N}_.:-]*' : '[^\\s"=][^"=]*?';
  const bare = options.pairdelim === undefined ? '[^\\s,;|&)\\]}"]+' : `[^"${characters(options.pairdelim).slice(1)}+`;
  const start = `(?:^|${gap})\\s*`;
  const quoted = '"((?:[^"\\\\]|\\\\.)*)"';
  return {
    keys: `${start}(${name})\\s*${between}\\s*(?:${quoted}|${bare})`,
    value(raw, key, all) {
      const before = `${start}${key.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*${between}\\s*`;
      const either = (kind: 'regexExtract' | 'regexExtractAll', type: 'string' | 'multivalue'): Expression =>
        call(
          'coalesce',
          type,
          call(kind, type, raw, text(`${before}${quoted}`), numeral(1)),
          call(kind, type, raw, text(`${before}(${bare})`), numeral(1)),
        );
      return all ? either('regexExtractAll', 'multivalue') : either('regexExtract', 'string');
    },
  };
}
