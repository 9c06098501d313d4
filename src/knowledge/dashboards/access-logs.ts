/** Web servers: load, errors, what is asked for and by whom. */
import { dashboardSchema } from '../../protocol/index.ts';

const base = 'index=$index$ sourcetype=access_* host=$host$';

export const accessLogs = dashboardSchema.parse({
  name: 'Access logs',
  description: 'Requests, errors, traffic and callers of web servers.',
  inputs: [
    { kind: 'time' },
    { kind: 'text', token: 'index', label: 'Index', default: '*' },
    {
      kind: 'dropdown',
      token: 'host',
      label: 'Host',
      choices: [{ label: 'all', value: '*' }],
      search: 'index=* sourcetype=access_* | stats count by host | sort - count | fields host',
    },
  ],
  panels: [
    { title: 'Requests', kind: 'chart', chart: 'single', search: `${base} | stats count`, width: 3, height: 150 },
    {
      title: 'Failed, %',
      kind: 'chart',
      chart: 'single',
      search: `${base} | stats count(eval(status>=500)) as failed, count | eval share=round(100*failed/count, 2) | fields share`,
      width: 3,
      height: 150,
    },
    { title: 'Callers', kind: 'chart', chart: 'single', search: `${base} | stats dc(clientip)`, width: 3, height: 150 },
    {
      title: 'Bytes sent',
      kind: 'chart',
      chart: 'single',
      search: `${base} | stats sum(bytes)`,
      width: 3,
      height: 150,
    },
    {
      title: 'Requests by status',
      kind: 'chart',
      chart: 'area',
      stacked: 'yes',
      search: `${base} | timechart count by status`,
      width: 8,
    },
    { title: 'Methods', kind: 'chart', chart: 'pie', search: `${base} | stats count by method`, width: 4 },
    { title: 'Most asked for', kind: 'table', search: `${base} | top limit=15 uri_path`, height: 320 },
    {
      title: 'Failing most',
      kind: 'table',
      search: `${base} status>=400 | stats count by status, uri_path | sort - count | head 15`,
      height: 320,
    },
    {
      title: 'Busiest callers',
      kind: 'chart',
      chart: 'bar',
      search: `${base} | top limit=10 showperc=f clientip`,
    },
    { title: 'Programs', kind: 'chart', chart: 'bar', search: `${base} | top limit=10 showperc=f useragent` },
  ],
});
