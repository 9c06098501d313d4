/** convert: turns field values into numbers, or times into text and back. */
import { call, column, convert as to, isNotNull, nothing, numeral, text, when } from '../../plan/expression.ts';
import { extend, visibleColumns } from '../../plan/relation.ts';
import type { Expression, Named } from '../../plan/types.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asNumber, asText } from '../lower/compare.ts';
import { wildcardParts } from '../lower/wildcard.ts';
import { SearchError, nearestName } from '../syntax/error.ts';
import { printName } from '../syntax/printer.ts';
import type { Name } from '../syntax/tree.ts';

interface Conversion {
  readonly function: Name;
  readonly field: Name;
  readonly as?: Name;
}

interface Convert {
  readonly options: Readonly<Record<string, string>>;
  readonly conversions: readonly Conversion[];
}

/** How times are written unless timeformat says otherwise. */
const defaultFormat = '%m/%d/%Y %H:%M:%S';

type Converter = (value: Expression, format: string, zone: string) => Expression;

const number = (value: Expression): Expression => asNumber(value);
const pattern = (value: Expression, regex: string, group: number): Expression =>
  to(call('regexExtract', 'string', asText(value), text(regex), numeral(group)), 'number');
const orZero = (value: Expression): Expression => call('coalesce', 'number', value, numeral(0));
const sum = (...parts: readonly Expression[]): Expression => parts.reduce((a, b) => call('add', 'number', a, b));
const times = (value: Expression, factor: number): Expression => call('multiply', 'number', value, numeral(factor));
/** The changed value where there is one, else the text as it was. */
const orAsItWas = (value: Expression, changed: Expression): Expression =>
  when([{ when: isNotNull(changed), then: to(changed, 'string') }], asText(value), 'string');

const duration = String.raw`^(?:(\d+)\+)?(\d+):(\d\d):(\d\d(?:\.\d+)?)$`;
const minutes = String.raw`^(?:(\d+):)?(\d+(?:\.\d+)?)$`;
const memory = String.raw`^\s*(-?[\d.]+)\s*([kKmMgG]?)`;

const converters: Readonly<Record<string, Converter>> = {
  auto: (value) => orAsItWas(value, number(value)),
  num: (value) => number(value),
  none: (value) => value,
  ctime: (value, format, zone) =>
    orAsItWas(value, call('formatTime', 'string', to(number(value), 'time'), text(format), text(zone))),
  mktime: (value, format, zone) => to(call('parseTime', 'time', asText(value), text(format), text(zone)), 'number'),
  dur2sec: (value) =>
    sum(
      times(orZero(pattern(value, duration, 1)), 86_400),
      times(pattern(value, duration, 2), 3_600),
      times(pattern(value, duration, 3), 60),
      pattern(value, duration, 4),
    ),
  mstime: (value) => sum(times(orZero(pattern(value, minutes, 1)), 60), pattern(value, minutes, 2)),
  memk: (value) => {
    const unit = call('lower', 'string', call('regexExtract', 'string', asText(value), text(memory), numeral(2)));
    const is = (letter: string): Expression => call('equal', 'boolean', unit, text(letter));
    const amount = pattern(value, memory, 1);
    return when(
      [
        { when: is('m'), then: times(amount, 1_024) },
        { when: is('g'), then: times(amount, 1_048_576) },
      ],
      amount,
      'number',
    );
  },
  rmcomma: (value) => {
    const bare = call('replaceText', 'string', asText(value), text(','), text(''));
    return orAsItWas(value, to(bare, 'number'));
  },
  rmunit: (value) => orAsItWas(value, pattern(value, String.raw`^\s*([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)`, 1)),
};

export const convert = defineCommand<Convert>({
  name: 'convert',
  help: {
    summary: 'Turns field values into numbers, or times into text and back.',
    syntax: 'convert [timeformat="<format>"] <function>(<field>) [AS <name>] ...',
    options: [{ name: 'timeformat', summary: 'For ctime and mktime. Default %m/%d/%Y %H:%M:%S.' }],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Convert',
    examples: [
      {
        search:
          '| makeresults format=csv data="t\n1773576000" | convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(t) AS when',
        explanation: 'Epoch seconds as text.',
        columns: ['t', 'when'],
        rows: [['1773576000', '2026-03-15T12:00:00']],
      },
      {
        search:
          '| makeresults format=csv data="d,m,u,c\n1+01:00:10,2m,12KB,\\"1,234\\"" | convert dur2sec(d) memk(m) rmunit(u) rmcomma(c)',
        explanation: 'A duration in seconds, memory in kilobytes, numbers without unit and commas.',
        columns: ['d', 'm', 'u', 'c'],
        rows: [[90010, 2048, '12', '1234']],
      },
      {
        search: '| makeresults format=csv data="a,b\nx,7" | convert num(*)',
        explanation: 'What is no number is dropped; auto would keep it.',
        columns: ['a', 'b'],
        rows: [[null, 7]],
      },
    ],
  },
  parse(parser) {
    const options = parser.options({ timeformat: 'text' });
    const conversions: Conversion[] = [];
    while (!parser.atEnd()) {
      parser.scanner.accept(',');
      const name = parser.scanner.name('a conversion such as ctime(field)', /[\s|[\](),"=]/);
      if (converters[name.text.toLowerCase()] === undefined) {
        const near = nearestName(name.text, Object.keys(converters));
        throw new SearchError(`convert has no function "${name.text}".`, {
          position: name.position,
          length: name.length,
          hint: `Its functions: ${Object.keys(converters).join(', ')}.`,
          ...(near === undefined ? {} : { replacement: near }),
        });
      }
      parser.scanner.expect('(', `after ${name.text}`);
      const field = parser.scanner.name('a field');
      parser.scanner.expect(')', `after ${field.text}`);
      const as = parser.keyword('as') ? parser.scanner.name('a name after AS') : undefined;
      conversions.push({ function: name, field, ...(as === undefined ? {} : { as }) });
      parser.options({ timeformat: 'text' }, options);
    }
    if (conversions.length === 0) throw parser.scanner.unexpected('a conversion such as ctime(field)');
    return { options, conversions };
  },
  print: ({ options, conversions }) =>
    [
      ...printOptions(options),
      ...conversions.map(
        ({ function: name, field, as }) =>
          `${name.text}(${printName(field.text)})${as === undefined ? '' : ` AS ${printName(as.text)}`}`,
      ),
    ].join(' '),
  lower(input, { options, conversions }, state) {
    const format = options.timeformat ?? defaultFormat;
    const kept = new Set(
      conversions
        .filter(({ function: name }) => name.text.toLowerCase() === 'none')
        .flatMap(({ field }) =>
          visibleColumns(input)
            .filter((c) => wildcardParts(field.text, c.name))
            .map((c) => c.name),
        ),
    );
    const made = new Map<string, Named<Expression>>();
    for (const { function: name, field, as } of conversions) {
      const converter = converters[name.text.toLowerCase()];
      if (converter === undefined || name.text.toLowerCase() === 'none') continue;
      const chosen = visibleColumns(input).filter((c) =>
        field.text.includes('*')
          ? wildcardParts(field.text, c.name) !== undefined && !c.name.startsWith('_') && !kept.has(c.name)
          : c.name === field.text,
      );
      if (chosen.length === 0 && !field.text.includes('*') && as !== undefined)
        made.set(as.text, { name: as.text, value: nothing() });
      for (const found of chosen) {
        const target = renamed(as?.text, field.text, found.name);
        made.set(target, {
          name: target,
          value: converter(column(found.name, found.type), format, state.context.timeZone),
        });
      }
    }
    return extend(input, [...made.values()]);
  },
});

/** `rmunit(*_size) AS *_bytes`: the parts that * stood for are carried over. */
function renamed(as: string | undefined, pattern: string, name: string): string {
  if (as === undefined) return name;
  const parts = [...(wildcardParts(pattern, name) ?? [])];
  return as.replaceAll('*', () => parts.shift() ?? '');
}
