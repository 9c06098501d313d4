/** Debian's package manager. */
import type { SourceType } from './definition.ts';

export const dpkg: SourceType = {
  name: 'dpkg',
  description: "Log of Debian's package manager",
  category: 'Operating System',
  settings: { SHOULD_LINEMERGE: 'false', TIME_FORMAT: '%Y-%m-%d %H:%M:%S', MAX_TIMESTAMP_LOOKAHEAD: '32' },
  recognise:
    /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} (?:startup|status|install|upgrade|configure|trigproc|remove|purge|conffile) /,
  extract: [/^\S+ \S+ (?<action>\w+) (?:(?<state>[\w-]+) (?=\S+:\w+ ))?(?<package>\S+)(?: (?<version>\S+))?/],
  samples: [
    {
      line: '2026-03-15 08:00:01 status installed tzdata:all 2026a-1',
      time: '2026-03-15T08:00:01.000Z',
      fields: { action: 'status', state: 'installed', package: 'tzdata:all', version: '2026a-1' },
    },
  ],
};
