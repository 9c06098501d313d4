/**
 * date_hour and its kin: parts of the time of an event, in the zone of the search.
 * https://docs.splunk.com/Documentation/Splunk/latest/Knowledge/Usedefaultfields
 */
import { call, column, convert, text } from '../../plan/expression.ts';
import { extend, findColumn } from '../../plan/relation.ts';
import type { Expression, Relation } from '../../plan/types.ts';

const numbers: Readonly<Record<string, string>> = {
  date_second: '%S',
  date_minute: '%M',
  date_hour: '%H',
  date_mday: '%d',
  date_year: '%Y',
};
const words: Readonly<Record<string, string>> = { date_wday: '%A', date_month: '%B' };
const names = [...Object.keys(numbers), ...Object.keys(words), 'date_zone'];

/** Adds those that the search names and that the events do not have by themselves. */
export function withDateFields(events: Relation, typed: string, zone: string): Relation {
  const wanted = names.filter((name) => typed.includes(name) && findColumn(events, name) === undefined);
  const part = (format: string): Expression =>
    call('formatTime', 'string', column('_time', 'time'), text(format), text(zone));
  return extend(
    events,
    wanted.map((name) => {
      const [number, word] = [numbers[name], words[name]];
      if (number !== undefined) return { name, value: convert(part(number), 'number') };
      if (word !== undefined) return { name, value: call('lower', 'string', part(word)) };
      return { name, value: text(zone === 'UTC' ? '0' : 'local') };
    }),
  );
}
