/** Eval expressions to plan expressions: names become columns, operators follow SPL's typing. */
import {
  and,
  call,
  column,
  convert,
  isNothing,
  not,
  nothing,
  numeral,
  or,
  text,
  truth,
  when,
} from '../../plan/expression.ts';
import { aggregate, findColumn } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { fetchRows, warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import type { FunctionCall } from '../functions/definition.ts';
import { evalFunctionNamed, evalFunctionNames } from '../functions/registry.ts';
import { SearchError, nearestName } from '../syntax/error.ts';
import { printExpression } from '../syntax/printer.ts';
import type { EvalExpression } from '../syntax/tree.ts';
import { matches, prepareMatch, preparePattern } from './regex.ts';
import { asBoolean, asNumber, asText, compare, looksNumeric, unify } from './compare.ts';

/** Where names are looked up: the columns of a relation, and names bound by functions such as mvmap. */
export interface Scope {
  readonly state: CompileState;
  readonly relation: Relation;
  readonly bindings: ReadonlyMap<string, Expression>;
}

export function scopeOf(state: CompileState, relation: Relation): Scope {
  return { state, relation, bindings: new Map() };
}

export function lowerExpression(expression: EvalExpression, scope: Scope): Expression {
  switch (expression.kind) {
    case 'number':
      return numeral(expression.value);
    case 'string':
      return text(expression.value);
    case 'field':
      return lowerField(expression.name, scope);
    case 'call':
      return lowerCall(expression, scope);
    case 'unary': {
      if (expression.operator === 'NOT') return not(lowerCondition(expression.operand, scope));
      const operand = asNumber(lowerExpression(expression.operand, scope));
      if (expression.operator === '+') return operand;
      return operand.kind === 'literal' && typeof operand.value === 'number'
        ? numeral(-operand.value)
        : call('negate', 'number', operand);
    }
    case 'binary':
      return lowerBinary(expression, scope);
    case 'in': {
      const operand = lowerExpression(expression.operand, scope);
      return or(...expression.list.map((item) => compare('=', operand, lowerExpression(item, scope))));
    }
    case 'subsearch': {
      const inner = scope.state.compilePipeline(expression.pipeline, null);
      const { rows } = fetchRows(scope.state, inner, 1, 'subsearch in an expression');
      const value = rows[0]?.[0] ?? null;
      if (value === null) return nothing();
      return typeof value === 'number'
        ? numeral(value)
        : text(typeof value === 'string' || typeof value === 'boolean' ? String(value) : (value[0] ?? ''));
    }
    default:
      throw new Error(`Unknown expression ${JSON.stringify(expression satisfies never)}`);
  }
}

/** An expression that must be a condition: anything else is a positioned error. */
export function lowerCondition(expression: EvalExpression, scope: Scope): Expression {
  const lowered = lowerExpression(expression, scope);
  if (lowered.type === 'boolean') return lowered;
  if (isNothing(lowered)) return nothing('boolean');
  if (expression.kind === 'field' || expression.kind === 'call') {
    // A field may hold "true" or 1 from an earlier step.
    return compare('!=', asText(lowered), text(''));
  }
  throw new SearchError(`${printExpression(expression)} is a value, where a condition is expected.`, {
    position: expression.position,
    length: expression.length,
    hint: 'Compare it with something, for example == 1.',
  });
}

/** An expression that must be a value: a condition becomes the text True or False. */
export function lowerValue(expression: EvalExpression, scope: Scope): Expression {
  const lowered = lowerExpression(expression, scope);
  return lowered.type === 'boolean' ? convert(lowered, 'string') : lowered;
}

export function lowerField(name: string, scope: Scope): Expression {
  const bound = scope.bindings.get(name);
  if (bound !== undefined) return bound;
  const found = findColumn(scope.relation, name);
  if (found !== undefined) return column(found.name, found.type);
  if (evalFunctionNamed(name)?.maximum === 0)
    scope.state.warnings.add(`No event has a field "${name}" at this point of the search. Did you mean ${name}()?`);
  else if (!/^\$.*\$$/.test(name)) warnUnknownField(scope.state, scope.relation, name);
  return nothing();
}

function lowerBinary(expression: EvalExpression & { kind: 'binary' }, scope: Scope): Expression {
  const { operator } = expression;
  switch (operator) {
    case 'AND':
      return and(...chain(expression).map((part) => lowerCondition(part, scope)));
    case 'OR':
      return or(...chain(expression).map((part) => lowerCondition(part, scope)));
    case 'XOR':
      return call('xor', 'boolean', lowerCondition(expression.left, scope), lowerCondition(expression.right, scope));
    case '.':
      return lowerDot(expression, scope);
    default:
  }
  if (operator === '+') return lowerSum(expression, scope);
  const left = lowerExpression(expression.left, scope);
  const right = lowerExpression(expression.right, scope);
  switch (operator) {
    case '=':
    case '==':
      return compare('=', left, right);
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, left, right);
    case 'LIKE':
      return call('like', 'boolean', asText(left), asText(right));
    case '-':
      return call('subtract', 'number', asNumber(left), asNumber(right));
    case '*':
      return call('multiply', 'number', asNumber(left), asNumber(right));
    case '/':
      return call('divide', 'number', asNumber(left), asNumber(right));
    case '%':
      return call('modulo', 'number', asNumber(left), asNumber(right));
    default:
      throw new Error(`Unknown operator ${String(operator)}`);
  }
}

/**
 * `+` adds numbers and joins texts: where every operand is a text that is no number they are joined, else added.
 * A chain is seen as a whole, so that its SQL grows with it and no faster.
 */
function lowerSum(expression: EvalExpression & { kind: 'binary' }, scope: Scope): Expression {
  const operands: EvalExpression[] = [];
  const collect = (one: EvalExpression): void => {
    if (one.kind === 'binary' && one.operator === '+') {
      collect(one.left);
      operands.push(one.right);
    } else operands.push(one);
  };
  collect(expression);
  const values = operands.map((operand) => lowerValue(operand, scope));
  const sum = values.map(asNumber).reduce((a, b) => call('add', 'number', a, b));
  if (values.some((value) => value.type !== 'string' && !isNothing(value))) return sum;
  const isText = (value: Expression): boolean =>
    value.kind === 'literal' && typeof value.value === 'string' && !looksNumeric(value.value);
  const joined = call('concatenate', 'string', ...values.map(asText));
  if (values.some(isText)) return joined;
  const anyNumber = or(...values.map((value) => call('looksNumeric', 'boolean', asText(value))));
  return when([{ when: anyNumber, then: convert(sum, 'string') }], joined, 'string');
}

/** The operands of `a OR b OR c`, side by side: a list of thousands must not nest as deep. */
function chain(expression: EvalExpression & { kind: 'binary' }): EvalExpression[] {
  const parts: EvalExpression[] = [];
  let left: EvalExpression = expression;
  while (left.kind === 'binary' && left.operator === expression.operator) {
    parts.push(left.right);
    ({ left } = left);
  }
  return [left, ...parts.reverse()];
}

/** `a.b` joins two texts; but where a field of that dotted name exists and its parts do not, that field is meant. */
function lowerDot(expression: EvalExpression & { kind: 'binary' }, scope: Scope): Expression {
  const dotted = dottedName(expression);
  if (dotted !== undefined && findColumn(scope.relation, dotted) !== undefined) {
    const first = dotted.split('.')[0] ?? '';
    if (findColumn(scope.relation, first) === undefined) return lowerField(dotted, scope);
  }
  const left = lowerExpression(expression.left, scope);
  const right = lowerExpression(expression.right, scope);
  return call('concatenate', 'string', asText(left), asText(right));
}

function dottedName(expression: EvalExpression): string | undefined {
  if (expression.kind === 'field') return expression.name;
  if (expression.kind !== 'binary' || expression.operator !== '.') return undefined;
  const left = dottedName(expression.left);
  const right = dottedName(expression.right);
  return left === undefined || right === undefined ? undefined : `${left}.${right}`;
}

function lowerCall(expression: EvalExpression & { kind: 'call' }, scope: Scope): Expression {
  const definition = evalFunctionNamed(expression.name);
  if (definition === undefined) {
    const near = nearestName(expression.name, evalFunctionNames());
    throw new SearchError(`There is no eval function "${expression.name}".`, {
      position: expression.position,
      length: expression.name.length,
      hint: near === undefined ? 'The functions are listed under Help.' : `Did you mean ${near}()?`,
      ...(near === undefined ? {} : { replacement: near }),
    });
  }
  const count = expression.arguments.length;
  if (count < definition.minimum || count > definition.maximum) {
    const wanted =
      definition.minimum === definition.maximum
        ? `${definition.minimum}`
        : definition.maximum === Infinity
          ? `at least ${definition.minimum}`
          : `${definition.minimum} to ${definition.maximum}`;
    throw new SearchError(`${expression.name} takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${count}.`, {
      position: expression.position,
      length: expression.length,
      hint: `Write ${definition.syntax} .`,
    });
  }
  try {
    return definition.lower(argumentsOf(expression, scope));
  } catch (error) {
    if (!(error instanceof NeedsLiteral) || error.call !== expression) throw error;
    return lowerForEachValue(expression, error.argument, error.what, scope);
  }
}

/** Thrown where a function wants an argument that is written out, and it is a field or an expression. */
class NeedsLiteral extends Error {
  readonly call: EvalExpression;
  readonly argument: number;
  readonly what: string;
  constructor(of: EvalExpression, argument: number, what: string) {
    super('An argument must be written out.');
    this.call = of;
    this.argument = argument;
    this.what = what;
  }
}

const mostValues = 500;

/** A format or a path that stands in a field: the call is written out for each of its values. One that cannot be read gives null. */
function lowerForEachValue(
  expression: EvalExpression & { kind: 'call' },
  place: number,
  what: string,
  scope: Scope,
): Expression {
  const at = expression.arguments[place] ?? expression;
  const argument = asText(lowerExpressionAt(expression, place, scope));
  const refuse = (problem: string): SearchError =>
    new SearchError(problem, { position: at.position, length: at.length });
  if (JSON.stringify(argument).includes('"kind":"variable"'))
    throw refuse(`${expression.name} needs ${what} as a text or a field here, not a value of a list.`);
  if (scope.state.context.checkOnly) return nothing('string');
  const distinct = aggregate(scope.relation, [{ name: 'value', value: argument }], []);
  const { rows, truncated } = fetchRows(scope.state, distinct, mostValues, `values for ${what} of ${expression.name}`);
  if (truncated) throw refuse(`${what} of ${expression.name} has more than ${mostValues} different values here.`);
  const cases = rows.flatMap(([value]) => {
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const literal: EvalExpression = {
      kind: 'string',
      value: String(value),
      position: at.position,
      length: at.length,
    };
    try {
      const then = lowerCall({ ...expression, arguments: expression.arguments.with(place, literal) }, scope);
      return [{ when: call('equal', 'boolean', argument, text(String(value))), then }];
    } catch (error) {
      if (error instanceof SearchError) return [];
      throw error;
    }
  });
  const { values, type } = unify(cases.map(({ then }) => then));
  return cases.length === 0
    ? nothing('string')
    : when(
        cases.map((one, i) => ({ when: one.when, then: values[i] ?? one.then })),
        undefined,
        type,
      );
}

function argumentsOf(expression: EvalExpression & { kind: 'call' }, scope: Scope): FunctionCall {
  return {
    expression,
    scope,
    state: scope.state,
    value: (i) => lowerExpressionAt(expression, i, scope),
    text: (i) => asText(lowerExpressionAt(expression, i, scope)),
    number: (i) => asNumber(lowerExpressionAt(expression, i, scope)),
    raw: (i) => {
      const argument = expression.arguments[i];
      return argument === undefined ? nothing() : lowerExpression(argument, scope);
    },
    pattern: (i) => {
      const value = asText(lowerExpressionAt(expression, i, scope));
      if (value.kind !== 'literal' || typeof value.value !== 'string') return value;
      return text(preparePattern(value.value, expression.arguments[i] ?? expression).pattern);
    },
    matches: (value, i) => {
      const given = asText(lowerExpressionAt(expression, i, scope));
      return given.kind === 'literal' && typeof given.value === 'string'
        ? matches(prepareMatch(given.value, expression.arguments[i] ?? expression), value)
        : call('regexMatches', 'boolean', value, given);
    },
    condition: (i) => asBoolean(lowerConditionAt(expression, i, scope)),
    all: () => expression.arguments.map((argument) => lowerValue(argument, scope)),
    part: (part) => lowerValue(part, scope),
    body: (part, inner, as) =>
      as === 'condition' ? lowerCondition(part, inner) : convert(lowerValue(part, inner), 'string'),
    literal: (i, what) => {
      const value = lowerExpressionAt(expression, i, scope);
      if (value.kind === 'literal' && value.value !== null && typeof value.value !== 'object')
        return String(value.value);
      throw new NeedsLiteral(expression, i, what);
    },
    unify,
  };
}

function lowerExpressionAt(call: EvalExpression & { kind: 'call' }, i: number, scope: Scope): Expression {
  const argument = call.arguments[i];
  if (argument === undefined) throw new Error(`${call.name} has no argument ${i}.`);
  return lowerValue(argument, scope);
}

function lowerConditionAt(call: EvalExpression & { kind: 'call' }, i: number, scope: Scope): Expression {
  const argument = call.arguments[i];
  if (argument === undefined) return truth(true);
  return lowerCondition(argument, scope);
}
