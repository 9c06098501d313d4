/** geostats: statistics over places on a map, put together in squares for each level of zoom. */
import { and, call, column, convert, isNotNull, numeral, text } from '../../plan/expression.ts';
import { extend, filter, findColumn } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { materialise, warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { lowerStatsCalls } from '../functions/stats.ts';
import { concatenate } from '../lower/concatenate.ts';
import { groupBy } from '../lower/group.ts';
import { matched } from '../lower/matched.ts';
import { pivot, seriesOptions } from '../lower/pivot.ts';
import { printName, printStatsCall } from '../syntax/printer.ts';
import type { Name, StatsCall } from '../syntax/tree.ts';

interface Geostats {
  readonly options: Readonly<Record<string, string>>;
  readonly calls: readonly StatsCall[];
  readonly by?: Name;
}

const optionKinds = {
  translatetoxy: 'boolean',
  latfield: 'text',
  longfield: 'text',
  outputlatfield: 'text',
  outputlongfield: 'text',
  globallimit: 'integer',
  locallimit: 'integer',
  binspanlat: 'number',
  binspanlong: 'number',
  maxzoomlevel: 'integer',
} as const;

export const geostats = defineCommand<Geostats>({
  name: 'geostats',
  transforming: true,
  help: {
    summary: 'Statistics over places, in squares of a map that are halved with each level of zoom.',
    syntax:
      'geostats [latfield=<field>] [longfield=<field>] [binspanlat=<n>] [binspanlong=<n>] [maxzoomlevel=<n>] <function>(<field>) ... [by <field>]',
    options: [
      { name: 'latfield, longfield', summary: 'The fields with the place. Default lat and lon.' },
      {
        name: 'binspanlat, binspanlong',
        summary: 'Size of a square at the widest zoom, in degrees. Default 22.5 and 45.',
      },
      { name: 'maxzoomlevel', summary: 'How often the squares are halved. Default 9.' },
      { name: 'globallimit', summary: 'At most so many series; the rest becomes OTHER. Default 10.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Geostats',
    examples: [
      {
        search: '| makeresults format=csv data="lat,lon\n10,10\n12,14\n-60,100" | geostats maxzoomlevel=0 count',
        explanation: 'Two places share a square of the widest zoom; its place is their middle.',
        columns: ['geobin', 'latitude', 'longitude', 'count'],
        rows: [
          ['bin_id_zl_0_y_1_x_6', -60, 100, 1],
          ['bin_id_zl_0_y_4_x_4', 11, 12, 2],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    const calls = parser.statsCalls(['by', ...Object.keys(optionKinds)]);
    parser.options(optionKinds, options);
    if (calls.length === 0) throw parser.scanner.unexpected('a statistical function such as count');
    const by = parser.keyword('by') ? parser.scanner.name('a field to split by') : undefined;
    parser.options(optionKinds, options);
    return { options, calls, ...(by === undefined ? {} : { by }) };
  },
  print: ({ options, calls, by }) =>
    [
      ...printOptions(options),
      calls.map(printStatsCall).join(', '),
      ...(by === undefined ? [] : ['by', printName(by.text)]),
    ].join(' '),
  lower(input, { options, calls, by }, state) {
    const place = (name: string): Expression | undefined => {
      const found = findColumn(input, name);
      if (found === undefined) warnUnknownField(state, input, name);
      return found === undefined ? undefined : convert(column(found.name, found.type), 'number');
    };
    const latitude = place(options.latfield ?? 'lat');
    const longitude = place(options.longfield ?? 'lon');
    if (latitude === undefined || longitude === undefined) {
      if (by === undefined) return groupBy(input, [], lowerStatsCalls(calls, input, state));
      return input;
    }
    const placed = extend(
      input,
      [
        { name: latitudeName, value: latitude },
        { name: longitudeName, value: longitude },
      ],
      { hidden: true },
    );
    const known = materialise(
      state,
      filter(placed, and(isNotNull(column(latitudeName, 'number')), isNotNull(column(longitudeName, 'number')))),
      'places',
    );
    const levels = Number(options.maxzoomlevel ?? 9);
    return concatenate(
      Array.from({ length: levels + 1 }, (_, level) => {
        const binned = inSquares(known, level, options);
        const middles = lowerStatsCalls(middleCalls(options), binned, state);
        const bin = { name: 'geobin', value: column('geobin', 'string') };
        const lowered = lowerStatsCalls(calls, binned, state);
        if (by === undefined) return groupBy(binned, [bin], [...middles, ...lowered]);
        const split = findColumn(binned, by.text);
        const table = pivot(
          binned,
          bin,
          split === undefined ? text('NULL') : column(split.name, split.type),
          lowered,
          seriesOptions({ limit: options.globallimit ?? '10' }),
          state,
        );
        const places = groupBy(binned, [bin], middles);
        return matched(places, table, {
          on: [{ left: 'geobin', right: 'geobin' }],
          keepsUnmatched: true,
          most: 1,
          take: table.node.columns
            .filter(({ name, hidden }) => hidden !== true && name !== 'geobin')
            .map(({ name }) => ({ from: name, as: name, onlyMissing: false })),
          ignoresCase: false,
        });
      }),
    );
  },
});

const latitudeName = '\u0001latitude';
const longitudeName = '\u0001longitude';

function inSquares(known: Relation, level: number, options: Readonly<Record<string, string>>): Relation {
  const number = (name: string, from: number, span: number): Expression =>
    convert(
      call(
        'floor',
        'number',
        call(
          'divide',
          'number',
          call('add', 'number', column(name, 'number'), numeral(from)),
          numeral(span / 2 ** level),
        ),
      ),
      'string',
    );
  const bin = call(
    'concatenate',
    'string',
    text(`bin_id_zl_${level}_y_`),
    number(latitudeName, 90, Number(options.binspanlat ?? 22.5)),
    text('_x_'),
    number(longitudeName, 180, Number(options.binspanlong ?? 45)),
  );
  return extend(known, [{ name: 'geobin', value: bin }]);
}

/** The middle of the places of a square. */
function middleCalls(options: Readonly<Record<string, string>>): StatsCall[] {
  const middle = (field: string, name: string): StatsCall => {
    const span = { position: 0, length: 0 };
    return {
      function: 'avg',
      argument: { text: field, ...span },
      argumentIsEval: false,
      extra: [],
      label: `avg(${name})`,
      alias: { text: name, ...span },
      ...span,
    };
  };
  return [
    middle(latitudeName, options.outputlatfield ?? 'latitude'),
    middle(longitudeName, options.outputlongfield ?? 'longitude'),
  ];
}
