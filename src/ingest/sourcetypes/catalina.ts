/** Tomcat's own log, from version 8 on, and the two-line form of java.util.logging. */
import type { SourceType } from './definition.ts';

export const catalina: SourceType = {
  name: 'catalina',
  description: 'Log of the Tomcat server (catalina.out, java.util.logging)',
  category: 'Application',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^(?:\d{2}-[A-Z][a-z]{2}-\d{4} \d{2}:\d{2}:\d{2}\.\d{3} [A-Z]+ \[[^\]]*\] |[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d{2}:\d{2} [AP]M [\w.$]+ \S+$)/,
  share: 0.2,
  extract: [
    /^\S+ \S+ (?<level>[A-Z]+) \[(?<thread>[^\]]*)\] (?<class>[\w.$]+) (?<message>[^]*)$/,
    /^[^\n]*[AP]M (?<class>[\w.$]+) (?<method>\S+)\r?\n(?<level>[A-Z]+): (?<message>[^]*)$/,
  ],
  samples: [
    {
      line: '15-Mar-2026 08:00:01.123 INFO [main] org.apache.catalina.startup.Catalina.start Server startup in 2300 ms',
      time: '2026-03-15T08:00:01.123Z',
      fields: { level: 'INFO', thread: 'main', class: 'org.apache.catalina.startup.Catalina.start' },
    },
    {
      line: 'Mar 15, 2026 8:00:01 AM org.apache.catalina.startup.Catalina start\nINFO: Server startup in 2300 ms',
      time: '2026-03-15T08:00:01.000Z',
      fields: { level: 'INFO', method: 'start', message: 'Server startup in 2300 ms' },
    },
  ],
};
