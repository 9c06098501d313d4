/** Python's logging, in its usual forms: time, name, level and message, or the level first. */
import type { SourceType } from './definition.ts';

export const python: SourceType = {
  name: 'python',
  description: 'Log of a Python program (logging)',
  category: 'Application',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^(?:\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2},\d{3}(?: [-–—] | ?: ?)[\w.]+(?: [-–—] | ?: ?)(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\b|(?:DEBUG|INFO|WARNING|ERROR|CRITICAL):\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2},\d{3}:)/,
  share: 0.2,
  extract: [
    /^\S+ \S+?,\d{3}(?: [-–—] | ?: ?)(?<logger>[\w.]+)(?: [-–—] | ?: ?)(?<level>[A-Z]+)\s*(?:[-–—:] ?)?(?<message>[^]*)$/,
    /^(?<level>[A-Z]+):\S+ \S+?,\d{3}:(?<logger>[^\s:]+):(?<message>[^]*)$/,
  ],
  keyValues: true,
  samples: [
    {
      line: '2026-03-15 08:00:01,123 - app.web - ERROR - failed id=7',
      time: '2026-03-15T08:00:01.123Z',
      fields: { logger: 'app.web', level: 'ERROR', message: 'failed id=7', id: '7' },
    },
    {
      line: '2026-03-15 08:00:01,123 — app.web — INFO — started',
      time: '2026-03-15T08:00:01.123Z',
      fields: { logger: 'app.web', level: 'INFO', message: 'started' },
    },
    {
      line: 'ERROR:2026-03-15 08:00:01,123:root:failed',
      time: '2026-03-15T08:00:01.123Z',
      fields: { logger: 'root', level: 'ERROR', message: 'failed' },
    },
  ],
};
