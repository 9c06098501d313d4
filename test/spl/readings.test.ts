/** Searches with macros and tokens that are not known: `check` must take them as they stand in apps and dashboards. */
import { describe, expect, test } from 'vitest';
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts';
import { compileSearch, parseSearch } from '../../src/spl/compile.ts';
import { printPipeline } from '../../src/spl/pipeline-parser.ts';
import { SearchError } from '../../src/spl/syntax/error.ts';
import { emptyCatalogue } from '../../src/store/catalogue.ts';

const context = {
  knowledge: emptyKnowledge,
  checkOnly: true,
  now: 1_773_576_000,
  timeZone: 'UTC',
  range: {},
  catalogue: emptyCatalogue.facts,
  defaultIndexes: ['*'],
  answers: new Map(),
};

describe('with stand-ins', () => {
  test.each([
    'index=main host="$host$" user=$user|s$ | stats count as "Total Events" by $split$, host',
    'index=main | stats $agg$($field$) as value by $by$ | sort $order$$by$ | head $n$',
    'index=main | timechart span=$span|n$ count',
    'index=main | $command$ | where $condition$',
    '$base$ | search $filter$ earliest=$time.earliest$ latest=$time.latest$',
    'index=main | eval x=if(`condition`, 1, 0) | where `filter` AND count > `threshold`',
    'index=main | stats `aggregates` by `fields` | `last(step, "with, comma")`',
    'index=main | timechart `arguments`',
    '| tstats `summariesonly` values(a.b) as b from datamodel=A where a.c!=1 by a.b _time span=1d | `drop_dm_object_name("a")`',
    'index=main | eval `assign` | rename `names` | lookup `table` host',
    'index=main | join host [| inputlookup `name` | `more`]',
    '| makeresults | map search="search index=main host=$host$ `noise`"',
  ])('%s', (search) => {
    expect(compileSearch(search, context).kind).toBe('plan');
  });

  test('a mistake behind them is still found where it stands', () => {
    const search = 'index=main host=$host$ `noise` | where len(a | head 5';
    let found: unknown;
    try {
      parseSearch(search, context);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(SearchError);
    expect((found as SearchError).position).toBe(search.indexOf('| head'));
  });
});

test('twenty thousand of them', () => {
  expect(compileSearch('`m` '.repeat(20_000), context).kind).toBe('plan');
});

describe('with knowledge', () => {
  const macros = new Map([
    ['window', { arguments: [], definition: '-70m', isEval: false }],
    ['over(2)', { arguments: ['field', 'least'], definition: '$field$ > $least$', isEval: false }],
    ['quoted', { arguments: [], definition: 'host="a"', isEval: false }],
  ]);
  const knowledge = { ...emptyKnowledge, macros };
  test.each([
    ['index=main | where `over(count, 5)`', 'search index=main | where count>5'],
    // Macros are expanded before quotes are looked at, as long as they bring none themselves.
    ['| eval x=relative_time(now(), "`window`")', '| eval x=relative_time(now(),"-70m")'],
    ['| makeresults | map search="search `quoted`"', '| makeresults | map search="search `quoted`"'],
  ])('%s', (search, printed) => {
    expect(printPipeline(parseSearch(search, { knowledge, checkOnly: false }))).toBe(printed);
  });
});

test('a command that is not known is named when the search is planned, and the rest is still read', () => {
  expect(() => parseSearch('index=main | dnstwist domain="a | b" | head 5', context)).not.toThrow();
  expect(() => compileSearch('index=main | statz count', context)).toThrow('There is no command "statz".');
  expect(() => parseSearch('index=main | dnstwist x | where len(', context)).toThrow(SearchError);
});
