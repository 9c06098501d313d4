/** Windows events as Splunk's own input writes them: the time, then a name and a value a line. */
import type { SourceType } from './definition.ts';

export const winEventLog: SourceType = {
  name: 'WinEventLog',
  description: 'Windows events, a name and a value a line',
  category: 'Operating System',
  settings: { SHOULD_LINEMERGE: 'true', TIME_FORMAT: '%m/%d/%Y %I:%M:%S %p', MAX_TIMESTAMP_LOOKAHEAD: '30' },
  opening: /^\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}:\d{2}(?:\.\d+)? [AP]M\s*$/,
  extract: [/^EventCode=(?<EventCode>\d+)/m],
  keyValues: true,
  samples: [
    {
      line: '03/15/2026 08:00:01 AM\nLogName=Security\nEventCode=4624\nMessage=An account was successfully logged on.',
      time: '2026-03-15T08:00:01.000Z',
      fields: { LogName: 'Security', EventCode: '4624' },
    },
  ],
};
