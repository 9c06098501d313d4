/** Programs that log JSON: levels over time, the loudest messages, the newest errors. */
import { dashboardSchema } from '../../protocol/index.ts';

const base = 'index=$index$ sourcetype=$sourcetype$ $level$';

export const jsonLogs = dashboardSchema.parse({
  name: 'JSON logs',
  description: 'Levels, messages and errors of programs that log JSON.',
  inputs: [
    { kind: 'time' },
    { kind: 'text', token: 'index', label: 'Index', default: '*' },
    { kind: 'text', token: 'sourcetype', label: 'Source type', default: '_json' },
    {
      kind: 'multiselect',
      token: 'level',
      label: 'Levels',
      field: 'level',
      search: 'index=* sourcetype=_json | stats count by level | fields level',
    },
  ],
  panels: [
    { title: 'Events', kind: 'chart', chart: 'single', search: `${base} | stats count`, width: 4, height: 150 },
    {
      title: 'Errors',
      kind: 'chart',
      chart: 'single',
      search: `${base} (level=error OR level=fatal OR level=critical) | stats count`,
      width: 4,
      height: 150,
    },
    {
      title: 'Errors over time',
      kind: 'chart',
      chart: 'single',
      search: `${base} (level=error OR level=fatal OR level=critical) | timechart count`,
      width: 4,
      height: 150,
    },
    {
      title: 'Levels',
      kind: 'chart',
      chart: 'column',
      stacked: 'yes',
      search: `${base} | timechart count by level`,
      width: 8,
    },
    { title: 'Share of levels', kind: 'chart', chart: 'pie', search: `${base} | stats count by level`, width: 4 },
    {
      title: 'Loudest messages',
      kind: 'table',
      search: `${base} | eval message=coalesce(message, msg) | stats count by level, message | sort - count | head 20`,
    },
    {
      title: 'Newest errors',
      kind: 'events',
      search: `${base} (level=error OR level=fatal OR level=critical) | head 100`,
    },
  ],
});
