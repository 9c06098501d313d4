/** Rows of one relation beside those of another with the same values in some fields: what join and lookup share. */
import { call, column, convert, numeral } from '../../plan/expression.ts';
import { extend, filter, findColumn, hiddenName, join, project, visibleColumns, window } from '../../plan/relation.ts';
import type { Expression, Named, Relation } from '../../plan/types.ts';
import { asText } from './compare.ts';

export interface MatchOptions {
  /** Fields that must be equal, as text. */
  readonly on: readonly { readonly left: string; readonly right: string }[];
  /** Rows without a match: dropped, or kept as they are. */
  readonly keepsUnmatched: boolean;
  /** At most so many matches of a row, the first ones; 0: all. */
  readonly most: number;
  /** Fields of the right side and the names they get; a value that is there replaces the left one's unless `onlyMissing`. */
  readonly take: readonly {
    readonly from: string;
    readonly as: string;
    readonly onlyMissing: boolean;
    /** What is there goes even where nothing matches. */
    readonly clears?: boolean;
  }[];
  readonly ignoresCase: boolean;
}

export function matched(left: Relation, right: Relation, options: MatchOptions): Relation {
  // Its own in each join of a search: the hidden columns of one are still there at the next.
  const placeName = hiddenName(left, 'rightPlace', right);
  const keyName = (i: number): string => `${placeName}.key${i}`;
  const valueName = (i: number): string => `${placeName}.${i}`;
  const key = (relation: Relation, name: string): Expression => {
    const found = findColumn(relation, name);
    const value: Expression =
      found === undefined ? { kind: 'literal', value: null, type: 'string' } : asText(column(found.name, found.type));
    return options.ignoresCase ? call('lower', 'string', value) : value;
  };
  const keys = options.on.map(({ right: name }, i) => ({ name: keyName(i), value: key(right, name) }));
  const carried = options.take.flatMap(({ from }, i) => {
    const found = findColumn(right, from);
    return found === undefined ? [] : [{ name: valueName(i), value: column(found.name, found.type) }];
  });
  const placed = window(
    extend(right, keys, { hidden: true }),
    [
      {
        name: placeName,
        value: {
          operation: 'rowNumber',
          arguments: [],
          partitionBy: keys.map(({ name }) => column(name, 'string')),
          orderBy: right.order,
          type: 'number',
        },
      },
    ],
    { hidden: true },
  );
  const chosen =
    options.most > 0
      ? filter(placed, call('lessOrEqual', 'boolean', column(placeName, 'number'), numeral(options.most)))
      : placed;
  const narrow = project({ node: chosen.node, order: [] }, [
    ...keys.map(({ name }): Named<Expression> => ({ name, value: column(name, 'string') })),
    { name: placeName, value: column(placeName, 'number') },
    ...carried,
  ]);
  const joined: Relation = {
    ...join(
      options.keepsUnmatched ? 'left' : 'inner',
      left,
      narrow,
      options.on.map(({ left: name }, i) => ({
        left: key(left, name),
        right: column(keyName(i), 'string'),
      })),
      narrow.node.columns
        .filter(({ name }) => !keys.some((one) => one.name === name))
        .map((one) => ({ ...one, hidden: true, from: one.name })),
    ),
    order: [...left.order, { expression: column(placeName, 'number'), direction: 'ascending' }],
  };
  return extend(joined, taken(joined, options, valueName));
}

/** The right side's values under their names, over or under those of the left. */
function taken(joined: Relation, options: MatchOptions, valueName: (i: number) => string): Named<Expression>[] {
  const visible = visibleColumns(joined);
  return options.take.flatMap(({ as, onlyMissing, clears = false }, i) => {
    const found = findColumn(joined, valueName(i));
    if (found === undefined) return [];
    const value = column(found.name, found.type);
    const before = visible.find((one) => one.name === as);
    if (before === undefined || clears) return [{ name: as, value }];
    const type =
      before.type === found.type
        ? found.type
        : before.type === 'multivalue' || found.type === 'multivalue'
          ? 'multivalue'
          : 'string';
    const [here, there] = [convert(column(before.name, before.type), type), convert(value, type)];
    return [{ name: as, value: call('coalesce', type, ...(onlyMissing ? [here, there] : [there, here])) }];
  });
}
