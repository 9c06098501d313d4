/** Machines and their services. */
import { dashboardSchema } from '../../protocol/index.ts';

const base = 'index=$index$ sourcetype=syslog host=$host$';
const trouble = '(error OR fail* OR critical OR panic OR denied)';

export const syslog = dashboardSchema.parse({
  name: 'Syslog',
  description: 'What machines and their services say, and what sounds like trouble.',
  inputs: [
    { kind: 'time' },
    { kind: 'text', token: 'index', label: 'Index', default: '*' },
    {
      kind: 'dropdown',
      token: 'host',
      label: 'Host',
      choices: [{ label: 'all', value: '*' }],
      search: 'index=* sourcetype=syslog | stats count by host | sort - count | fields host',
    },
  ],
  panels: [
    { title: 'Messages', kind: 'chart', chart: 'single', search: `${base} | stats count`, width: 4, height: 150 },
    { title: 'Hosts', kind: 'chart', chart: 'single', search: `${base} | stats dc(host)`, width: 4, height: 150 },
    {
      title: 'Sound like trouble',
      kind: 'chart',
      chart: 'single',
      search: `${base} ${trouble} | stats count`,
      width: 4,
      height: 150,
    },
    {
      title: 'Messages by host',
      kind: 'chart',
      chart: 'area',
      stacked: 'yes',
      search: `${base} | timechart count by host`,
      width: 12,
    },
    {
      title: 'Services',
      kind: 'chart',
      chart: 'bar',
      search: `${base} | rex "\\s(?<service>[A-Za-z][\\w./-]*)(?:\\[\\d+\\])?: " | top limit=12 showperc=f service`,
    },
    { title: 'Newest that sound like trouble', kind: 'events', search: `${base} ${trouble} | head 100` },
  ],
});
