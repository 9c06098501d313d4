/** iplocation: the place of an address; empty here, as no location database comes with Grotto. */
import { nothing } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface IpLocation {
  readonly options: Readonly<Record<string, string>>;
  readonly field: Name;
}

const optionKinds = { prefix: 'text', allfields: 'boolean', lang: 'text' } as const;
const usual = ['City', 'Country', 'Region', 'lat', 'lon'];
const further = ['Continent', 'MetroCode', 'Timezone'];

export const iplocation = defineCommand<IpLocation>({
  name: 'iplocation',
  help: {
    summary: 'The fields for the place of an address. They are empty: no location database comes with Grotto yet.',
    syntax: 'iplocation [prefix=<text>] [allfields=<bool>] <field>',
    options: [
      { name: 'prefix', summary: 'Before the names of the fields.' },
      { name: 'allfields', summary: 'Also continent, metro code and time zone. Default false.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Iplocation',
    examples: [
      {
        search: '| makeresults format=csv data="ip\n10.0.0.1" | iplocation prefix=src_ ip | table ip src_Country',
        explanation: 'A private address is nowhere.',
        columns: ['ip', 'src_Country'],
        rows: [['10.0.0.1', null]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const field = parser.scanner.name('a field with an address');
    parser.options(optionKinds, options);
    return { options, field };
  },
  print: ({ options, field }) => [...printOptions(options), printName(field.text)].join(' '),
  lower(input, { options, field }, state) {
    if (findColumn(input, field.text) === undefined) warnUnknownField(state, input, field.text);
    state.warnings.add('iplocation has no location database here: City, Country and the other fields are empty.');
    const names = options.allfields === 'true' ? [...usual, ...further] : usual;
    return extend(
      input,
      names.map((name) => ({ name: `${options.prefix ?? ''}${name}`, value: nothing() })),
    );
  },
});
