/** printf. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/ConversionFunctions */
import { call, numeral, text, when } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';
import { SearchError } from '../syntax/error.ts';
import type { EvalFunction, FunctionCall } from './definition.ts';

/** Flags, width and precision (a number, or * for an argument), and what the value is written as. */
const conversion = /%([-+ 0#']*)(\*|\d+)?(?:\.(\*|\d+))?(?:hh|h|ll|l|j|z|t|L)?([a-zA-Z%])/g;
const conversions = 'cdiouxXeEfFgGaAsp';

export const printfFunction: EvalFunction = {
  name: 'printf',
  summary: "Values set into a format: %s, %d, %.2f, %x, %e and their kin, with the flags - + blank 0 # and '.",
  syntax: 'printf("%.2f of %s", value, ...)',
  minimum: 1,
  maximum: Infinity,
  examples: [
    { expression: 'printf("%.2f of %s",1.5,"x")', value: '1.50 of x' },
    { expression: `printf("%'d",1234567)`, value: '1,234,567' },
    { expression: 'printf("%05d|%-5s|",42,"ab")', value: '00042|ab   |' },
  ],
  lower(f) {
    const format = f.literal(0, 'the format');
    const parts: Expression[] = [];
    let next = 1;
    let at = 0;
    for (const match of format.matchAll(conversion)) {
      if (match.index > at) parts.push(text(format.slice(at, match.index)));
      at = match.index + match[0].length;
      const [, flags = '', width, precision, letter = ''] = match;
      if (letter === '%') {
        parts.push(text('%'));
        continue;
      }
      if (!conversions.includes(letter)) throw unknownConversion(f, match[0]);
      const given = (size: string | undefined): number | undefined => {
        if (size !== '*') return size === undefined ? undefined : Number(size);
        next += 1;
        return Number(f.literal(next - 1, 'the width or precision'));
      };
      const widthGiven = given(width);
      const precisionGiven = given(precision);
      if (next >= f.expression.arguments.length) {
        if (f.state.context.checkOnly) break;
        throw new SearchError(`printf has no value for ${match[0]}.`, {
          position: f.expression.position,
          length: f.expression.length,
          hint: 'Give one value behind the format for each conversion in it; %% is a percent sign.',
        });
      }
      parts.push(converted(f, next, { flags, width: widthGiven, precision: precisionGiven, letter }));
      next += 1;
    }
    if (at < format.length) parts.push(text(format.slice(at)));
    return call('concatenate', 'string', text(''), ...parts);
  },
};

interface Conversion {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly letter: string;
}

function converted(f: FunctionCall, index: number, { flags, width, precision, letter }: Conversion): Expression {
  const padded = (value: Expression, fill = ' '): Expression =>
    width === undefined
      ? value
      : call(flags.includes('-') ? 'padEnd' : 'padStart', 'string', value, numeral(width), text(fill));
  if (letter === 's') {
    const whole = f.text(index);
    return padded(precision === undefined ? whole : call('substring', 'string', whole, numeral(1), numeral(precision)));
  }
  if (letter === 'c') return padded(call('substring', 'string', f.text(index), numeral(1), numeral(1)));
  const value = f.number(index);
  if (flags.includes("'") && 'diufF'.includes(letter)) {
    const decimals = 'fF'.includes(letter) ? (precision ?? 6) : 0;
    const whole = decimals === 0 && !'fF'.includes(letter) ? toWhole(value) : value;
    const written = call('formatGrouped', 'string', whole, numeral(decimals));
    const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
    const signed =
      sign === ''
        ? written
        : when(
            [{ when: call('less', 'boolean', value, numeral(0)), then: written }],
            call('concatenate', 'string', text(sign), written),
            'string',
          );
    return padded(signed);
  }
  const plain = `%${flags.replaceAll("'", '')}${width ?? ''}${precision === undefined ? '' : `.${precision}`}${letter === 'u' || letter === 'p' ? 'd' : letter}`;
  return call('formatNumber', 'string', value, text(plain));
}

/** Towards zero, as %d does. */
function toWhole(value: Expression): Expression {
  const floor = call('floor', 'number', value);
  return when(
    [{ when: call('less', 'boolean', value, numeral(0)), then: call('ceiling', 'number', value) }],
    floor,
    'number',
  );
}

function unknownConversion(f: FunctionCall, found: string): SearchError {
  const at = f.expression.arguments[0] ?? f.expression;
  return new SearchError(`printf knows no conversion ${found}.`, {
    position: at.position,
    length: at.length,
    hint: 'Its conversions: %s %d %i %u %f %e %g %x %X %o %c, and %% for a percent sign.',
  });
}
