/** Sendmail by syslog. */
import type { SourceType } from './definition.ts';

export const sendmail: SourceType = {
  name: 'sendmail_syslog',
  description: 'Log of the Sendmail mail server',
  category: 'Email',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)?|\d{4}-\d{2}-\d{2}T\S+) \S+ (?:sendmail|sm-mta)[\w-]*\[\d+\]: /,
  share: 0.6,
  extract: [
    /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)?|\d{4}-\d{2}-\d{2}T\S+) (?<host>\S+) (?<process>[\w-]+)\[(?<pid>\d+)\]: (?:(?<qid>[0-9A-Za-z]{6,20}): )?(?<message>[^]*)$/,
  ],
  hostField: 'host',
  keyValues: true,
  samples: [
    {
      line: 'Mar 15 08:00:01 mx1 sendmail[4711]: s0FA01Zz004711: from=<a@example.com>, size=1234, class=0, nrcpts=1, relay=[192.0.2.7]',
      time: null,
      fields: { process: 'sendmail', qid: 's0FA01Zz004711', size: '1234' },
    },
  ],
};
