/** MySQL's and MariaDB's error log, from version 5.7 on. */
import type { SourceType } from './definition.ts';

export const mysqldError: SourceType = {
  name: 'mysqld_error',
  description: 'Error log of the MySQL server',
  category: 'Database',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d+(?:Z|[+-]\d{2}:\d{2}) \d+ \[(?:Note|Warning|ERROR|System)\] /,
  share: 0.4,
  extract: [/^\S+ (?<thread>\d+) \[(?<level>\w+)\] (?:\[(?<code>MY-\d+)\] \[(?<subsystem>\w+)\] )?(?<message>[^]*)$/],
  samples: [
    {
      line: '2026-03-15T08:00:01.123456Z 0 [Warning] [MY-010068] [Server] CA certificate ca.pem is self signed.',
      time: '2026-03-15T08:00:01.123Z',
      fields: { thread: '0', level: 'Warning', code: 'MY-010068', subsystem: 'Server' },
    },
  ],
};
