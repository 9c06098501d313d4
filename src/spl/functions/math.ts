/** Mathematical functions. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/MathematicalFunctions */
import { call, convert, numeral } from '../../plan/expression.ts';
import { asList, asNumber } from '../lower/compare.ts';
import type { Expression, Operation } from '../../plan/types.ts';
import type { EvalExpression } from '../syntax/tree.ts';
import type { EvalFunction, FunctionCall } from './definition.ts';

const unary: readonly (readonly [string, Operation, string, string, number])[] = [
  ['abs', 'absolute', 'Without its sign.', 'abs(-3)', 3],
  ['ceiling', 'ceiling', 'The next whole number above.', 'ceiling(1.2)', 2],
  ['floor', 'floor', 'The next whole number below.', 'floor(1.8)', 1],
  ['exp', 'exponential', 'e to the power.', 'exp(0)', 1],
  ['ln', 'naturalLogarithm', 'The natural logarithm.', 'ln(1)', 0],
  ['sqrt', 'squareRoot', 'The square root.', 'sqrt(9)', 3],
  ['sin', 'sine', 'The sine.', 'sin(0)', 0],
  ['cos', 'cosine', 'The cosine.', 'cos(0)', 1],
  ['tan', 'tangent', 'The tangent.', 'tan(0)', 0],
  ['asin', 'arcSine', 'The arc sine.', 'asin(0)', 0],
  ['acos', 'arcCosine', 'The arc cosine.', 'acos(1)', 0],
  ['atan', 'arcTangent', 'The arc tangent.', 'atan(0)', 0],
  ['sinh', 'hyperbolicSine', 'The hyperbolic sine.', 'sinh(0)', 0],
  ['cosh', 'hyperbolicCosine', 'The hyperbolic cosine.', 'cosh(0)', 1],
  ['tanh', 'hyperbolicTangent', 'The hyperbolic tangent.', 'tanh(0)', 0],
  ['asinh', 'arcHyperbolicSine', 'The inverse hyperbolic sine.', 'asinh(0)', 0],
  ['acosh', 'arcHyperbolicCosine', 'The inverse hyperbolic cosine.', 'acosh(1)', 0],
  ['atanh', 'arcHyperbolicTangent', 'The inverse hyperbolic tangent.', 'atanh(0)', 0],
];

/** Any text that is no number is greater than any number; texts compare by code point. */
function extreme(f: FunctionCall, which: 'minimum' | 'maximum'): Expression {
  const values = f.all();
  if (values.every((value) => value.type === 'number' || value.type === 'time'))
    return call(which === 'minimum' ? 'least' : 'greatest', 'number', ...values.map(asNumber));
  const all = call('listAppend', 'multivalue', ...values.map(asList));
  const number = convert(call(which === 'minimum' ? 'listMinimum' : 'listMaximum', 'number', all), 'string');
  const words = call(which === 'minimum' ? 'listMinimumText' : 'listMaximumText', 'string', all);
  return which === 'minimum' ? call('coalesce', 'string', number, words) : call('coalesce', 'string', words, number);
}

interface Precision {
  readonly kind: 'digits' | 'decimals';
  readonly count: number;
}

/** Of a product the fewest digits of a factor, of a sum the fewest decimals of a term; a field says nothing. */
function precisionOf(expression: EvalExpression): Precision | undefined {
  switch (expression.kind) {
    case 'number':
      return { kind: 'digits', count: Math.max(1, digitsOf(expression.text).length) };
    case 'unary':
      return precisionOf(expression.operand);
    case 'binary': {
      const isSum = expression.operator === '+' || expression.operator === '-';
      const counts = [expression.left, expression.right].flatMap((side) => {
        if (isSum && side.kind === 'number') return [decimalsOf(side.text)];
        const inner = precisionOf(side);
        return inner === undefined || (inner.kind === 'decimals') !== isSum ? [] : [inner.count];
      });
      return counts.length === 0 ? undefined : { kind: isSum ? 'decimals' : 'digits', count: Math.min(...counts) };
    }
    default:
      return undefined;
  }
}

function digitsOf(number: string): string {
  return number
    .replace(/[eE].*$/, '')
    .replace('.', '')
    .replace(/^0+/, '');
}

function decimalsOf(number: string): number {
  return (number.replace(/[eE].*$/, '').split('.')[1] ?? '').length;
}

export const mathFunctions: readonly EvalFunction[] = [
  ...unary.map(([name, operation, summary, expression, value]): EvalFunction => ({
    name,
    ...(name === 'ceiling' ? { aliases: ['ceil'] } : {}),
    summary,
    syntax: `${name}(number)`,
    minimum: 1,
    maximum: 1,
    examples: [{ expression, value }],
    lower: (f) => call(operation, 'number', f.number(0)),
  })),
  {
    name: 'round',
    summary: 'Rounded to so many digits behind the point, half away from zero.',
    syntax: 'round(number, digits)',
    minimum: 1,
    maximum: 2,
    examples: [
      { expression: 'round(2.5)', value: 3 },
      { expression: 'round(3.14159,2)', value: 3.14 },
    ],
    lower: (f) => call('round', 'number', f.number(0), f.expression.arguments.length > 1 ? f.number(1) : numeral(0)),
  },
  {
    name: 'log',
    summary: 'The logarithm to a base, 10 when none is given.',
    syntax: 'log(number, base)',
    minimum: 1,
    maximum: 2,
    examples: [
      { expression: 'log(100)', value: 2 },
      { expression: 'log(8,2)', value: 3 },
    ],
    lower: (f) =>
      call('logarithm', 'number', f.number(0), f.expression.arguments.length > 1 ? f.number(1) : numeral(10)),
  },
  {
    name: 'pow',
    summary: 'The first to the power of the second.',
    syntax: 'pow(x, y)',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'pow(2,10)', value: 1024 }],
    lower: (f) => call('power', 'number', f.number(0), f.number(1)),
  },
  {
    name: 'pi',
    summary: 'The number pi.',
    syntax: 'pi()',
    minimum: 0,
    maximum: 0,
    examples: [{ expression: 'round(pi(),6)', value: 3.141593 }],
    lower: () => numeral(Math.PI),
  },
  {
    name: 'exact',
    summary: 'The value with all its digits.',
    syntax: 'exact(expression)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'exact(3.5*2)', value: 7 }],
    lower: (f) => f.number(0),
  },
  {
    name: 'sigfig',
    summary: 'Rounded to the digits that the least exact number in the expression has.',
    syntax: 'sigfig(expression)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'sigfig(2.0*3333)', value: 6700 }],
    lower: (f) => {
      const argument = f.expression.arguments[0];
      const precision = argument === undefined ? undefined : precisionOf(argument);
      if (precision === undefined) return f.number(0);
      return precision.kind === 'decimals'
        ? call('round', 'number', f.number(0), numeral(precision.count))
        : call('significantFigures', 'number', f.number(0), numeral(precision.count));
    },
  },
  {
    name: 'hypot',
    summary: 'The length of the longest side of a right-angled triangle.',
    syntax: 'hypot(x, y)',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'hypot(3,4)', value: 5 }],
    lower: (f) => call('hypotenuse', 'number', f.number(0), f.number(1)),
  },
  {
    name: 'atan2',
    summary: 'The angle of a point.',
    syntax: 'atan2(y, x)',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'atan2(0,1)', value: 0 }],
    lower: (f) => call('arcTangent2', 'number', f.number(0), f.number(1)),
  },
  {
    name: 'random',
    summary: 'A whole number from 0 to 2147483647, another each time.',
    syntax: 'random()',
    minimum: 0,
    maximum: 0,
    examples: [{ expression: 'if(random()>=0,1,0)', value: 1 }],
    lower: () => call('random', 'number'),
  },
  {
    name: 'min',
    summary: 'The smallest of the values, those of multivalues included.',
    syntax: 'min(value, ...)',
    minimum: 1,
    maximum: Infinity,
    examples: [{ expression: 'min(3,11,7)', value: 3 }],
    lower: (f) => extreme(f, 'minimum'),
  },
  {
    name: 'max',
    summary: 'The largest of the values, those of multivalues included.',
    syntax: 'max(value, ...)',
    minimum: 1,
    maximum: Infinity,
    examples: [{ expression: 'max(3,11,7)', value: 11 }],
    lower: (f) => extreme(f, 'maximum'),
  },
  {
    name: 'sum',
    summary: 'The sum of the values that are numbers.',
    syntax: 'sum(value, ...)',
    minimum: 1,
    maximum: Infinity,
    examples: [{ expression: 'sum(1,2,3)', value: 6 }],
    lower: (f) => call('listSum', 'number', call('listAppend', 'multivalue', ...f.all().map(asList))),
  },
  {
    name: 'avg',
    summary: 'The average of the values that are numbers.',
    syntax: 'avg(value, ...)',
    minimum: 1,
    maximum: Infinity,
    examples: [{ expression: 'avg(1,2,3)', value: 2 }],
    lower: (f) => call('listAverage', 'number', call('listAppend', 'multivalue', ...f.all().map(asList))),
  },
];
