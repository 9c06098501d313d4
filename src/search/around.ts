/** The events beside one in its file, as they were imported. */
import { and, call, column, numeral, text } from '../plan/expression.ts';
import { filter, findColumn, limit, project, sort } from '../plan/relation.ts';
import type { Relation } from '../plan/types.ts';
import { EngineProblem } from '../protocol/index.ts';
import type { EventsAround } from '../protocol/index.ts';
import type { ReadRelation } from './timeline.ts';

/** `found` are a search's rows, `offset` names one of them; `all` is every event there is. Numbers run in file order. */
export async function readAround(
  found: Relation,
  all: Relation,
  offset: number,
  count: number,
  read: ReadRelation,
): Promise<EventsAround> {
  const id = column('_id', 'number');
  const source = column('source', 'string');
  if (findColumn(found, id.name) === undefined || findColumn(found, source.name) === undefined)
    throw new EngineProblem({ kind: 'request', message: 'These rows were made by the search: they stand in no file.' });
  const chosen = project(found, [
    { name: id.name, value: id },
    { name: source.name, value: source },
  ]);
  const [[number, file] = []] = await read(limit(chosen, 1, offset));
  if (typeof number !== 'number' || typeof file !== 'string')
    throw new EngineProblem({ kind: 'request', message: 'This event is no longer there.', hint: 'Search again.' });
  const near = filter(
    all,
    and(
      call('equal', 'boolean', source, text(file)),
      call('greaterOrEqual', 'boolean', id, numeral(number - count)),
      call('lessOrEqual', 'boolean', id, numeral(number + count)),
    ),
  );
  const rows = await read(
    project(sort(near, [{ expression: id, direction: 'ascending' }]), [
      { name: '_time', value: column('_time', 'time') },
      { name: '_raw', value: column('_raw', 'string') },
      { name: 'number', value: id },
    ]),
  );
  return {
    source: file,
    events: rows.map(([time, raw, at]) => ({
      time: typeof time === 'number' ? time : null,
      raw: typeof raw === 'string' ? raw : '',
      isAsked: at === number,
    })),
  };
}
