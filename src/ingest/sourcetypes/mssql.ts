/** SQL Server's ERRORLOG. */
import type { SourceType } from './definition.ts';

export const mssql: SourceType = {
  name: 'mssql:errorlog',
  description: 'Error log of the SQL Server database',
  category: 'Database',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{2} (?:Server|Logon|Backup|spid\d+s?) {2,}/,
  share: 0.3,
  extract: [/^\S+ \S+ (?<process>\S+) +(?<message>[^]*)$/],
  samples: [
    {
      line: '2026-03-15 08:00:01.12 Logon       Error: 18456, Severity: 14, State: 8.',
      time: '2026-03-15T08:00:01.120Z',
      fields: { process: 'Logon', message: 'Error: 18456, Severity: 14, State: 8.' },
    },
  ],
};
