/** Conversion functions. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/ConversionFunctions */
import { call, numeral, or, text, truth, when } from '../../plan/expression.ts';
import type { Expression, Operation } from '../../plan/types.ts';
import { asList, asText } from '../lower/compare.ts';
import { SearchError } from '../syntax/error.ts';
import type { EvalFunction, FunctionCall } from './definition.ts';
import { printfFunction } from './printf.ts';

const forms: Readonly<Record<string, Operation>> = {
  commas: 'formatThousands',
  hex: 'toHexadecimal',
  binary: 'toBinary',
  duration: 'formatDuration',
};

const isOf = (f: FunctionCall, kind: 'ARRAY' | 'OBJECT'): Expression =>
  call(
    'coalesce',
    'boolean',
    call('equal', 'boolean', call('jsonType', 'string', f.text(0), text('')), text(kind.toLowerCase())),
    truth(false),
  );

export const conversionFunctions: readonly EvalFunction[] = [
  printfFunction,
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
    lower: (f) => {
      if (f.expression.arguments.length === 1) return f.number(0);
      const base = f.number(1);
      const at = f.expression.arguments[1] ?? f.expression;
      if (base.kind === 'literal' && base.value !== null && !(Number(base.value) >= 2 && Number(base.value) <= 36))
        throw new SearchError(`tonumber takes a base from 2 to 36, not ${String(base.value)}.`, {
          position: at.position,
          length: at.length,
        });
      return call('parseInteger', 'number', f.text(0), base);
    },
  },
  {
    name: 'tostring',
    summary: 'A value as text: "hex", "binary", "commas" or "duration" say how.',
    syntax: 'tostring(value, "commas")',
    minimum: 1,
    maximum: 2,
    examples: [
      { expression: 'tostring(12345.6,"commas")', value: '12,345.6' },
      { expression: 'tostring(615,"duration")', value: '00:10:15' },
      { expression: 'tostring(255,"hex")', value: '0xFF' },
      { expression: 'tostring(9,"binary")', value: '1001' },
      { expression: 'tostring(1==1)', value: 'True' },
    ],
    lower: (f) => {
      if (f.expression.arguments.length === 1) return f.text(0);
      const form = f.literal(1, 'the form').toLowerCase();
      const made = forms[form];
      if (made !== undefined) return call(made, 'string', f.number(0));
      const at = f.expression.arguments[1] ?? f.expression;
      throw new SearchError(`tostring has no form "${form}".`, {
        position: at.position,
        length: at.length,
        hint: 'Its forms: "hex", "binary", "commas", "duration".',
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
  {
    name: 'toint',
    summary: 'A number without what stands behind its point.',
    syntax: 'toint(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'toint("3.9")', value: 3 }],
    lower: (f) => {
      const value = f.number(0);
      return when(
        [{ when: call('less', 'boolean', value, numeral(0)), then: call('ceiling', 'number', value) }],
        call('floor', 'number', value),
        'number',
      );
    },
  },
  {
    name: 'todouble',
    summary: 'A value as a number.',
    syntax: 'todouble(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'todouble("3.5")', value: 3.5 }],
    lower: (f) => f.number(0),
  },
  {
    name: 'tobool',
    summary: 'A value as a condition: true, 1 and yes are true, false, 0 and no are not; of anything else null.',
    syntax: 'tobool(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'if(tobool("true"),"yes","no")', value: 'yes' }],
    lower: (f) => {
      const raw = f.raw(0);
      if (raw.type === 'boolean') return raw;
      const word = call('lower', 'string', asText(raw));
      const among = (words: readonly string[]): Expression =>
        or(...words.map((one) => call('equal', 'boolean', word, text(one))));
      return when(
        [
          { when: among(['true', 't', '1', 'yes']), then: truth(true) },
          { when: among(['false', 'f', '0', 'no']), then: truth(false) },
        ],
        undefined,
        'boolean',
      );
    },
  },
  {
    name: 'tomv',
    summary: 'The items of a JSON array as several values; anything else as it is.',
    syntax: 'tomv(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'tomv("[1,2]")', value: ['1', '2'] }],
    lower: (f) =>
      f.value(0).type === 'multivalue'
        ? f.value(0)
        : when(
            [{ when: isOf(f, 'ARRAY'), then: call('jsonArrayToMultivalue', 'multivalue', f.text(0)) }],
            asList(f.value(0)),
            'multivalue',
          ),
  },
  {
    name: 'toarray',
    summary: 'A value, or several, as a JSON array.',
    syntax: 'toarray(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'toarray(colours)', value: '["red","green"]' }],
    lower: (f) =>
      when(
        [{ when: isOf(f, 'ARRAY'), then: f.text(0) }],
        call('multivalueToJson', 'string', asList(f.value(0)), truth(false)),
        'string',
      ),
  },
  {
    name: 'toobject',
    summary: 'A text that is a JSON object; null where it is none.',
    syntax: 'toobject(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'toobject("{}")', value: '{}' }],
    lower: (f) => when([{ when: isOf(f, 'OBJECT'), then: f.text(0) }], undefined, 'string'),
  },
  {
    name: 'isdouble',
    summary: 'True where the value is a number with a point.',
    syntax: 'isdouble(value)',
    minimum: 1,
    maximum: 1,
    examples: [
      { expression: 'if(isdouble(3.5),1,0)', value: 1 },
      { expression: 'if(isdouble(3),1,0)', value: 0 },
    ],
    lower: (f) =>
      call(
        'coalesce',
        'boolean',
        call('notEqual', 'boolean', f.number(0), call('floor', 'number', f.number(0))),
        truth(false),
      ),
  },
  {
    name: 'ismv',
    summary: 'True where the field has several values.',
    syntax: 'ismv(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'if(ismv(colours),1,0)', value: 1 }],
    lower: (f) => {
      const value = f.value(0);
      return value.type === 'multivalue'
        ? call(
            'coalesce',
            'boolean',
            call('greater', 'boolean', call('listLength', 'number', value), numeral(1)),
            truth(false),
          )
        : truth(false);
    },
  },
  {
    name: 'isarray',
    summary: 'True where the value is a JSON array.',
    syntax: 'isarray(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'if(isarray("[1]"),1,0)', value: 1 }],
    lower: (f) => isOf(f, 'ARRAY'),
  },
  {
    name: 'isobject',
    summary: 'True where the value is a JSON object.',
    syntax: 'isobject(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'if(isobject("{}"),1,0)', value: 1 }],
    lower: (f) => isOf(f, 'OBJECT'),
  },
];
