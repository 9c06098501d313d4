/** Comparison and conditional functions. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/ConditionalFunctions */
import { and, call, convert, isNothing, isNull, not, nothing, or, text, truth, when } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';
import { anyValue, asText, compare } from '../lower/compare.ts';
import { lowerPredicateText } from '../lower/predicate.ts';
import { SearchError } from '../syntax/error.ts';
import type { EvalFunction, FunctionCall } from './definition.ts';
import { lookupFunction } from './lookup.ts';

/** Conditions and values come in pairs; one left over is a mistake. */
function pairsOf(f: FunctionCall): number {
  const given = f.expression.arguments;
  const last = given.at(-1);
  if (given.length % 2 === 1 && last !== undefined)
    throw new SearchError(
      `${f.expression.name} takes conditions and values in turn; the last condition has no value.`,
      {
        position: last.position,
        length: last.length,
        hint: `A default is written ${f.expression.name}(..., true(), "other").`,
      },
    );
  return given.length / 2;
}

export const conditionalFunctions: readonly EvalFunction[] = [
  {
    name: 'if',
    summary: 'One value where a condition is true, another where it is not.',
    syntax: 'if(condition, then, else)',
    minimum: 3,
    maximum: 3,
    examples: [
      { expression: 'if(5>3,"big","small")', value: 'big' },
      { expression: 'if(null()>3,"big","small")', value: 'small' },
    ],
    lower: (f) => {
      const {
        values: [then, otherwise],
        type,
      } = f.unify([f.value(1), f.value(2)]);
      if (then === undefined || otherwise === undefined) throw new Error('if has three arguments');
      return when([{ when: f.condition(0), then }], otherwise, type);
    },
  },
  {
    name: 'case',
    summary: 'The value behind the first condition that is true; null where none is.',
    syntax: 'case(condition, value, ...)',
    minimum: 2,
    maximum: Infinity,
    examples: [
      { expression: 'case(1=2,"a",2=2,"b",true(),"c")', value: 'b' },
      { expression: 'case(1=2,"a")', value: null },
    ],
    lower: (f) => {
      const count = pairsOf(f);
      const { values, type } = f.unify(Array.from({ length: count }, (_, i) => f.value(2 * i + 1)));
      return when(
        values.map((then, i) => ({ when: f.condition(2 * i), then })),
        undefined,
        type,
      );
    },
  },
  {
    name: 'validate',
    summary: 'The value behind the first condition that is false; null where all are true.',
    syntax: 'validate(condition, value, ...)',
    minimum: 2,
    maximum: Infinity,
    examples: [{ expression: 'validate(1=1,"first",1=2,"second")', value: 'second' }],
    lower: (f) => {
      const count = pairsOf(f);
      const { values, type } = f.unify(Array.from({ length: count }, (_, i) => f.value(2 * i + 1)));
      return when(
        values.map((then, i) => ({ when: not(call('coalesce', 'boolean', f.condition(2 * i), truth(false))), then })),
        undefined,
        type,
      );
    },
  },
  {
    name: 'coalesce',
    summary: 'The first argument that is not null.',
    syntax: 'coalesce(value, ...)',
    minimum: 1,
    maximum: Infinity,
    examples: [{ expression: 'coalesce(null(),"b","c")', value: 'b' }],
    lower: (f) => {
      const given = f.all().filter((value) => !isNothing(value));
      const { values, type } = f.unify(given);
      return values.length === 0
        ? nothing()
        : values.length === 1 && values[0]
          ? values[0]
          : call('coalesce', type, ...values);
    },
  },
  {
    name: 'nullif',
    summary: 'Null where both are equal, else the first.',
    syntax: 'nullif(a, b)',
    minimum: 2,
    maximum: 2,
    examples: [
      { expression: 'nullif("a","a")', value: null },
      { expression: 'nullif("a","b")', value: 'a' },
    ],
    lower: (f) =>
      when(
        [{ when: compare('=', f.value(0), f.value(1)), then: nothing(f.value(0).type) }],
        f.value(0),
        f.value(0).type,
      ),
  },
  {
    name: 'in',
    summary: 'True where the first argument equals one of the others.',
    syntax: 'in(value, list, ...)',
    minimum: 2,
    maximum: Infinity,
    examples: [{ expression: 'if(in("b","a","b"),1,0)', value: 1 }],
    lower: (f) =>
      or(
        ...f
          .all()
          .slice(1)
          .map((item) => compare('=', f.value(0), item)),
      ),
  },
  {
    name: 'like',
    summary: 'True where the text fits a pattern in which % is any text and _ one character.',
    syntax: 'like(text, pattern)',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'if(like("web-01","web-__"),1,0)', value: 1 }],
    lower: (f) => anyOf(f.value(0), (value) => call('like', 'boolean', value, f.text(1))),
  },
  {
    name: 'match',
    summary: 'True where a regular expression matches anywhere in the text.',
    syntax: 'match(text, "regex")',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'if(match("10.0.0.1","^\\d+\\."),1,0)', value: 1 }],
    lower: (f) => anyOf(f.value(0), (value) => f.matches(value, 1)),
  },
  {
    name: 'cidrmatch',
    summary: 'True where an address lies in a network.',
    syntax: 'cidrmatch("10.0.0.0/8", address)',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'if(cidrmatch("10.1.0.0/16","10.1.2.3"),1,0)', value: 1 }],
    lower: (f) => anyOf(f.value(1), (value) => call('cidrMatch', 'boolean', f.text(0), value)),
  },
  {
    name: 'searchmatch',
    summary: 'True where the row fits a search condition.',
    syntax: 'searchmatch("status=404 user=a*")',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'if(searchmatch("user=AL*"),"yes","no")', value: 'yes' }],
    lower: (f) => lowerPredicateText(f.literal(0, 'the condition'), f.scope.relation, f.state, f.expression),
  },
  lookupFunction,
  {
    name: 'true',
    summary: 'True.',
    syntax: 'true()',
    minimum: 0,
    maximum: 0,
    examples: [{ expression: 'if(true(),1,0)', value: 1 }],
    lower: () => truth(true),
  },
  {
    name: 'false',
    summary: 'False.',
    syntax: 'false()',
    minimum: 0,
    maximum: 0,
    examples: [{ expression: 'if(false(),1,0)', value: 0 }],
    lower: () => truth(false),
  },
  {
    name: 'null',
    summary: 'No value.',
    syntax: 'null()',
    minimum: 0,
    maximum: 0,
    examples: [{ expression: 'coalesce(null(),1)', value: 1 }],
    lower: () => nothing(),
  },
  {
    name: 'isnull',
    summary: 'True where there is no value.',
    syntax: 'isnull(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'if(isnull(null()),1,0)', value: 1 }],
    lower: (f) => isNull(f.value(0)),
  },
  {
    name: 'isnotnull',
    summary: 'True where there is a value.',
    syntax: 'isnotnull(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'if(isnotnull("a"),1,0)', value: 1 }],
    lower: (f) => not(isNull(f.value(0))),
  },
  {
    name: 'isnum',
    summary: 'True where the value is a number.',
    syntax: 'isnum(value)',
    minimum: 1,
    maximum: 1,
    examples: [
      { expression: 'if(isnum("1.5"),1,0)', value: 1 },
      { expression: 'if(isnum("x"),1,0)', value: 0 },
    ],
    lower: (f) => isNumeric(f.value(0)),
  },
  {
    name: 'isint',
    summary: 'True where the value is a whole number.',
    syntax: 'isint(value)',
    minimum: 1,
    maximum: 1,
    examples: [
      { expression: 'if(isint(4),1,0)', value: 1 },
      { expression: 'if(isint(4.5),1,0)', value: 0 },
    ],
    lower: (f) =>
      and(isNumeric(f.value(0)), call('equal', 'boolean', f.number(0), call('floor', 'number', f.number(0)))),
  },
  {
    name: 'isstr',
    summary: 'True where the value is a text that is not a number.',
    syntax: 'isstr(value)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'if(isstr("x"),1,0)', value: 1 }],
    lower: (f) => and(not(isNull(f.value(0))), not(isNumeric(f.value(0)))),
  },
  {
    name: 'isbool',
    summary: 'True where the argument is a condition.',
    syntax: 'isbool(value)',
    minimum: 1,
    maximum: 1,
    examples: [
      { expression: 'if(isbool(1==1),1,0)', value: 1 },
      { expression: 'if(isbool("x"),1,0)', value: 0 },
    ],
    lower: (f) => truth(f.raw(0).type === 'boolean'),
  },
  {
    name: 'typeof',
    summary: 'Number, String, Boolean or Invalid (no value).',
    syntax: 'typeof(value)',
    minimum: 1,
    maximum: 1,
    examples: [
      { expression: 'typeof(12)', value: 'Number' },
      { expression: 'typeof("x1")', value: 'String' },
      { expression: 'typeof(1==2)', value: 'Boolean' },
    ],
    lower: (f) => {
      const value = f.raw(0);
      if (value.type === 'boolean') return text('Boolean');
      return when(
        [
          { when: isNull(value), then: text('Invalid') },
          { when: isNumeric(value), then: text('Number') },
        ],
        text('String'),
        'string',
      );
    },
  },
];

/** Of several values any may fit. */
function anyOf(value: Expression, condition: (one: Expression) => Expression): Expression {
  return value.type === 'multivalue' ? anyValue(value, condition) : condition(asText(value));
}

function isNumeric(value: Expression): Expression {
  if (value.type === 'number' || value.type === 'time') return not(isNull(value));
  return call('coalesce', 'boolean', call('looksNumeric', 'boolean', convert(value, 'string')), truth(false));
}
