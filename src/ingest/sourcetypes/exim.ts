/** Exim's main log. */
import type { SourceType } from './definition.ts';

export const exim: SourceType = {
  name: 'exim_main',
  description: 'Main log of the Exim mail server',
  category: 'Email',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?(?: [+-]\d{4})? (?:\[\d+\] )?\w{6}-\w{6,11}-\w{2,4} (?:<=|=>|->|\*>|>>|\*\*|==|Completed|SMTP|\S)/,
  share: 0.5,
  extract: [
    /^\S+ \S+ (?:[+-]\d{4} )?(?:\[\d+\] )?(?<message_id>\w{6}-\w{6,11}-\w{2,4}) (?<flag><=|=>|->|\*>|>>|\*\*|==|Completed) ?(?<address>\S*)/,
  ],
  keyValues: true,
  samples: [
    {
      line: '2026-03-15 08:00:01 1rPJxV-0001Ab-2C => b@example.org R=dnslookup T=remote_smtp H=mx [203.0.113.5]',
      time: '2026-03-15T08:00:01.000Z',
      fields: { message_id: '1rPJxV-0001Ab-2C', flag: '=>', address: 'b@example.org', R: 'dnslookup' },
    },
  ],
};
