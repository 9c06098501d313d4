/** DB2's db2diag.log: records of several lines, the zone as minutes. */
import type { SourceType } from './definition.ts';

export const db2Diag: SourceType = {
  name: 'db2_diag',
  description: 'Diagnostic log of the DB2 database',
  category: 'Database',
  settings: { SHOULD_LINEMERGE: 'true' },
  opening: /^\d{4}-\d{2}-\d{2}-\d{2}\.\d{2}\.\d{2}\.\d{6}[+-]\d{3} \w+ +LEVEL: /,
  extract: [/^\S+ (?<record_id>\w+) +LEVEL: (?<level>[^\n]*?)\s*(?:\n|$)/],
  samples: [
    {
      line: '2026-03-15-08.00.01.123456+060 I1A1234              LEVEL: Event\nPID     : 4711                 TID : 140\nINSTANCE: db2inst1             NODE : 000',
      time: '2026-03-15T07:00:01.123Z',
      fields: { record_id: 'I1A1234', level: 'Event' },
    },
  ],
};
