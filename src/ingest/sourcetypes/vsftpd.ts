/** The log of vsftpd. */
import type { SourceType } from './definition.ts';

export const vsftpd: SourceType = {
  name: 'vsftpd',
  description: 'Log of the vsftpd file server',
  category: 'Network',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise: /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4} \[pid \d+\] /,
  extract: [
    /\[pid (?<pid>\d+)\] (?:\[(?<user>[^\]]+)\] )?(?:(?<status>OK|FAIL) )?(?<action>[A-Z]+): Client "(?<client>[^"]+)"(?:, "(?<file>[^"]*)")?(?:, (?<bytes>\d+) bytes)?(?:, (?<rate>[\d.]+)Kbyte\/sec)?/,
    /\[pid (?<pid>\d+)\] (?:\[(?<user>[^\]]+)\] )?(?<message>[^]*)$/,
  ],
  samples: [
    {
      line: 'Sun Mar 15 08:00:01 2026 [pid 3] [jean] OK UPLOAD: Client "192.0.2.7", "/home/jean/a.png", 1884648 bytes, 41264.44Kbyte/sec',
      time: '2026-03-15T08:00:01.000Z',
      fields: { user: 'jean', status: 'OK', action: 'UPLOAD', client: '192.0.2.7', bytes: '1884648' },
    },
  ],
};
