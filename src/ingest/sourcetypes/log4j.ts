/** Application logs with a full time at the start, a level, and stack traces that go on over lines. */
import type { SourceType } from './definition.ts';

export const log4j: SourceType = {
  name: 'log4j',
  description: 'Application log with time, level and stack traces (log4j, logback, Python)',
  category: 'Application',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^\[?\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}[.,]\d{3}\S*\]? .{0,120}?\b(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)\b/,
  share: 0.2,
  extract: [
    /^\[?\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}[.,]\d{3}\S*\]? [^]{0,120}?\b(?<level>TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)\b/,
  ],
  keyValues: true,
  samples: [
    {
      line: '2026-03-15 08:00:01,042 [main] ERROR com.example.Shop - order failed id=7',
      time: '2026-03-15T08:00:01.042Z',
      fields: { level: 'ERROR', id: '7' },
    },
  ],
};
