/** Conversion functions. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/ConversionFunctions */
import { call, convert, numeral, text, when } from '../../plan/expression.ts';
import { SearchError } from '../syntax/error.ts';
import type { EvalFunction } from './definition.ts';

export const conversionFunctions: readonly EvalFunction[] = [
  {
    name: 'tonumber',
    summary: 'A text read as a number in a base from 2 to 36; null where it is none.',
    syntax: 'tonumber(text, base)',
    minimum: 1,
    maximum: 2,
    examples: [
      { expression: 'tonumber("ff",16)', value: 255 },
      { expression: 'tonumber("abc")', value: null },
    ],
    lower: (f) =>
      f.expression.arguments.length > 1 ? call('parseInteger', 'number', f.text(0), f.number(1)) : f.number(0),
  },
  {
    name: 'tostring',
    summary: 'A value as text: "hex", "commas" or "duration" say how.',
    syntax: 'tostring(value, "commas")',
    minimum: 1,
    maximum: 2,
    examples: [
      { expression: 'tostring(12345.6,"commas")', value: '12,345.6' },
      { expression: 'tostring(615,"duration")', value: '00:10:15' },
      { expression: 'tostring(255,"hex")', value: '0xFF' },
    ],
    lower: (f) => {
      if (f.expression.arguments.length === 1) return f.text(0);
      const form = f.literal(1, 'the form').toLowerCase();
      const number = f.number(0);
      if (form === 'commas') return call('formatThousands', 'string', number);
      if (form === 'hex') return call('toHexadecimal', 'string', number);
      if (form === 'duration') {
        const whole = call('floor', 'number', number);
        const part = (value: ReturnType<typeof numeral>): ReturnType<typeof call> =>
          call('formatNumber', 'string', value, text('%02d'));
        const of = (divisor: number, modulus: number): never =>
          call(
            'modulo',
            'number',
            call('floor', 'number', call('divide', 'number', whole, numeral(divisor))),
            numeral(modulus),
          ) as never;
        const clock = call(
          'concatenate',
          'string',
          part(of(3600, 24)),
          text(':'),
          part(of(60, 60)),
          text(':'),
          part(of(1, 60)),
        );
        const days = call('floor', 'number', call('divide', 'number', whole, numeral(86400)));
        return when(
          [
            {
              when: call('greaterOrEqual', 'boolean', whole, numeral(86400)),
              then: call('concatenate', 'string', convert(days, 'string'), text('+'), clock),
            },
          ],
          clock,
          'string',
        );
      }
      const at = f.expression.arguments[1] ?? f.expression;
      throw new SearchError(`tostring has no form "${form}".`, {
        position: at.position,
        length: at.length,
        hint: 'Its forms: "hex", "commas", "duration".',
      });
    },
  },
  {
    name: 'ipmask',
    summary: 'An address with a mask laid over it.',
    syntax: 'ipmask("255.255.0.0", address)',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'ipmask("255.255.0.0","10.20.30.40")', value: '10.20.0.0' }],
    lower: (f) => call('ipMask', 'string', f.text(0), f.text(1)),
  },
];
