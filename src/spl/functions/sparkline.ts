/** sparkline(count) and its kin: one small series a group. https://docs.splunk.com/Documentation/Splunk/latest/Search/Addsparklinestosearchresults */
import { and, call, column, convert, isNotNull, numeral, text } from '../../plan/expression.ts';
import { aggregate, findColumn } from '../../plan/relation.ts';
import type { Expression } from '../../plan/types.ts';
import { fetchRows } from '../compile-state.ts';
import { bucketGrid, bucketStart, defaultTimeSpan } from '../lower/span.ts';
import { parseTimeSpan } from '../relative-time.ts';
import { SearchError } from '../syntax/error.ts';
import type { StatsCall } from '../syntax/tree.ts';
import { withoutTime } from './stats-definition.ts';
import type { LoweredStats, StatsFunction, StatsPlace } from './stats-definition.ts';

const defaultPoints = 50;
const mostPoints = 200;
const mark = '##__SPARKLINE__##';

/** The function inside, and its field: sparkline(sum(bytes), 1h), sparkline(count(eval(status>499))). */
export function innerCall(outer: StatsCall): StatsCall {
  const { argument } = outer;
  const plain = { argumentIsEval: false, extra: [], position: outer.position, length: outer.length };
  if (argument === undefined) return { ...plain, function: 'count', label: 'count' };
  if (!('kind' in argument)) return { ...plain, function: argument.text.toLowerCase(), label: argument.text };
  const [inner] = argument.kind === 'call' ? argument.arguments : [];
  if (argument.kind === 'call' && inner?.kind === 'call' && inner.name === 'eval') {
    const [expression] = inner.arguments;
    if (expression !== undefined)
      return {
        ...plain,
        function: argument.name,
        label: argument.name,
        argument: expression,
        argumentIsEval: true,
      };
  }
  if (argument.kind !== 'call' || inner?.kind !== 'field')
    throw new SearchError('sparkline takes a statistical function of a field.', {
      position: outer.position,
      length: outer.length,
      hint: 'Write for example sparkline(count) or sparkline(avg(bytes), 1h).',
    });
  return {
    ...plain,
    function: argument.name,
    label: argument.name,
    argument: { text: inner.name, position: inner.position, length: inner.length },
  };
}

/** One aggregate a bucket of time; the values as a list behind Splunk's mark. */
export function lowerSparkline(
  inner: StatsFunction,
  argument: Expression | undefined,
  place: StatsPlace,
): LoweredStats {
  const time = findColumn(place.relation, '_time');
  if (time === undefined) return withoutTime('sparkline', place);
  const zone = place.state.context.timeZone;
  const at = convert(column('_time', time.type), 'time');
  const seconds = convert(at, 'number');
  const { rows } = fetchRows(
    place.state,
    aggregate(
      place.relation,
      [],
      [
        { name: 'first', value: { operation: 'minimum', arguments: [seconds], type: 'number' } },
        { name: 'last', value: { operation: 'maximum', arguments: [seconds], type: 'number' } },
      ],
    ),
    1,
    'first and last time',
  );
  const [first, last] = rows[0] ?? [];
  const [from, to] = typeof first === 'number' && typeof last === 'number' ? [first, last] : [0, 0];
  const [given] = place.call.extra;
  const span = given === undefined ? defaultTimeSpan(to - from, defaultPoints) : parseTimeSpan(given);
  if (span === undefined)
    throw new SearchError(`"${given ?? ''}" is no span of time.`, {
      position: place.call.position,
      length: place.call.length,
      hint: 'Write for example sparkline(count, 1h).',
    });
  const grid = bucketGrid(from, to, span, zone);
  const starts = (grid ?? []).slice(0, mostPoints);
  if (grid === null || grid.length > mostPoints)
    place.state.warnings.add(`A sparkline shows the first ${mostPoints} spans of time; choose a longer one.`);
  const bucket = convert(bucketStart(at, span, zone), 'number');
  const parts = starts.map((start) =>
    inner.lower(argument, place).aggregates.map((one) => {
      const here = and(isNotNull(bucket), call('equal', 'boolean', bucket, numeral(start)));
      return { ...one, filter: one.filter === undefined ? here : and(one.filter, here) };
    }),
  );
  const combine = inner.lower(argument, place).combine;
  const width = parts[0]?.length ?? 0;
  return {
    aggregates: parts.flat(),
    combine: (values) =>
      call(
        'split',
        'multivalue',
        call(
          'concatenate',
          'string',
          text(mark),
          ...starts.flatMap((_, i) => [
            text(','),
            call(
              'coalesce',
              'string',
              convert(combine(values.slice(i * width, (i + 1) * width)), 'string'),
              text(inner.empty === 'zero' ? '0' : ''),
            ),
          ]),
        ),
        text(','),
      ),
  };
}
