/** concurrency: how many events were under way when an event began. */
import { column, convert } from '../../plan/expression.ts';
import { extend, findColumn, sort } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';
import { warnUnknownField } from '../compile-state.ts';
import type { CompileState } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { computedColumns } from '../lower/computed-columns.ts';

const optionKinds = { duration: 'text', start: 'text', output: 'text' } as const;

export const concurrency = defineCommand<Readonly<Record<string, string>>>({
  name: 'concurrency',
  help: {
    summary: 'How many events were under way when each event began, itself included.',
    syntax: 'concurrency duration=<field> [start=<field>] [output=<field>]',
    options: [
      { name: 'duration', summary: 'Field with the length of an event, in seconds.' },
      { name: 'start', summary: 'Field with the start of an event. Default _time.' },
      { name: 'output', summary: 'Field to write to. Default concurrency.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Concurrency',
    examples: [
      {
        search:
          '| makeresults format=csv data="t,d\n0,10\n5,10\n12,1" | concurrency duration=d start=t | table t concurrency',
        explanation: 'At 5 two are under way, at 12 the first is over.',
        columns: ['t', 'concurrency'],
        rows: [
          ['0', 1],
          ['5', 2],
          ['12', 2],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    parser.refuseUnknownOption(Object.keys(optionKinds));
    if (options.duration === undefined) throw parser.scanner.unexpected('duration=<field>');
    return options;
  },
  print: (options) => printOptions(options).join(' '),
  lower(input, options, state) {
    const start = numberOf(input, options.start ?? '_time', state);
    const duration = numberOf(input, options.duration ?? '', state);
    if (start === undefined || duration === undefined) return input;
    const startName = '\u0001start';
    const started = extend(input, [{ name: startName, value: start }], { hidden: true });
    const byStart = sort(started, [{ expression: column(startName, 'number'), direction: 'ascending' }]);
    const counted = computedColumns(
      byStart,
      {
        reads: [start, duration],
        makes: [{ name: options.output ?? 'concurrency', type: 'number' }],
        begin: () => {
          const ends = new EarliestFirst();
          return ([from, length]) => {
            if (typeof from !== 'number') return [null];
            while (ends.size > 0 && ends.first < from) ends.remove();
            ends.add(from + (typeof length === 'number' ? length : 0));
            return [ends.size];
          };
        },
        purpose: 'events under way',
      },
      state,
    );
    // Without a time the rows are as they came; events stand newest first.
    return (options.start ?? '_time') === '_time'
      ? sort(counted, [
          { expression: column('_time', findColumn(counted, '_time')?.type ?? 'time'), direction: 'descending' },
        ])
      : counted;
  },
});

function numberOf(relation: Relation, name: string, state: CompileState): Expression | undefined {
  const found = findColumn(relation, name);
  if (found === undefined) warnUnknownField(state, relation, name);
  return found === undefined ? undefined : convert(column(found.name, found.type), 'number');
}

/** A binary heap of numbers. */
class EarliestFirst {
  readonly #items: number[] = [];

  get size(): number {
    return this.#items.length;
  }
  get first(): number {
    return this.#items[0] ?? Infinity;
  }
  #at(i: number): number {
    return this.#items[i] ?? Infinity;
  }
  #swap(i: number, j: number): void {
    [this.#items[i], this.#items[j]] = [this.#at(j), this.#at(i)];
  }
  add(item: number): void {
    this.#items.push(item);
    for (let i = this.size - 1; i > 0;) {
      const parent = (i - 1) >> 1;
      if (this.#at(parent) <= this.#at(i)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }
  remove(): void {
    const last = this.#items.pop();
    if (last === undefined || this.size === 0) return;
    this.#items[0] = last;
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2];
      const smaller = this.#at(right) < this.#at(left) ? right : left;
      if (smaller >= this.size || this.#at(i) <= this.#at(smaller)) return;
      this.#swap(i, smaller);
      i = smaller;
    }
  }
}
