/** geom: shapes of regions for choropleth maps; no shapes are stored here, so the rows pass as they are. */
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Geom {
  readonly options: Readonly<Record<string, string>>;
  readonly collection?: Name;
}

const optionKinds = {
  allFeatures: 'boolean',
  allfeatures: 'boolean',
  featureidfield: 'text',
  gen: 'number',
  min_x: 'number',
  min_y: 'number',
  max_x: 'number',
  max_y: 'number',
} as const;

export const geom = defineCommand<Geom>({
  name: 'geom',
  aliases: ['geomfilter'],
  help: {
    summary: 'Asks for the shapes of regions to draw on a map. No shapes are stored here: the rows pass as they are.',
    syntax: 'geom [<collection>] [featureIdField=<field>] [allFeatures=<bool>]',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Geom',
    examples: [
      {
        search: '| makeresults format=csv data="country,count\nNorway,3" | geom geo_countries featureIdField=country',
        explanation: 'The rows as they were.',
        columns: ['country', 'count'],
        rows: [['Norway', '3']],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const collection = parser.atEnd() ? undefined : parser.scanner.name('a collection of shapes');
    parser.options(optionKinds, options);
    return { options, ...(collection === undefined ? {} : { collection }) };
  },
  print: ({ options, collection }) =>
    [...(collection === undefined ? [] : [printName(collection.text)]), ...printOptions(options)].join(' '),
  lower(input, _given, state) {
    state.warnings.add('No shapes of regions are stored here: geom left the rows as they are.');
    return input;
  },
});
