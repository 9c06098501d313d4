/** cluster: events whose text is alike become one group. */
import { call, column, convert, numeral } from '../../plan/expression.ts';
import { aggregate, extend, filter, findColumn, project, visibleColumns } from '../../plan/relation.ts';
import { warnUnknownField } from '../compile-state.ts';
import { defineCommand } from '../command.ts';
import { printOptions } from '../command-parser.ts';
import { asText } from '../lower/compare.ts';
import { computedColumns } from '../lower/computed-columns.ts';
import { matched } from '../lower/matched.ts';

const optionKinds = {
  t: 'number',
  delims: 'text',
  showcount: 'boolean',
  countfield: 'text',
  labelfield: 'text',
  field: 'text',
  labelonly: 'boolean',
  match: 'text',
} as const;

export const cluster = defineCommand<Readonly<Record<string, string>>>({
  name: 'cluster',
  help: {
    summary: 'Groups events whose text is alike and keeps one of each group.',
    syntax:
      'cluster [t=<0..1>] [showcount=<bool>] [field=<field>] [labelonly=<bool>] [match=termlist|termset|ngramset]',
    options: [
      { name: 't', summary: 'How alike events must be; 1 is the same words. Default 0.8.' },
      { name: 'showcount', summary: 'Add the size of the group as cluster_count. Default false.' },
      { name: 'labelonly', summary: 'Keep all events and add the number of their group. Default false.' },
      {
        name: 'match',
        summary: 'termlist (words in order), termset (words) or ngramset (three letters). Default termlist.',
      },
      { name: 'field', summary: 'Field to look at. Default _raw.' },
      { name: 'countfield', summary: 'Default cluster_count.' },
      { name: 'labelfield', summary: 'Default cluster_label.' },
    ],
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Cluster',
    examples: [
      {
        search:
          '| makeresults format=csv data="m\nuser ann logged in from here\ndisk full\nuser bob logged in from here" | cluster field=m t=0.7 showcount=t | table m cluster_count cluster_label',
        explanation: 'Two kinds of message.',
        columns: ['m', 'cluster_count', 'cluster_label'],
        rows: [
          ['user ann logged in from here', 2, 1],
          ['disk full', 1, 2],
        ],
      },
    ],
  },
  parse(parser) {
    const options = parser.options(optionKinds);
    parser.refuseUnknownOption(Object.keys(optionKinds));
    return options;
  },
  print: (options) => printOptions(options).join(' '),
  lower(input, options, state) {
    const source = options.field ?? '_raw';
    const found = findColumn(input, source);
    if (found === undefined) {
      warnUnknownField(state, input, source);
      return input;
    }
    const label = options.labelfield ?? 'cluster_label';
    const firstName = '\u0001first';
    const labelled = computedColumns(
      input,
      {
        reads: [asText(column(found.name, found.type))],
        makes: [
          { name: label, type: 'number' },
          { name: firstName, type: 'number' },
        ],
        begin: () => {
          const groups = new Groups(Number(options.t ?? 0.8), options.match ?? 'termlist', options.delims);
          return ([text]) => (typeof text === 'string' ? groups.place(text) : [null, 0]);
        },
        purpose: 'groups of like events',
      },
      state,
    );
    const hide = (relation: typeof labelled): typeof labelled =>
      project(
        relation,
        visibleColumns(relation)
          .filter((one) => one.name !== firstName)
          .map((one) => ({ name: one.name, value: column(one.name, one.type) })),
      );
    if (options.labelonly === 'true') return hide(labelled);
    const heads = hide(filter(labelled, call('equal', 'boolean', column(firstName, 'number'), numeral(1))));
    if (options.showcount !== 'true') return heads;
    const countName = options.countfield ?? 'cluster_count';
    const counts = aggregate(
      labelled,
      [{ name: label, value: column(label, 'number') }],
      [{ name: countName, value: { operation: 'count', arguments: [], type: 'number' } }],
    );
    const counted = matched(heads, counts, {
      on: [{ left: label, right: label }],
      keepsUnmatched: true,
      most: 1,
      take: [{ from: countName, as: countName, onlyMissing: false }],
      ignoresCase: false,
    });
    return extend(counted, [{ name: countName, value: convert(column(countName, 'number'), 'number') }]);
  },
});

const mostGroups = 10_000;

/** Each event goes to the group whose first event it is most like, if that is like enough. */
class Groups {
  readonly #threshold: number;
  readonly #match: string;
  readonly #delimiters: RegExp;
  readonly #known: { readonly terms: readonly string[]; readonly set: ReadonlySet<string> }[] = [];
  /** Groups by a term of their first event, so that not all have to be compared. */
  readonly #byTerm = new Map<string, number[]>();

  constructor(threshold: number, match: string, delimiters: string | undefined) {
    this.#threshold = threshold;
    this.#match = match;
    this.#delimiters =
      delimiters === undefined ? /[^\p{L}\p{N}_]+/u : new RegExp(`[${delimiters.replaceAll(/[\]\\^-]/g, '\\$&')}\\s]+`);
  }

  /** The group's number from 1, and 1 where the event is the first of it. */
  place(text: string): readonly [number, number] {
    const terms = this.#termsOf(text);
    const set = new Set(terms);
    const candidates = new Map<number, number>();
    for (const term of set)
      for (const group of this.#byTerm.get(term) ?? []) candidates.set(group, (candidates.get(group) ?? 0) + 1);
    let [best, likeness] = [-1, this.#threshold];
    for (const [group, shared] of candidates) {
      const other = this.#known[group];
      if (other === undefined) continue;
      // The number of shared terms bounds the likeness: most groups need no closer look.
      if ((2 * shared) / (set.size + other.set.size) < likeness && this.#match !== 'termlist') continue;
      const found = this.#likeness({ terms, set }, other, shared);
      if (found >= likeness && (best < 0 || found > likeness)) [best, likeness] = [group, found];
    }
    if (best >= 0) return [best + 1, 0];
    if (this.#known.length >= mostGroups) return [mostGroups, 0];
    const group = this.#known.push({ terms, set }) - 1;
    for (const term of set) this.#byTerm.set(term, [...(this.#byTerm.get(term) ?? []), group]);
    return [group + 1, 1];
  }

  #termsOf(text: string): readonly string[] {
    if (this.#match === 'ngramset') {
      const grams = new Set<string>();
      for (let i = 0; i + 3 <= text.length && i < 10_000; i += 1) grams.add(text.slice(i, i + 3));
      return [...grams];
    }
    return text
      .slice(0, 10_000)
      .split(this.#delimiters)
      .filter((term) => term !== '');
  }

  #likeness(
    a: { readonly terms: readonly string[]; readonly set: ReadonlySet<string> },
    b: { readonly terms: readonly string[]; readonly set: ReadonlySet<string> },
    shared: number,
  ): number {
    if (this.#match !== 'termlist') return (2 * shared) / (a.set.size + b.set.size);
    const longer = Math.max(a.terms.length, b.terms.length);
    if (longer === 0) return 1;
    return a.terms.filter((term, i) => b.terms[i] === term).length / longer;
  }
}
