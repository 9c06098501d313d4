/** systemd's journal as journalctl -o json prints it: times are microseconds. */
import type { SourceType } from './definition.ts';

export const journald: SourceType = {
  name: 'journald',
  description: 'systemd journal (journalctl -o json)',
  category: 'Operating System',
  settings: {
    INDEXED_EXTRACTIONS: 'json',
    KV_MODE: 'none',
    SHOULD_LINEMERGE: 'false',
    TIMESTAMP_FIELDS: '__REALTIME_TIMESTAMP',
    TIME_FORMAT: '%s',
  },
  keys: ['__REALTIME_TIMESTAMP', 'MESSAGE'],
  samples: [
    {
      line: '{"__REALTIME_TIMESTAMP":"1773561601123456","PRIORITY":"6","MESSAGE":"Started x.","_HOSTNAME":"host1","_SOURCE_REALTIME_TIMESTAMP":"1773561601000000"}',
      time: '2026-03-15T08:00:01.123Z',
      fields: { PRIORITY: '6', MESSAGE: 'Started x.' },
    },
  ],
};
