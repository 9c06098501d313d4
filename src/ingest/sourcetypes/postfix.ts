/** Postfix by syslog. */
import type { SourceType } from './definition.ts';

export const postfix: SourceType = {
  name: 'postfix_syslog',
  description: 'Log of the Postfix mail server',
  category: 'Email',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)?|\d{4}-\d{2}-\d{2}T\S+) \S+ postfix(?:-[\w-]+)?\/[\w/-]+\[\d+\]: /,
  share: 0.6,
  extract: [
    /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)?|\d{4}-\d{2}-\d{2}T\S+) (?<host>\S+) (?<process>postfix[^[\s]*)\[(?<pid>\d+)\]: (?:(?<qid>[0-9A-Za-z]{6,20}): )?(?<message>[^]*)$/,
  ],
  hostField: 'host',
  keyValues: true,
  samples: [
    {
      line: 'Mar 15 08:00:01 mx1 postfix/qmgr[4712]: 5C1A2C0A11: from=<a@example.com>, size=1234, nrcpt=1 (queue active)',
      time: null,
      fields: { process: 'postfix/qmgr', qid: '5C1A2C0A11', from: '<a@example.com>', size: '1234' },
    },
  ],
};
