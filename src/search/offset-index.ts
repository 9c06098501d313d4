/** Where in time a row of a long list of events is, so that a page in its middle need not be counted from its beginning. */
import { call, column, isNotNull, numeral } from '../plan/expression.ts';
import { aggregate, filter } from '../plan/relation.ts';
import type { ScanNode } from '../plan/types.ts';
import type { TimeShares } from './time-shares.ts';
import type { ReadRelation } from './timeline.ts';

export interface Place {
  /** Epoch microseconds; latest is exclusive. */
  readonly earliest: number | undefined;
  readonly latest: number | undefined;
  /** Rows of the stretch that stand before the wanted ones. */
  readonly skip: number;
}

interface Mark {
  readonly time: number;
  /** Events at the time or after it. */
  readonly events: number;
}

const stretches = 1000;
/** Events that the first pages are read from. */
const newest = 20_000;

export class OffsetIndex {
  readonly #scan: ScanNode;
  readonly #shares: TimeShares;
  readonly #read: ReadRelation;
  /** Newest first. */
  #marks: readonly Mark[] = [];
  #isWhole = false;

  constructor(scan: ScanNode, shares: TimeShares, read: ReadRelation) {
    this.#scan = scan;
    this.#shares = shares;
    this.#read = read;
  }

  /** Undefined where rows without a time are among the wanted. */
  async locate(offset: number, count: number): Promise<Place | undefined> {
    if (this.#marks.length === 0) this.#marks = [await this.#markNewest()];
    if (!this.#isWhole && offset + count > (this.#marks.at(-1)?.events ?? 0)) {
      this.#marks = await this.#markAll();
      this.#isWhole = true;
    }
    const end = this.#marks.find(({ events }) => events >= offset + count);
    if (end === undefined) return undefined;
    const before = this.#marks.filter(({ events }) => events <= offset).at(-1);
    return { earliest: end.time, latest: before?.time ?? this.#scan.latest, skip: offset - (before?.events ?? 0) };
  }

  async #markNewest(): Promise<Mark> {
    const time = this.#shares.timeAt(Math.min(1, newest / this.#shares.events));
    const { earliest: _before, ...scan } = this.#scan;
    const [[events] = []] = await this.#read(
      aggregate({ node: { ...scan, earliest: time }, order: [] }, [], [counted]),
    );
    return { time, events: Number(events ?? 0) };
  }

  async #markAll(): Promise<Mark[]> {
    const time = column('_time', 'time');
    const span = Math.max(1, Math.ceil((this.#shares.latest - this.#shares.earliest) / stretches)) / 1e6;
    const rows = await this.#read(
      aggregate(
        filter({ node: this.#scan, order: [] }, isNotNull(time)),
        [{ name: 'stretch', value: call('timeBucketOrdinal', 'number', time, numeral(span)) }],
        [counted],
      ),
    );
    let events = 0;
    return rows
      .map(([stretch, count]) => ({ time: Math.round(Number(stretch) * span * 1e6), count: Number(count) }))
      .sort((a, b) => b.time - a.time)
      .map((one) => ({ time: one.time, events: (events += one.count) }));
  }
}

const counted = { name: 'count', value: { operation: 'count', arguments: [], type: 'number' } } as const;
