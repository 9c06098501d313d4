/** Bitwise functions, over whole numbers from 0 to 2^53-1. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/BitFunctions */
import { call, numeral } from '../../plan/expression.ts';
import type { Operation } from '../../plan/types.ts';
import type { EvalFunction } from './definition.ts';

/** Bits that bit_not turns over where no mask says so. */
const allBits = 2 ** 53 - 1;

function folded(name: string, operation: Operation, summary: string, value: number): EvalFunction {
  return {
    name,
    summary,
    syntax: `${name}(number, number, ...)`,
    minimum: 2,
    maximum: Infinity,
    examples: [{ expression: `${name}(12,9)`, value }],
    lower: (f) =>
      f.expression.arguments
        .map((_, i) => f.number(i))
        .reduce((before, value_) => call(operation, 'number', before, value_)),
  };
}

function shifted(name: string, operation: Operation, direction: string, value: number): EvalFunction {
  return {
    name,
    summary: `The bits moved to the ${direction} by so many places.`,
    syntax: `${name}(number, places)`,
    minimum: 2,
    maximum: 2,
    examples: [{ expression: `${name}(16,1)`, value }],
    lower: (f) => call(operation, 'number', f.number(0), f.number(1)),
  };
}

export const bitwiseFunctions: readonly EvalFunction[] = [
  folded('bit_and', 'bitAnd', 'The bits that are set in all numbers.', 8),
  folded('bit_or', 'bitOr', 'The bits that are set in any number.', 13),
  folded('bit_xor', 'bitXor', 'The bits that are set in one number and not in the other.', 5),
  {
    name: 'bit_not',
    summary: 'The bits that are not set, as far as a mask goes; without a mask 53 bits.',
    syntax: 'bit_not(number, mask)',
    minimum: 1,
    maximum: 2,
    examples: [{ expression: 'bit_not(13,15)', value: 2 }],
    lower: (f) =>
      call(
        'bitAnd',
        'number',
        call('bitNot', 'number', f.number(0)),
        f.expression.arguments.length > 1 ? f.number(1) : numeral(allBits),
      ),
  },
  shifted('bit_shift_left', 'bitShiftLeft', 'left', 32),
  shifted('bit_shift_right', 'bitShiftRight', 'right', 8),
];
