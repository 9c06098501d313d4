/** A segment's events as they go to a cluster: every field that a search sees here, those made at search time included. */
import { and, call, column, convert, numeral, text } from '../plan/expression.ts';
import { eventColumns } from '../plan/catalogue.ts';
import type { SegmentFacts } from '../plan/catalogue.ts';
import { aggregate, filter, project } from '../plan/relation.ts';
import type { Column, Expression, FieldType, Named, Relation } from '../plan/types.ts';
import { noTime } from '../sql/clickhouse.ts';
import { fieldKey } from '../sql/clickhouse-schema.ts';
import type { SentField } from '../sql/clickhouse-schema.ts';
import type { StoredColumn } from '../sql/tables.ts';

export interface SentSegment {
  readonly facts: SegmentFacts;
  readonly fields: readonly SentColumn[];
}

interface SentColumn {
  readonly name: string;
  readonly type: FieldType;
  readonly stored: StoredColumn['stored'];
}

/** Digits that a float keeps. */
const largestWhole = 2 ** 53;

export function rangeOf(
  range: { readonly earliest?: number; readonly latest?: number },
  facts: SegmentFacts,
): Relation {
  const fields = fieldsOf(facts);
  return {
    node: { kind: 'scan', segments: [facts.id], ...range, columns: [...eventColumns, ...fields] },
    order: [],
  };
}

function fieldsOf(facts: SegmentFacts): Column[] {
  const all = new Map<string, Column>(facts.fields.map((field) => [field.name, field]));
  for (const { name, value } of facts.derived) all.set(name, { name, type: value.type });
  for (const { name } of eventColumns) all.delete(name);
  return [...all.values()];
}

/** One row: events, the first and last number, characters of text; then the least and greatest value of each field of numbers. */
export function measuring(events: Relation, facts: SegmentFacts): Relation {
  const number = (operation: 'minimum' | 'maximum' | 'sum' | 'count', name: string, of?: Expression): Named<never> =>
    ({ name, value: { operation, arguments: of === undefined ? [] : [of], type: 'number' } }) as Named<never>;
  const id = column('_id', 'number');
  return aggregate(
    events,
    [],
    [
      number('count', 'events'),
      number('minimum', 'first', id),
      number('maximum', 'last', id),
      number('sum', 'length', call('length', 'number', column('_raw', 'string'))),
      ...fieldsOf(facts)
        .filter(({ type }) => type === 'number')
        .flatMap(({ name }) => [
          number('minimum', `least ${name}`, column(name, 'number')),
          number('maximum', `greatest ${name}`, column(name, 'number')),
        ]),
    ],
  );
}

/** `extremes`: the least and greatest value of each field of numbers, as `measuring` gives them. */
export function sentSegment(facts: SegmentFacts, extremes: readonly unknown[]): SentSegment {
  let at = 0;
  const fields = fieldsOf(facts).map(({ name, type }): SentColumn => {
    if (type === 'multivalue') return { name, type, stored: 'VARCHAR[]' };
    if (type !== 'number') return { name, type, stored: 'VARCHAR' };
    const values = extremes.slice(2 * at, 2 * at + 2).filter((value) => value !== null);
    at += 1;
    // Beyond that a number would lose digits, and such are names rather than numbers.
    const isSafe = values.every((value) => typeof value === 'number' && Math.abs(value) <= largestWhole);
    return { name, type, stored: isSafe ? 'DOUBLE' : 'VARCHAR' };
  });
  return { facts, fields };
}

export function fieldsToRegister({ facts, fields }: SentSegment): SentField[] {
  return fields.map(({ name, stored }, place) => ({
    index: facts.index,
    sourcetype: facts.sourcetype,
    name,
    stored,
    place,
  }));
}

/** The columns of the cluster's table, of the events whose numbers lie from `first` to `last`; `offset` is added to each number. */
export function sentRows(
  events: Relation,
  { fields }: SentSegment,
  { first, last, offset }: { readonly first: number; readonly last: number; readonly offset: number },
): Relation {
  const id = column('_id', 'number');
  const chosen = filter(
    events,
    and(call('greaterOrEqual', 'boolean', id, numeral(first)), call('lessOrEqual', 'boolean', id, numeral(last))),
  );
  const plain = (name: string, type: FieldType, otherwise: Expression): Named<Expression> => ({
    name,
    value: call('coalesce', type, column(name, type), otherwise),
  });
  return project(chosen, [
    { name: '_id', value: call('add', 'number', id, numeral(offset)) },
    plain('_time', 'time', { kind: 'literal', value: noTime, type: 'time' }),
    ...['_raw', 'host', 'source', 'sourcetype', 'index'].map((name) => plain(name, 'string', text(''))),
    plain('_indextime', 'number', numeral(0)),
    plain('linecount', 'number', numeral(1)),
    plain('_time_source', 'string', text('')),
    { name: 'fields', value: fieldsJson(fields) },
  ]);
}

/** A JSON object with what each field holds; a JSON null is no value to the cluster. */
function fieldsJson(fields: readonly SentColumn[]): Expression {
  const members = fields.flatMap(({ name, type, stored }) => {
    const value = column(name, type);
    const kept = stored === 'VARCHAR' ? convert(value, 'string') : value;
    return [
      text(JSON.stringify(fieldKey(name))),
      call('coalesce', 'string', call('jsonQuote', 'string', kept), text('null')),
    ];
  });
  return call('jsonObject', 'string', ...members);
}
