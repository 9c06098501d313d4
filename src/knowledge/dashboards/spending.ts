/** Payments: how much, to whom, for whom. The names of the columns are inputs, as every file has its own. */
import { dashboardSchema } from '../../protocol/index.ts';

const base = 'index=$index$ sourcetype=$sourcetype$';

export const spending = dashboardSchema.parse({
  name: 'Spending',
  description: 'Sums over time, by department and by vendor, of a file of payments.',
  inputs: [
    { kind: 'time' },
    { kind: 'text', token: 'index', label: 'Index', default: 'main' },
    { kind: 'text', token: 'sourcetype', label: 'Source type', default: 'csv' },
    { kind: 'text', token: 'amount', label: 'Column of amounts', default: 'Invoice Amount' },
    { kind: 'text', token: 'group', label: 'Column of departments', default: 'Department' },
    { kind: 'text', token: 'vendor', label: 'Column of vendors', default: 'Vendor' },
  ],
  panels: [
    {
      title: 'Total',
      kind: 'chart',
      chart: 'single',
      search: `${base} | stats sum($amount|s$)`,
      width: 4,
      height: 150,
    },
    { title: 'Payments', kind: 'chart', chart: 'single', search: `${base} | stats count`, width: 4, height: 150 },
    {
      title: 'Largest',
      kind: 'chart',
      chart: 'single',
      search: `${base} | stats max($amount|s$)`,
      width: 4,
      height: 150,
    },
    {
      title: 'By month',
      kind: 'chart',
      chart: 'column',
      stacked: 'yes',
      search: `${base} | timechart span=1mon sum($amount|s$) by $group|s$`,
      width: 12,
    },
    {
      title: 'By department',
      kind: 'chart',
      chart: 'pie',
      search: `${base} | stats sum($amount|s$) as total by $group|s$ | sort - total`,
    },
    {
      title: 'Largest vendors',
      kind: 'table',
      search: `${base} | stats sum($amount|s$) as total, count as payments by $vendor|s$ | sort - total | head 20`,
    },
  ],
});
