/** FortiGate firewalls: date and time as name=value pairs, alone or by syslog. */
import type { SourceType } from './definition.ts';

export const fortigate: SourceType = {
  name: 'fortigate_log',
  description: 'FortiGate firewall',
  category: 'Network',
  settings: { SHOULD_LINEMERGE: 'false' },
  recognise:
    /(?:^|\s|>)date=\d{4}-\d{2}-\d{2} time=\d{2}:\d{2}:\d{2} (?:[^\s=]+=\S* ){0,8}?(?:devname|devid|logid|log_id)=/,
  keyValues: true,
  samples: [
    {
      line: 'date=2026-03-15 time=08:00:01 devname="FG1" devid="FGT1" logid="0000000013" type="traffic" srcip=10.0.0.9 action="accept"',
      time: '2026-03-15T08:00:01.000Z',
      fields: { devname: 'FG1', type: 'traffic', srcip: '10.0.0.9', action: 'accept' },
    },
  ],
};
