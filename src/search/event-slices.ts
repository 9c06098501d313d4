/** The events of a search in slices of time, newest first: each about as long to search as a person waits without noticing. */
import { column, isNull } from '../plan/expression.ts';
import { filter } from '../plan/relation.ts';
import type { PlanNode, Relation, ScanNode } from '../plan/types.ts';
import type { TimeShares } from './time-shares.ts';

export interface Slice {
  readonly relation: Relation;
  /** Of the events with a time, looked at once this slice is through: 0 .. 1. */
  readonly share: number;
}

/** Events in the first slice; fewer are searched at once. */
const first = 50_000;
/** Milliseconds that a slice should take. */
const wanted = 100;
/** Of all events, what slices grow to however slow the search is, so that they do not become very many. */
const smallest = 1 / 10;

/**
 * Ask for the next slice when the one before was searched: how long that took says how large it is. Together they hold every
 * row of the relation once, and in its order, if that is by time, newest first.
 */
export function* slicesOf(relation: Relation, shares: TimeShares | undefined): Generator<Slice, void, void> {
  const scan = scanOf(relation.node);
  if (scan === undefined || shares === undefined || shares.events < 2 * first || !isNewestFirst(relation, scan)) {
    yield { relation, share: 1 };
    return;
  }
  let size = first / shares.events;
  let done = 0;
  let { latest } = scan;
  while (done < 1) {
    done = done + size > 0.95 ? 1 : done + size;
    const from = done === 1 ? scan.earliest : shares.timeAt(done);
    // Many events of one instant: none is left before it for this slice.
    if (from !== undefined && latest !== undefined && from >= latest) continue;
    const started = performance.now();
    yield { relation: withRange(relation, scan, from, latest), share: done };
    const took = Math.max(1, performance.now() - started);
    // The first slices are mostly the cost of asking at all.
    size = Math.max(Math.min(smallest, 2 * size), size * Math.min(4, wanted / took));
    latest = from;
  }
  // A bound leaves events without a time out; the whole had none.
  if (scan.earliest === undefined && scan.latest === undefined) {
    const untimed = filter({ node: scan, order: [] }, isNull(column('_time', 'time')));
    yield { relation: withScan(relation, scan, untimed.node), share: 1 };
  }
}

/** The scan below steps that give a row at most for each of its own. */
export function scanOf(node: PlanNode): ScanNode | undefined {
  if (node.kind === 'scan') return node;
  return node.kind === 'filter' || node.kind === 'project' || node.kind === 'extend' ? scanOf(node.input) : undefined;
}

export function isNewestFirst(relation: Relation, scan: ScanNode): boolean {
  const [time, id] = relation.order;
  const isBy = (key: typeof time, name: string): boolean =>
    key !== undefined &&
    key.direction === 'descending' &&
    (key.nulls ?? 'last') === 'last' &&
    key.expression.kind === 'column' &&
    originOf(relation.node, key.expression.name, scan) === name;
  return relation.order.length === 2 && isBy(time, '_time') && isBy(id, '_id');
}

/** The scan's column that a step shows under a name, unchanged. */
function originOf(node: PlanNode, name: string, scan: ScanNode): string | undefined {
  if (node === scan) return name;
  if (node.kind === 'filter') return originOf(node.input, name, scan);
  if (node.kind !== 'project' && node.kind !== 'extend') return undefined;
  const made = node.expressions.find((one) => one.name === name)?.value;
  if (made === undefined) return node.kind === 'extend' ? originOf(node.input, name, scan) : undefined;
  return made.kind === 'column' ? originOf(node.input, made.name, scan) : undefined;
}

/** The same steps over a part of the scan's range. Bounds are epoch microseconds, the latest is exclusive. */
export function withRange(
  relation: Relation,
  scan: ScanNode,
  earliest: number | undefined,
  latest: number | undefined,
): Relation {
  const { earliest: _from, latest: _to, ...rest } = scan;
  return withScan(relation, scan, {
    ...rest,
    ...(earliest === undefined ? {} : { earliest }),
    ...(latest === undefined ? {} : { latest }),
  });
}

/** The same steps over another node in the scan's place. */
export function withScan(relation: Relation, scan: ScanNode, replacement: PlanNode): Relation {
  const replace = (node: PlanNode): PlanNode => {
    if (node === scan) return replacement;
    return node.kind === 'filter' || node.kind === 'project' || node.kind === 'extend'
      ? { ...node, input: replace(node.input) }
      : node;
  };
  return { ...relation, node: replace(relation.node) };
}
