/** iplocation: the place of an address, from a database of addresses. */
import { column, isNotNull } from '../../plan/expression.ts';
import { aggregate, filter, findColumn } from '../../plan/relation.ts';
import type { FieldType } from '../../plan/types.ts';
import { computeRows, materialise, warnUnknownField } from '../compile-state.ts';
import type { Place } from '../context.ts';
import { asText } from '../lower/compare.ts';
import { matched } from '../lower/matched.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { SearchError } from '../syntax/error.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface IpLocation {
  readonly options: Readonly<Record<string, string>>;
  /** Null where none is named: Splunk once read the addresses of the event's text then. */
  readonly field: Name | null;
}

const optionKinds = { prefix: 'text', allfields: 'boolean', lang: 'text' } as const;
const usual: readonly (keyof Place)[] = ['City', 'Country', 'Region', 'lat', 'lon'];
const further: readonly (keyof Place)[] = ['Continent', 'MetroCode', 'Timezone'];

export const iplocation = defineCommand<IpLocation>({
  name: 'iplocation',
  help: {
    summary:
      'The place of an address. The database that comes along knows countries; put a city database (.mmdb) into the folder geo of the data folder for the rest.',
    syntax: 'iplocation [prefix=<text>] [allfields=<bool>] <field>',
    options: [
      { name: 'prefix', summary: 'Before the names of the fields.' },
      { name: 'allfields', summary: 'Also continent, metro code and time zone. Default false.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Iplocation',
    examples: [
      {
        search:
          '| makeresults format=csv data="ip\n8.8.8.8\n10.0.0.1" | iplocation prefix=src_ ip | table ip src_Country',
        explanation: 'A private address is nowhere.',
        columns: ['ip', 'src_Country'],
        rows: [
          ['8.8.8.8', 'United States'],
          ['10.0.0.1', null],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const { scanner } = parser;
    const field = scanner.atEnd() || '|]'.includes(scanner.peek()) ? null : scanner.name('a field with an address');
    parser.options(optionKinds, options);
    return { options, field };
  },
  print: ({ options, field }) =>
    [...printOptions(options), ...(field === null ? [] : [printName(field.text)])].join(' '),
  lower(input, { options, field }, state, call) {
    if (field === null) {
      throw new SearchError('iplocation names no field to take the addresses from.', {
        position: call.position,
        length: call.length,
        hint: 'Write iplocation clientip, with the field that holds them.',
      });
    }
    const found = findColumn(input, field.text);
    if (found === undefined) {
      warnUnknownField(state, input, field.text);
      return input;
    }
    const { placeOf } = state.context;
    const names = options.allfields === 'true' ? [...usual, ...further] : usual;
    const once = materialise(state, input, 'rows with addresses');
    const address = asText(column(found.name, found.type));
    const addresses = aggregate(filter(once, isNotNull(address)), [{ name: field.text, value: address }], []);
    const places = computeRows(
      state,
      addresses,
      [{ name: field.text, type: 'string' }, ...names.map((name) => ({ name, type: typeOf(name) }))],
      () => ({
        row: ([cell = null]) => {
          const place = typeof cell === 'string' ? placeOf?.(cell) : undefined;
          return place === undefined ? [] : [[cell, ...names.map((name) => place[name])]];
        },
        end: () => [],
      }),
      'places of the addresses',
    );
    return matched(once, places, {
      on: [{ left: field.text, right: field.text }],
      keepsUnmatched: true,
      most: 1,
      take: names.map((name) => ({ from: name, as: `${options.prefix ?? ''}${name}`, onlyMissing: false })),
      ignoresCase: false,
    });
  },
});

function typeOf(name: keyof Place): FieldType {
  return name === 'lat' || name === 'lon' ? 'number' : 'string';
}
