/** The fields of the events found: how many have them, how many values, and which most. */
import { numeral, call, column, convert, isNotNull } from '../plan/expression.ts';
import { aggregate, filter, limit } from '../plan/relation.ts';
import type { SegmentFacts } from '../plan/catalogue.ts';
import type { Aggregate, Column, Expression, Named, PlanNode, Relation } from '../plan/types.ts';
import type { FieldSummaries, FieldSummary } from '../protocol/index.ts';
import { fieldParts } from './field-parts.ts';
import type { FieldPart } from './field-parts.ts';
import type { ReadRelation } from './timeline.ts';

/** Up to so many distinct values by the quick estimate they are counted exactly: the estimate may be a tenth off. */
const countedExactly = 20_000;
const topValues = 20;
/** A field with more values in a sample is taken to have very many in all. */
const fewInSample = 5_000;

/**
 * Coverage and distinct values of every field that some event has. `sample`, some of the events: tells which fields may have
 * few values, so that the events are gone through once.
 */
export async function readFields(
  relation: Relation,
  columns: readonly Column[],
  read: ReadRelation,
  { sample, facts = [] }: { readonly sample?: Relation | undefined; readonly facts?: readonly SegmentFacts[] } = {},
): Promise<FieldSummaries> {
  const chosen = columns.filter((c) => c.name !== '_raw' && c.name !== '_time');
  const seemFew = sample === undefined ? [] : await fewValued(sample, chosen, read);
  const [[all] = []] = await read(aggregate(relation, [], [number('all', { operation: 'count', arguments: [] })]));
  const fields = new Map<string, FieldSummary>();
  for (const part of fieldParts(relation, chosen, facts))
    for (const field of await readPart(part, read, sample === undefined ? undefined : seemFew))
      fields.set(field.name, field);
  return { eventCount: Number(all ?? 0), fields: chosen.flatMap((c) => fields.get(c.name) ?? []) };
}

/** `seemFew`: fields whose values are counted exactly at once; undefined: those that an estimate says have few. */
async function readPart(
  { relation, columns }: FieldPart,
  read: ReadRelation,
  seemFew: readonly Column[] | undefined,
): Promise<FieldSummary[]> {
  const [counts = []] = await read(
    aggregate(
      relation,
      [],
      columns.flatMap((c, i) => [
        number(`n${i}`, { operation: 'count', arguments: [oneValue(c)] }),
        distinct(`d${i}`, c, seemFew?.includes(c) === true),
      ]),
    ),
  );
  const found = columns
    .map((c, i) => ({ column: c, count: Number(counts[2 * i] ?? 0), distinct: Number(counts[2 * i + 1] ?? 0) }))
    .filter(({ count }) => count > 0);
  const few =
    seemFew === undefined ? found.filter((one) => one.distinct <= countedExactly).map((one) => one.column) : [];
  const [exact = []] =
    few.length === 0
      ? []
      : await read(
          aggregate(
            relation,
            [],
            few.map((c, i) => distinct(`d${i}`, c, true)),
          ),
        );
  return found.map((one): FieldSummary => {
    const at = few.indexOf(one.column);
    const values = at >= 0 ? Number(exact[at] ?? 0) : Math.min(one.count, one.distinct);
    return { name: one.column.name, type: one.column.type, count: one.count, distinct: values, top: [] };
  });
}

async function fewValued(sample: Relation, columns: readonly Column[], read: ReadRelation): Promise<Column[]> {
  const [counts = []] = await read(
    aggregate(
      sample,
      [],
      columns.map((c, i) => distinct(`d${i}`, c, true)),
    ),
  );
  return columns.filter((_, i) => Number(counts[i] ?? 0) <= fewInSample);
}

function distinct(name: string, c: Column, isExact: boolean): Named<Aggregate> {
  const operation = isExact ? 'distinctCount' : 'approximateDistinctCount';
  return number(name, { operation, arguments: [column(c.name, c.type)] });
}

/** One field with its most frequent values (each of a multivalue counts) and, where it has numbers, their range. */
export async function readField(relation: Relation, c: Column, read: ReadRelation): Promise<FieldSummaries> {
  const values = c.type === 'multivalue' ? expanded(relation, c.name) : relation;
  const single: Expression = column(c.name, c.type === 'multivalue' ? 'string' : c.type);
  const value = convert(single, 'string');
  const numbers = convert(single, 'number');
  const [[eventCount, count] = []] = await read(
    aggregate(
      relation,
      [],
      [
        number('all', { operation: 'count', arguments: [] }),
        number('n', { operation: 'count', arguments: [oneValue(c)] }),
      ],
    ),
  );
  const [[distinct, low, high, mean, middle, deviation, numeric] = []] = await read(
    aggregate(
      values,
      [],
      [
        number('distinct', { operation: 'distinctCount', arguments: [value] }),
        number('low', { operation: 'minimum', arguments: [numbers] }),
        number('high', { operation: 'maximum', arguments: [numbers] }),
        number('mean', { operation: 'average', arguments: [numbers] }),
        number('middle', { operation: 'percentile', arguments: [numbers, numeral(50)] }),
        number('deviation', { operation: 'standardDeviation', arguments: [numbers] }),
        number('numbers', { operation: 'count', arguments: [numbers] }),
      ],
    ),
  );
  const grouped = aggregate(
    filter(values, isNotNull(value)),
    [{ name: 'value', value }],
    [number('count', { operation: 'count', arguments: [] })],
  );
  const mostFirst = {
    node: grouped.node,
    order: [
      { expression: column('count', 'number'), direction: 'descending' as const },
      { expression: column('value', 'string'), direction: 'ascending' as const },
    ],
  };
  const top = await read(limit(mostFirst, topValues));
  const summary: FieldSummary = {
    name: c.name,
    type: c.type,
    count: Number(count ?? 0),
    distinct: Number(distinct ?? 0),
    top: top.map(([one, times]) => ({ value: String(one), count: Number(times) })),
    ...(Number(numeric) > 0 && typeof low === 'number' && typeof high === 'number' && typeof mean === 'number'
      ? {
          statistics: {
            minimum: low,
            maximum: high,
            average: mean,
            median: typeof middle === 'number' ? middle : mean,
            standardDeviation: typeof deviation === 'number' ? deviation : null,
          },
        }
      : {}),
  };
  return { eventCount: Number(eventCount ?? 0), fields: [summary] };
}

function number(name: string, value: Omit<Aggregate, 'type'>): Named<Aggregate> {
  return { name, value: { ...value, type: 'number' } };
}

/** What counts an event once, however many values it has. */
function oneValue(c: Column): Expression {
  return c.type === 'multivalue'
    ? call('listItem', 'string', column(c.name, c.type), { kind: 'literal', value: 0, type: 'number' })
    : column(c.name, c.type);
}

function expanded(relation: Relation, name: string): Relation {
  const node: PlanNode = {
    kind: 'expand',
    input: relation.node,
    column: name,
    columns: relation.node.columns.map((c) => (c.name === name ? { ...c, type: 'string' as const } : c)),
  };
  return { node, order: [] };
}
