/** lookup(): the fields of a lookup's row as a JSON object. https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/ConditionalFunctions */
import { call, column, nothing, text, when } from '../../plan/expression.ts';
import { cellValues } from '../../plan/cell.ts';
import { findColumn, project } from '../../plan/relation.ts';
import type { Expression } from '../../plan/types.ts';
import { fetchRows } from '../compile-state.ts';
import { asText } from '../lower/compare.ts';
import { lookupRows } from '../lower/lookup-rows.ts';
import { SearchError } from '../syntax/error.ts';
import type { EvalExpression } from '../syntax/tree.ts';
import type { EvalFunction, FunctionCall } from './definition.ts';

/** Rows of a lookup that are written out in the search; for more there is the lookup command. */
const mostRows = 2_000;
const between = '\u001f';

export const lookupFunction: EvalFunction = {
  name: 'lookup',
  summary: 'Fields of the row of a lookup that fits, as a JSON object; null where none does.',
  syntax: 'lookup("people.csv", json_object("name", user), json_array("city"))',
  minimum: 3,
  maximum: 3,
  examples: [
    {
      expression: 'lookup("people.csv",json_object("name","ada"),json_array("city"))',
      value: '{"city":"Oslo"}',
    },
    { expression: 'lookup("people.csv",json_object("name","zoe"),json_array("city"))', value: null },
  ],
  lower(f) {
    const [given, inputs, outputs] = f.expression.arguments;
    const keys = pairsOf(inputs, f);
    const names = textsOf(outputs, f);
    const rows = lookupRows({ text: f.literal(0, 'the name of a lookup'), ...placeOf(given, f) }, f.state);
    const field = (name: string): Expression => {
      const found = findColumn(rows, name);
      return found === undefined ? nothing() : asText(column(found.name, found.type));
    };
    const asked = [...keys.map(({ name }) => name), ...names];
    const wanted = project(
      rows,
      asked.map((name, i) => ({ name: `field${i}`, value: field(name) })),
    );
    const { rows: found, truncated } = fetchRows(f.state, wanted, mostRows, 'rows of the lookup');
    if (truncated)
      throw new SearchError(`The lookup has more than ${mostRows.toLocaleString('en')} rows.`, {
        ...placeOf(given, f),
        hint: 'Use the command: | lookup name field OUTPUT field .',
      });
    const answers = new Map<string, string>();
    for (const row of found) {
      const cells = row.map((cell) => cellValues(cell)[0] ?? '');
      const key = cells.slice(0, keys.length).join(between);
      const object = Object.fromEntries(names.map((name, i) => [name, cells[keys.length + i] ?? '']));
      if (!answers.has(key)) answers.set(key, JSON.stringify(object));
    }
    if (answers.size === 0) return nothing();
    const key = call(
      'concatenate',
      'string',
      ...keys.flatMap(({ value }, i) => (i === 0 ? [asText(value)] : [text(between), asText(value)])),
    );
    return when(
      [...answers].map(([one, answer]) => ({ when: call('equal', 'boolean', key, text(one)), then: text(answer) })),
      undefined,
      'string',
    );
  },
};

function placeOf(expression: EvalExpression | undefined, f: FunctionCall): { position: number; length: number } {
  const { position, length } = expression ?? f.expression;
  return { position, length };
}

function pairsOf(expression: EvalExpression | undefined, f: FunctionCall): { name: string; value: Expression }[] {
  const list = argumentsOf(expression, 'json_object', 'json_object("field of the lookup", value)', f);
  return list.flatMap((one, i) => {
    const value = list[i + 1];
    return i % 2 === 0 && one.kind === 'string' && value !== undefined
      ? [{ name: one.value, value: f.part(value) }]
      : [];
  });
}

function textsOf(expression: EvalExpression | undefined, f: FunctionCall): string[] {
  const list = argumentsOf(expression, 'json_array', 'json_array("field of the lookup")', f);
  return list.flatMap((one) => (one.kind === 'string' ? [one.value] : []));
}

function argumentsOf(
  expression: EvalExpression | undefined,
  name: string,
  form: string,
  f: FunctionCall,
): readonly EvalExpression[] {
  if (expression?.kind === 'call' && expression.name === name && expression.arguments.length > 0)
    return expression.arguments;
  throw new SearchError(`lookup takes ${form} here.`, {
    ...placeOf(expression, f),
    hint: `Write ${f.expression.name}("people.csv", json_object("name", user), json_array("city")) .`,
  });
}
