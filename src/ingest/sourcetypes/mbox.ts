/** Mail in a folder file: each message begins with a line From, an address and a time. */
import type { SourceType } from './definition.ts';

export const mbox: SourceType = {
  name: 'mbox',
  description: 'Mail folder (mbox)',
  category: 'Email',
  settings: {
    SHOULD_LINEMERGE: 'true',
    BREAK_ONLY_BEFORE: '^From \\S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} +\\d',
    TIME_PREFIX: '^From \\S+ +',
    TIME_FORMAT: '%a %b %e %H:%M:%S %Y',
    MAX_TIMESTAMP_LOOKAHEAD: '40',
  },
  opening: /^From \S+ +[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} \d{2}:\d{2}:\d{2} /,
  extract: [/^From (?<envelope_from>\S+)(?:[^]{0,4000}?\nSubject: (?<subject>[^\n]*))?/],
  samples: [
    {
      line: 'From a@example.com Sun Mar 15 08:00:01 2026\nDate: Sun, 15 Mar 2026 07:59:59 +0000\nSubject: hello\n\nHello.',
      time: '2026-03-15T08:00:01.000Z',
      fields: { envelope_from: 'a@example.com', subject: 'hello' },
    },
  ],
};
