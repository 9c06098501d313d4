/** Rows of several relations behind each other, matched by field name. */
import { column, convert, numeral } from '../../plan/expression.ts';
import { extend, project, visibleColumns, window } from '../../plan/relation.ts';
import type { Column, FieldType, Relation, SortKey } from '../../plan/types.ts';

const partName = '\u0001part';
const placeName = '\u0001place';
const order: readonly SortKey[] = [
  { expression: column(partName, 'number'), direction: 'ascending' },
  { expression: column(placeName, 'number'), direction: 'ascending' },
];

/** Each relation keeps its own order; a field that has several types becomes text, or several values where one has. */
export function concatenate(parts: readonly Relation[]): Relation {
  const types = new Map<string, FieldType>();
  for (const part of parts) {
    for (const { name, type } of visibleColumns(part)) {
      const before = types.get(name);
      types.set(name, before === undefined || before === type ? type : widest(before, type));
    }
  }
  const inputs = parts.map((part, i) => numbered(part, i, types).node);
  const columns: Column[] = [
    ...[...types].map(([name, type]) => ({ name, type })),
    { name: partName, type: 'number', hidden: true },
    { name: placeName, type: 'number', hidden: true },
  ];
  return { node: { kind: 'union', inputs, columns }, order };
}

function widest(a: FieldType, b: FieldType): FieldType {
  if (a === 'multivalue' || b === 'multivalue') return 'multivalue';
  const both = new Set([a, b]);
  return both.has('time') && both.has('number') ? 'number' : 'string';
}

function numbered(part: Relation, index: number, types: ReadonlyMap<string, FieldType>): Relation {
  const placed = window(
    part,
    [
      {
        name: placeName,
        value: { operation: 'rowNumber', arguments: [], partitionBy: [], orderBy: part.order, type: 'number' },
      },
    ],
    { hidden: true },
  );
  const marked = extend(placed, [{ name: partName, value: numeral(index) }], { hidden: true });
  return project(
    { node: marked.node, order },
    visibleColumns(part).map(({ name, type }) => ({
      name,
      value: convert(column(name, type), types.get(name) ?? type),
    })),
  );
}
