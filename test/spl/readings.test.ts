/** Searches with macros and tokens that are not known: `check` must take them as they stand in apps and dashboards. */
import { describe, expect, test } from 'vitest';
import { emptyKnowledge } from '../../src/knowledge/knowledge.ts';
import { compileSearch, parseSearch } from '../../src/spl/compile.ts';
import { printPipeline } from '../../src/spl/pipeline-parser.ts';
import { SearchError } from '../../src/spl/syntax/error.ts';
import { checking } from '../support/checking.ts';

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
    String.raw`index=main | rex field=_raw "(?<$name$>\d+)" | stats count by $name$`,
    'index=main earliest=-$days$d@d | eval from=relative_time(now(), "$offset$")',
    'index=main `comment("a remark (in parentheses)")` error | search `comment("more")` n>1 | stats count',
    // A subsearch stands anywhere in Splunk: its text takes its place.
    'index=main | timechart [| makeresults | return $span] count',
    'index=main | stats count by [| inputlookup fields.csv | return $field]',
    'index=main user IN ([search index=other | return 100 $user])',
    '| pivot `model` Set $first$(a) as "$first$(a)" $second$(b) as n latest(host) as host splitrow id $filter$',
    '| tstats prestats=t count from datamodel=A by a.b | tstats prestats=t append=t count from datamodel=B by b.c | stats count by a.b',
    'index=main | dedup `keys` | lookup `people` id as $id$ OUTPUT name',
    'index=main | timechart limit=top 5 span=1h count by host | chart limit=bottom 3 count over a by b',
    '| tstats count from sid=1234.5 by host',
    '| mstats chart=f chart.limit=3 avg(cpu) where index=m by host',
    'index=main | stats count by host |',
    'index=main [search index=other | fields user | ] | stats count | `comment("the end")`',
    'index=main [search index=other | format "" "" "" "" "" "" ""]',
    'index=main | where _time > relative_time(now(), "`window`") AND like(name, "`not one`%")',
    // A macro may hold the index that rows are collected into.
    'index=main | stats count by host | collect `where_to` source="daily"',
    // A panel that goes on from the rows of another may leave out its first pipe.
    'eval hours=(minutes + rest) / 60 | stats sum(hours) as hours by host',
    'stats count(eval(status="500")) as broken by host | where broken > (total - 1)',
    'rename a as "b c", d as e | table "b c" e',
    'append [search index=other] | lookup people id OUTPUT name',
    // Things that stand at uncommon places.
    'index=main | eval known=if([| inputlookup names | format | fields search], 1, 0)',
    'index=main NOT "user.name" IN (root, "a b") "user.kind" IN ($kinds$)',
    '| savedsearch "Daily counts" [| makeresults | return $token]',
    'index=main | stats first(a.*.b) as "*" dc(user) as User(s) by host',
    String.raw`index=main | eval x=`.concat('`text("say \\"yes\\", or no", 2)` | `then`'),
    'index=main | map search="| tstats count where index=$$index$$ by $field$" maxsearches=$n$',
  ])('%s', (search) => {
    expect(compileSearch(search, checking).kind).toBe('plan');
  });

  test('a mistake behind a left out pipe is found where it stands', () => {
    const search = 'eval hours=(minutes + rest) / 60 | stats sum(hours as hours';
    let found: unknown;
    try {
      parseSearch(search, checking);
    } catch (error) {
      found = error;
    }
    expect((found as SearchError).position).toBe(search.lastIndexOf('('));
  });

  test('a mistake in a subsearch that stands as text is found where it stands', () => {
    const search = 'index=main | timechart [| makeresults | eval x=len(a ] count';
    expect(() => compileSearch(search, checking)).toThrow(SearchError);
    const behind = 'index=main | timechart [| makeresults | return $span] count | where len(a | head 5';
    let found: unknown;
    try {
      parseSearch(behind, checking);
    } catch (error) {
      found = error;
    }
    expect((found as SearchError).position).toBe(behind.indexOf('| head'));
  });

  test('a mistake behind them is still found where it stands', () => {
    const search = 'index=main host=$host$ `noise` | where len(a | head 5';
    let found: unknown;
    try {
      parseSearch(search, checking);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(SearchError);
    expect((found as SearchError).position).toBe(search.indexOf('| head'));
  });
});

test('twenty thousand of them', () => {
  expect(compileSearch('`m` '.repeat(20_000), checking).kind).toBe('plan');
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

test.each([
  // Words and options in orders that Splunk takes.
  'index=main | fillnull a value="none" b',
  'index=main | fieldsummary a b maxvals=5',
  'index=main | xyseries a b c sep="-"',
  'index=main | appendcols [search index=b | stats count] override=t',
  'index=main | geostats count latfield=a longfield=b',
  'index=main | multikv fields a b noheader=t filter c',
  'index=main | strcat a b c allrequired=t',
  String.raw`index=main | makemv tokenizer=(\S+) words`,
  'index=main | delta a p=2 as b',
  'index=main | sort 10, -count',
  'index=main | stats count, by host',
  'index=main | stats count (user) as n, sum (bytes) as s by host',
  'index=main | join type=left left=L right=R where L.user = R.user L.host=R.host [search index=b]',
  'index=main | eval x=if(a=1 && b=2, 1, 0), y=5., z=1."a"',
  '| eventcount summarize=false index=* OR index=_*',
  'index=main | multireport [stats count] [stats dc(user) AS users]',
  'index=main | map "a saved search" maxsearches=5',
  'index=main earliest=rt-5m latest=rt | stats count',
  'index=main | stats count | stats rate(count) as r, sparkline(count) as s',
])('%s', (search) => {
  expect(compileSearch(search, checking).kind).toBe('plan');
});

test('a command that is not known is named when the search is planned, and the rest is still read', () => {
  expect(() => parseSearch('index=main | dnstwist domain="a | b" | head 5', checking)).not.toThrow();
  expect(() => compileSearch('index=main | statz count', checking)).toThrow('There is no command "statz".');
  expect(() => parseSearch('index=main | dnstwist x | where len(', checking)).toThrow(SearchError);
});
