/** Comparison as SPL does it: numbers where both sides look like numbers, else text by code point. */
import { and, call, commonType, convert, isNothing, nothing, or, text, truth, when } from '../../plan/expression.ts';
import type { Expression, FieldType, Operation } from '../../plan/types.ts';

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

const operations: Readonly<Record<ComparisonOperator, Operation>> = {
  '=': 'equal',
  '!=': 'notEqual',
  '<': 'less',
  '<=': 'lessOrEqual',
  '>': 'greater',
  '>=': 'greaterOrEqual',
};

/** A text that SPL reads as a number: no blanks around it, decimal, with an exponent at most. */
export function looksNumeric(value: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value);
}

/**
 * `where` and `eval`: case matters. Null when either side is null. Of a multivalue any value may match.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Where
 */
export function compare(operator: ComparisonOperator, left: Expression, right: Expression): Expression {
  if (isNothing(left) || isNothing(right)) return nothing('boolean');
  if (left.type === 'multivalue') return anyValue(left, (value) => compare(operator, value, right));
  if (right.type === 'multivalue') return anyValue(right, (value) => compare(operator, left, value));
  const operation = operations[operator];
  const numbers = (): Expression => call(operation, 'boolean', convert(left, 'number'), convert(right, 'number'));
  const texts = (): Expression => call(operation, 'boolean', convert(left, 'string'), convert(right, 'string'));
  if (left.type === 'time' && right.type === 'time') return call(operation, 'boolean', left, right);
  const leftFits = fitsNumber(left);
  const rightFits = fitsNumber(right);
  if (leftFits === 'always' && rightFits === 'always') {
    // A time against a number: compare instants, so that the scan can skip row groups.
    if (left.type === 'time' && right.kind === 'literal')
      return call(operation, 'boolean', left, convert(right, 'time'));
    return numbers();
  }
  if (leftFits === 'never' || rightFits === 'never') return texts();
  const conditions = [left, right]
    .filter((side) => fitsNumber(side) === 'perhaps')
    .map((side) => call('looksNumeric', 'boolean', side));
  return when([{ when: and(...conditions), then: numbers() }], texts(), 'boolean');
}

function fitsNumber(side: Expression): 'always' | 'never' | 'perhaps' {
  if (side.type === 'number' || side.type === 'time') return 'always';
  if (side.type === 'boolean') return 'never';
  if (side.kind === 'literal' && typeof side.value === 'string') return looksNumeric(side.value) ? 'always' : 'never';
  return 'perhaps';
}

let variables = 0;

/** True when the condition holds for any value of the list. */
export function anyValue(list: Expression, condition: (value: Expression) => Expression): Expression {
  variables += 1;
  const variable = `value${variables}`;
  return {
    kind: 'each',
    mode: 'any',
    list,
    variable,
    body: condition({ kind: 'variable', name: variable, type: 'string' }),
    type: 'boolean',
  };
}

/** Arithmetic's and functions' view of a value: the first value of a multivalue. */
export function asNumber(value: Expression): Expression {
  return convert(value.type === 'multivalue' ? convert(value, 'string') : value, 'number');
}
export function asText(value: Expression): Expression {
  return convert(value, 'string');
}
export function asList(value: Expression): Expression {
  return convert(
    value.type === 'multivalue' || value.type === 'string' ? value : convert(value, 'string'),
    'multivalue',
  );
}
/** A condition; anything that is not one is an error by the caller. */
export function asBoolean(value: Expression): Expression {
  return value.type === 'boolean'
    ? value
    : isNothing(value)
      ? nothing('boolean')
      : compare('!=', asText(value), text(''));
}

/** All as one type, so that they can stand in one CASE or COALESCE. Booleans become text when mixed. */
export function unify(values: readonly Expression[]): {
  readonly values: readonly Expression[];
  readonly type: FieldType;
} {
  const type = commonType(values);
  return {
    values: values.map((value) =>
      type === 'multivalue' ? (isNothing(value) ? nothing(type) : asList(value)) : convert(value, type),
    ),
    type,
  };
}

/**
 * `search`: case does not matter for text, `*` is a wildcard, a value like 10.0.0.0/8 matches addresses inside it.
 * False (never null) where the field is missing.
 * https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Search
 */
export function compareInSearch(
  operator: ComparisonOperator,
  field: Expression,
  value: string,
  quoted: boolean,
): Expression {
  if (field.type === 'multivalue') {
    if (operator === '!=') {
      return and(
        call('not', 'boolean', call('isNull', 'boolean', field)),
        anyValue(field, (one) => compareInSearch('!=', one, value, quoted)),
      );
    }
    return call(
      'coalesce',
      'boolean',
      anyValue(field, (one) => compareInSearch(operator, one, value, quoted)),
      truth(false),
    );
  }
  if (value === '*' && (operator === '=' || operator === '!=')) {
    const there = call('not', 'boolean', call('isNull', 'boolean', field));
    return operator === '=' ? there : and(there, truth(false));
  }
  const condition = searchCondition(operator, field, value);
  return condition;
}

function searchCondition(operator: ComparisonOperator, field: Expression, value: string): Expression {
  if (operator === '!=') {
    return and(
      call('not', 'boolean', call('isNull', 'boolean', field)),
      call('not', 'boolean', searchCondition('=', field, value)),
    );
  }
  const numeric = looksNumeric(value);
  if (operator === '=') {
    if (value.includes('*')) return wildcardMatches(asText(field), value);
    if (numeric && (field.type === 'number' || field.type === 'time')) {
      return compare('=', field, { kind: 'literal', value: Number(value), type: 'number' });
    }
    if (field.type === 'number' && !numeric) return and(truth(false), call('isNull', 'boolean', field));
    const textual = call('equal', 'boolean', call('lower', 'string', asText(field)), text(value.toLowerCase()));
    if (isCidr(value)) return or(textual, call('cidrMatch', 'boolean', text(value), asText(field)));
    if (!numeric) return textual;
    return or(
      textual,
      call(
        'coalesce',
        'boolean',
        call('equal', 'boolean', convert(field, 'number'), { kind: 'literal', value: Number(value), type: 'number' }),
        truth(false),
      ),
    );
  }
  return compare(operator, field, numeric ? { kind: 'literal', value: Number(value), type: 'number' } : text(value));
}

function isCidr(value: string): boolean {
  return /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*)\/\d{1,3}$/i.test(value);
}

/** `*` stands for any text; case does not matter. */
export function wildcardMatches(operand: Expression, pattern: string): Expression {
  const lowered = call('lower', 'string', operand);
  const parts = pattern.toLowerCase().split(/\*+/);
  if (parts.length === 2 && parts[0] === '' && parts[1] !== undefined)
    return call('endsWith', 'boolean', lowered, text(parts[1]));
  if (parts.length === 2 && parts[1] === '' && parts[0] !== undefined)
    return call('startsWith', 'boolean', lowered, text(parts[0]));
  if (parts.length === 3 && parts[0] === '' && parts[2] === '' && parts[1] !== undefined)
    return call('contains', 'boolean', lowered, text(parts[1]));
  return call('like', 'boolean', lowered, text(parts.map((part) => part.replace(/[\\%_]/g, '\\$&')).join('%')));
}
