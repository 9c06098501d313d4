/** .NET programs: Serilog's files and NLog's default layout. */
import type { SourceType } from './definition.ts';

export const serilog: SourceType = {
  name: 'dotnet',
  description: 'Log of a .NET program (Serilog, NLog)',
  category: 'Application',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^(?:\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3} [+-]\d{2}:\d{2} \[(?:VRB|DBG|INF|WRN|ERR|FTL)\] |\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{4}\|(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\|)/,
  share: 0.2,
  extract: [
    /^\S+ \S+ [+-]\d{2}:\d{2} \[(?<level>[A-Z]{3})\] (?<message>[^]*)$/,
    /^\S+ [^|]+\|(?<level>[A-Z]+)\|(?<logger>[^|]*)\|(?<message>[^]*)$/,
  ],
  keyValues: true,
  samples: [
    {
      line: '2026-03-15 08:00:01.123 +01:00 [ERR] Unhandled exception',
      time: '2026-03-15T07:00:01.123Z',
      fields: { level: 'ERR', message: 'Unhandled exception' },
    },
    {
      line: '2026-03-15 08:00:01.1234|ERROR|Example.Program|Failed',
      time: '2026-03-15T08:00:01.123Z',
      fields: { level: 'ERROR', logger: 'Example.Program', message: 'Failed' },
    },
  ],
};
