/** Multivalue functions. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/MultivalueEvalFunctions */
import { call, isNull, numeral, text, truth, when } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';
import { asList } from '../lower/compare.ts';
import { parseTimeSpan } from '../relative-time.ts';
import { SearchError } from '../syntax/error.ts';
import type { EvalExpression } from '../syntax/tree.ts';
import type { EvalFunction, FunctionCall } from './definition.ts';

/** Whether an argument is true(), written out. */
export function isTrue(f: FunctionCall, index: number): boolean {
  const argument = f.expression.arguments[index];
  return (
    (argument?.kind === 'call' && argument.name === 'true') ||
    (argument?.kind === 'number' && argument.value === 1) ||
    (argument?.kind === 'string' && argument.value.toLowerCase() === 'true')
  );
}

const list = (f: FunctionCall, i: number): Expression => asList(f.value(i));

function firstField(expression: EvalExpression): string | undefined {
  switch (expression.kind) {
    case 'field':
      return expression.name;
    case 'call':
    case 'in':
      return [...(expression.kind === 'in' ? [expression.operand, ...expression.list] : expression.arguments)]
        .map(firstField)
        .find((name) => name !== undefined);
    case 'unary':
      return firstField(expression.operand);
    case 'binary':
      return firstField(expression.left) ?? firstField(expression.right);
    default:
      return undefined;
  }
}

function each(
  f: FunctionCall,
  field: string,
  over: Expression,
  mode: 'map' | 'filter',
  body: EvalExpression,
): Expression {
  // Names are bound one within the other, so their number makes a name that is free.
  const variable = `item${f.scope.bindings.size + 1}`;
  const scope = {
    ...f.scope,
    bindings: new Map(f.scope.bindings).set(field, { kind: 'variable', name: variable, type: 'string' } as const),
  };
  const lowered = f.body(body, scope, mode === 'filter' ? 'condition' : 'text');
  return { kind: 'each', mode, list: over, variable, body: lowered, type: 'multivalue' };
}

export const multivalueFunctions: readonly EvalFunction[] = [
  {
    name: 'commands',
    summary: 'The names of the commands in a search.',
    syntax: 'commands(search)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'commands("search a | stats count | sort count")', value: ['search', 'stats', 'sort'] }],
    lower: (f) => {
      // A search that does not begin with a command's name begins with search's conditions.
      const whole = when(
        [{ when: call('regexMatches', 'boolean', f.text(0), text('^\\s*(\\||search\\b)')), then: f.text(0) }],
        call('concatenate', 'string', text('search '), f.text(0)),
        'string',
      );
      return call('regexExtractAll', 'multivalue', whole, text('(?:^|\\|)\\s*([A-Za-z]\\w*)'), numeral(1));
    },
  },
  {
    name: 'mv_to_json_array',
    summary: 'The values as a JSON array; true() as the second argument leaves numbers and booleans without quotes.',
    syntax: 'mv_to_json_array(field, true())',
    minimum: 1,
    maximum: 2,
    examples: [
      { expression: 'mv_to_json_array(colours)', value: '["red","green"]' },
      { expression: 'mv_to_json_array(split("1,a",","),true())', value: '[1,"a"]' },
    ],
    lower: (f) => call('multivalueToJson', 'string', list(f, 0), truth(isTrue(f, 1))),
  },
  {
    name: 'split',
    summary: 'A text cut at a separator.',
    syntax: 'split(text, ",")',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'split("a,b",",")', value: ['a', 'b'] }],
    lower: (f) => call('split', 'multivalue', f.text(0), f.text(1)),
  },
  {
    name: 'mvcount',
    summary: 'Number of values; null where there are none.',
    syntax: 'mvcount(field)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'mvcount(split("a,b",","))', value: 2 }],
    lower: (f) =>
      f.value(0).type === 'multivalue'
        ? call('listLength', 'number', f.value(0))
        : when(
            [{ when: isNull(f.value(0)), then: { kind: 'literal', value: null, type: 'number' } }],
            numeral(1),
            'number',
          ),
  },
  {
    name: 'mvindex',
    summary: 'The value, or values, at a place; the first is 0, -1 the last.',
    syntax: 'mvindex(field, start, end)',
    minimum: 2,
    maximum: 3,
    examples: [
      { expression: 'mvindex(split("a,b,c",","),1)', value: 'b' },
      { expression: 'mvindex(split("a,b,c",","),-2,-1)', value: ['b', 'c'] },
    ],
    lower: (f) =>
      f.expression.arguments.length === 2
        ? call('listItem', 'string', list(f, 0), f.number(1))
        : call('listSlice', 'multivalue', list(f, 0), f.number(1), f.number(2)),
  },
  {
    name: 'mvappend',
    summary: 'All values of all arguments in one.',
    syntax: 'mvappend(a, b, ...)',
    minimum: 1,
    maximum: Infinity,
    examples: [{ expression: 'mvappend("a",split("b,c",","))', value: ['a', 'b', 'c'] }],
    lower: (f) => call('listAppend', 'multivalue', ...f.all().map(asList)),
  },
  {
    name: 'mvjoin',
    summary: 'The values as one text with a separator between.',
    syntax: 'mvjoin(field, ",")',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'mvjoin(split("a,b",","),"-")', value: 'a-b' }],
    lower: (f) => call('listJoin', 'string', list(f, 0), f.text(1)),
  },
  {
    name: 'mvsort',
    summary: 'The values in the order of their code points.',
    syntax: 'mvsort(field)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'mvsort(split("b,a",","))', value: ['a', 'b'] }],
    lower: (f) => call('listSort', 'multivalue', list(f, 0)),
  },
  {
    name: 'mvdedup',
    summary: 'Each value once.',
    syntax: 'mvdedup(field)',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'mvdedup(split("a,b,a",","))', value: ['a', 'b'] }],
    lower: (f) => call('listDistinct', 'multivalue', list(f, 0)),
  },
  {
    name: 'mvfind',
    summary: 'The place of the first value that a regular expression matches.',
    syntax: 'mvfind(field, "regex")',
    minimum: 2,
    maximum: 2,
    examples: [{ expression: 'mvfind(split("a,b",","),"b")', value: 1 }],
    lower: (f) => call('listFind', 'number', list(f, 0), f.pattern(1)),
  },
  {
    name: 'mvzip',
    summary: 'Two lists joined value by value.',
    syntax: 'mvzip(a, b, ",")',
    minimum: 2,
    maximum: 3,
    examples: [{ expression: 'mvzip(split("a,b",","),split("1,2",","),":")', value: ['a:1', 'b:2'] }],
    lower: (f) =>
      call('listZip', 'multivalue', list(f, 0), list(f, 1), f.expression.arguments.length > 2 ? f.text(2) : text(',')),
  },
  {
    name: 'mvfilter',
    summary: 'The values for which a condition on the field is true.',
    syntax: 'mvfilter(match(field, "regex"))',
    minimum: 1,
    maximum: 1,
    examples: [{ expression: 'mvjoin(mvfilter(match(colours,"^r")),",")', value: 'red' }],
    lower: (f) => {
      const body = f.expression.arguments[0] ?? f.expression;
      const field = firstField(body);
      if (field === undefined)
        throw new SearchError('mvfilter needs a condition on one field.', {
          position: body.position,
          length: body.length,
        });
      return each(
        f,
        field,
        asList(f.part({ kind: 'field', name: field, position: body.position, length: body.length })),
        'filter',
        body,
      );
    },
  },
  {
    name: 'mvmap',
    summary: 'An expression computed for each value.',
    syntax: 'mvmap(field, field*10)',
    minimum: 2,
    maximum: 3,
    examples: [{ expression: 'mvmap(colours,upper(colours))', value: ['RED', 'GREEN'] }],
    lower: (f) => {
      const over = f.expression.arguments[0] ?? f.expression;
      const body = f.expression.arguments[1] ?? f.expression;
      const field = over.kind === 'field' ? over.name : (firstField(over) ?? firstField(body) ?? '');
      return each(f, field, list(f, 0), 'map', body);
    },
  },
  {
    name: 'mvrange',
    summary: 'Numbers from a start up to but not including an end.',
    syntax: 'mvrange(start, end, step)',
    minimum: 2,
    maximum: 3,
    examples: [{ expression: 'mvrange(1,4)', value: ['1', '2', '3'] }],
    lower: (f) => {
      const third = f.expression.arguments[2];
      if (third?.kind === 'string') {
        const span = parseTimeSpan(third.value);
        const seconds =
          span === undefined
            ? undefined
            : span.kind === 'seconds'
              ? span.seconds
              : span.amount * { day: 86400, week: 604800, month: 2592000, quarter: 7776000, year: 31536000 }[span.unit];
        if (seconds === undefined)
          throw new SearchError(`"${third.value}" is no time span.`, {
            position: third.position,
            length: third.length,
            hint: 'Write for example 1d or 30m.',
          });
        return call('listRange', 'multivalue', f.number(0), f.number(1), numeral(seconds));
      }
      return call('listRange', 'multivalue', f.number(0), f.number(1), third === undefined ? numeral(1) : f.number(2));
    },
  },
];
