/** Redis: process, role, time, level, message. */
import type { SourceType } from './definition.ts';

export const redis: SourceType = {
  name: 'redis',
  description: 'Log of the Redis server',
  category: 'Database',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise: /^\d+:[XCSM] \d{1,2} [A-Z][a-z]{2}(?: \d{4})? \d{2}:\d{2}:\d{2}\.\d{3} [.\-*#] /,
  share: 0.3,
  extract: [/^(?<pid>\d+):(?<role>[XCSM]) [^.]*\.\d{3} (?<level>[.\-*#]) (?<message>[^]*)$/],
  samples: [
    {
      line: '4018:M 15 Mar 2026 08:00:01.123 * Ready to accept connections',
      time: '2026-03-15T08:00:01.123Z',
      fields: { pid: '4018', role: 'M', level: '*', message: 'Ready to accept connections' },
    },
  ],
};
