/** Logins over SSH: who was let in, who tried. */
import { dashboardSchema } from '../../protocol/index.ts';

const base = 'index=$index$ sshd';
const failed = `${base} "Failed password"`;
const accepted = `${base} Accepted`;
const who = '| rex "for (?:invalid user )?(?<login>\\S+) from (?<address>\\S+)"';

export const authLogs = dashboardSchema.parse({
  name: 'Logins',
  description: 'Accepted and failed logins over SSH, from auth.log or secure.',
  inputs: [{ kind: 'time' }, { kind: 'text', token: 'index', label: 'Index', default: '*' }],
  panels: [
    { title: 'Failed', kind: 'chart', chart: 'single', search: `${failed} | stats count`, width: 4, height: 150 },
    { title: 'Accepted', kind: 'chart', chart: 'single', search: `${accepted} | stats count`, width: 4, height: 150 },
    {
      title: 'Addresses that failed',
      kind: 'chart',
      chart: 'single',
      search: `${failed} ${who} | stats dc(address)`,
      width: 4,
      height: 150,
    },
    {
      title: 'Failed and accepted',
      kind: 'chart',
      chart: 'column',
      stacked: 'yes',
      search: `${base} ("Failed password" OR Accepted) | eval outcome=if(match(_raw, "Accepted"), "accepted", "failed") | timechart count by outcome`,
      width: 12,
    },
    {
      title: 'Names tried',
      kind: 'chart',
      chart: 'bar',
      search: `${failed} ${who} | top limit=10 showperc=f login`,
    },
    {
      title: 'Addresses that failed most',
      kind: 'table',
      search: `${failed} ${who} | stats count, dc(login) as names, latest(_time) as last by address | convert ctime(last) | sort - count | head 20`,
    },
    {
      title: 'Let in',
      kind: 'table',
      search: `${accepted} ${who} | stats count by login, address | sort - count`,
      width: 12,
    },
  ],
});
