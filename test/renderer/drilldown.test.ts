/** From a cell of a table to the search for its events. */
import { describe, expect, test } from 'vitest';
import type { Cell, ResultColumn } from '../../src/protocol/index.ts';
import { eventsBehind } from '../../renderer/search/drilldown.ts';
import { stepsOf } from '../../renderer/search/edit-search.ts';

const columns = (...names: string[]): ResultColumn[] =>
  names.map((name) => ({ name, type: name === '_time' ? 'time' : 'string' }));

describe('the events behind a cell', () => {
  test.each<[string, string[], Cell[], number, string]>([
    ['index=a | stats count by host', ['host', 'count'], ['web 1', 3], 1, 'index=a host="web 1"'],
    ['index=a err | top limit=5 user', ['user', 'count'], ['ada', 3], 0, 'index=a err user=ada'],
    ['index=a | stats count by a, "b c"', ['a', 'b c', 'count'], ['1', '2', 3], 2, 'index=a a=1 "b c"=2'],
    ['index=a | stats count by host', ['host', 'count'], [null, 3], 1, 'index=a NOT host=*'],
    ['index=a | chart count over host by level', ['host', 'WARN'], ['w', 1], 1, 'index=a host=w level=WARN'],
    ['index=a | chart count by host, level', ['host', 'NULL'], ['w', 1], 1, 'index=a host=w NOT level=*'],
    ['index=a | timechart count by level', ['_time', 'OTHER'], [60, 1], 1, 'index=a'],
    ['index=a | eval x=n+1 | stats count by x', ['x', 'count'], ['2', 1], 0, 'index=a | eval x=n+1 | search x=2'],
    ['index=a "x | stats" | stats count by x', ['x', 'count'], ['2', 1], 0, 'index=a "x | stats" x=2'],
  ])('%s, row %j %j', (search, names, row, clicked, expected) => {
    expect(eventsBehind(search, columns(...names), row, clicked, 60)?.search).toBe(expected);
  });

  test('a row over time bounds the search to its span', () => {
    const behind = eventsBehind('index=a | timechart count by l', columns('_time', 'x'), [120, 4], 1, 60);
    expect(behind).toEqual({ search: 'index=a l=x', range: { earliest: '120', latest: '180' } });
  });

  test('rows that no events made have none', () => {
    expect(eventsBehind('| makeresults', columns('_time'), [1], 0, 1)).toBeUndefined();
    expect(eventsBehind('| inputlookup a.csv', columns('a'), ['1'], 0, 1)).toBeUndefined();
  });
});

test.each([
  ['a | b', ['a', 'b']],
  ['a "x | y" | b [search c | d] | e', ['a "x | y"', 'b [search c | d]', 'e']],
  ['| a ```no | pipe``` | b', ['', 'a ```no | pipe```', 'b']],
])('the steps of %s', (search, steps) => {
  expect(stepsOf(search)).toEqual(steps);
});
