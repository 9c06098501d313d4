/** Writes expressions and conditions back as text that parses to the same tree. */
import type { EvalExpression, Pipeline, Predicate, PredicateValue, StatsCall } from './tree.ts';

/** How a subsearch inside is written; the pipeline printer sets it, since it knows the commands. */
export const pipelinePrinter: { print: (pipeline: Pipeline) => string } = {
  print: () => {
    throw new Error('The pipeline printer is not connected.');
  },
};

const strength: Record<string, number> = {
  OR: 1,
  XOR: 2,
  AND: 3,
  NOT: 4,
  '=': 5,
  '==': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  LIKE: 5,
  IN: 5,
  '.': 6,
  '+': 7,
  '-': 7,
  '*': 8,
  '/': 8,
  '%': 8,
};

export function printExpression(expression: EvalExpression): string {
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'string':
      return quote(expression.value);
    case 'field':
      return printExpressionField(expression.name);
    case 'call':
      return `${expression.name}(${expression.arguments.map(printExpression).join(',')})`;
    case 'unary':
      return expression.operator === 'NOT'
        ? `NOT ${wrap(expression.operand, 4)}`
        : `${expression.operator}${wrap(expression.operand, 9)}`;
    case 'binary': {
      const own = strength[expression.operator] ?? 0;
      const words = /[A-Z.]/.test(expression.operator);
      const gap = words || own >= 7 ? ' ' : '';
      return `${wrap(expression.left, own)}${gap}${expression.operator}${gap}${wrap(expression.right, own + 1)}`;
    }
    case 'in':
      return `${wrap(expression.operand, 6)} IN (${expression.list.map(printExpression).join(', ')})`;
    case 'subsearch':
      return `[${pipelinePrinter.print(expression.pipeline)}]`;
    default:
      return never(expression);
  }
}

function wrap(expression: EvalExpression, needed: number): string {
  const own =
    expression.kind === 'binary'
      ? (strength[expression.operator] ?? 0)
      : expression.kind === 'in'
        ? 5
        : expression.kind === 'unary'
          ? expression.operator === 'NOT'
            ? 4
            : 9
          : 10;
  const text = printExpression(expression);
  return own < needed ? `(${text})` : text;
}

function printExpressionField(name: string): string {
  const plain = /^[\p{L}_@#][\p{L}\p{N}_:@#{}]*$/u.test(name) && !/^(or|and|not|xor|in|like)$/i.test(name);
  if (plain || /^\$[^$\s|]+\$$/.test(name)) return name;
  return `'${name.replace(/[\\']/g, '\\$&')}'`;
}

/** A text in double quotes. */
export function quote(text: string): string {
  return `"${text.replace(/\\(?=["\\]|$)|"/g, '\\$&')}"`;
}

/** A name as a command's argument: bare where it can be. */
export function printName(name: string): string {
  return /^[^\s|[\](),"'=<>!`\\]+$/.test(name) ? name : quote(name);
}

export function printNames(names: readonly string[]): string {
  return names.map(printName).join(', ');
}

export function printPredicate(predicate: Predicate, inside: 'top' | 'and' | 'or' | 'not' = 'top'): string {
  switch (predicate.kind) {
    case 'everything':
      return '*';
    case 'term':
      return predicate.text.replaceAll('"', '\\"');
    case 'phrase':
      return quote(predicate.text);
    case 'directive':
      return `${predicate.directive}(${predicate.text})`;
    case 'comparison':
      return `${printPredicateField(predicate.field)}${predicate.operator}${printValue(predicate.value)}`;
    case 'in':
      return `${printPredicateField(predicate.field)} IN (${predicate.values.map(printValue).join(', ')})`;
    case 'and': {
      const text = predicate.parts.map((part) => printPredicate(part, 'and')).join(' ');
      return inside === 'top' ? text : `(${text})`;
    }
    case 'or': {
      const text = predicate.parts.map((part) => printPredicate(part, 'or')).join(' OR ');
      return inside === 'top' || inside === 'and' ? text : `(${text})`;
    }
    case 'not':
      return `NOT ${printPredicate(predicate.part, 'not')}`;
    case 'subsearch':
      return `[${pipelinePrinter.print(predicate.pipeline)}]`;
    default:
      return never(predicate);
  }
}

function printPredicateField(name: string): string {
  return /^[^\s|[\](),"'=<>!`\\]+$/.test(name) && !/^(AND|OR|NOT)$/.test(name) ? name : quote(name);
}

function printValue(value: PredicateValue): string {
  if (value.subsearch !== undefined) return `[${pipelinePrinter.print(value.subsearch.pipeline)}]`;
  return value.quoted || !/^[^\s|[\](),"'`\\]+$/.test(value.text) ? quote(value.text) : value.text;
}

export function printStatsCall(call: StatsCall): string {
  const { argument } = call;
  // An expression as it was typed: it is the name of the column.
  const isTyped = argument === undefined ? call.label.endsWith('()') : 'kind' in argument;
  const inner =
    argument === undefined || 'kind' in argument
      ? []
      : [/^[^|[\](),"']+$/.test(argument.text) ? argument.text : quote(argument.text)];
  const parts = [...inner, ...call.extra.map(printName)];
  const body = isTyped ? call.label : parts.length > 0 ? `${call.function}(${parts.join(', ')})` : call.function;
  return call.alias ? `${body} AS ${printName(call.alias.text)}` : body;
}

function never(value: never): never {
  throw new Error(`Unknown tree node ${JSON.stringify(value)}`);
}
