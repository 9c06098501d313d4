/** addinfo: what is known of the search itself, as fields of every row. */
import { nothing, numeral, text } from '../../plan/expression.ts';
import { extend } from '../../plan/relation.ts';
import { defineCommand } from '../command.ts';

export const addinfo = defineCommand<null>({
  name: 'addinfo',
  help: {
    summary: "The search's time range and the time it ran, as fields of every row. Times are epoch seconds.",
    syntax: 'addinfo',
    page: 'https://docs.splunk.com/Documentation/Splunk/latest/SearchReference/Addinfo',
    examples: [
      {
        search: '| makeresults format=csv data="a\n1" | addinfo | table a info_min_time info_max_time info_search_time',
        explanation: 'Over all time the range begins at 0 and ends at +Infinity.',
        columns: ['a', 'info_min_time', 'info_max_time', 'info_search_time'],
        rows: [['1', '0.000', '+Infinity', 1_773_576_000]],
      },
    ],
  },
  parse: () => null,
  print: () => '',
  lower(input, _given, state) {
    const { earliest, latest } = state.range;
    const bound = (microseconds: number | undefined, open: string): ReturnType<typeof text> =>
      microseconds === undefined ? text(open) : numeral(microseconds / 1e6);
    return extend(input, [
      { name: 'info_min_time', value: bound(earliest, '0.000') },
      { name: 'info_max_time', value: bound(latest, '+Infinity') },
      { name: 'info_search_time', value: numeral(state.context.now) },
      { name: 'info_sid', value: nothing() },
    ]);
  },
});
