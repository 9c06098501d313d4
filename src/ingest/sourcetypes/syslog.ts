/** BSD syslog (RFC 3164): month, day and clock without a year, host, process. */
import type { SourceType } from './definition.ts';

export const syslog: SourceType = {
  name: 'syslog',
  description: 'Syslog as most Unix systems write it',
  category: 'Operating System',
  settings: { SHOULD_LINEMERGE: 'true', MAX_TIMESTAMP_LOOKAHEAD: '40' },
  recognise: /^(?:<\d{1,3}>)?[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)? \S+ [^\s:[]+(?:\[\d+\])?:? /,
  share: 0.6,
  extract: [
    /^(?:<(?<priority>\d{1,3})>)?[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)? (?<host>\S+) (?<process>[^\s:[]+)(?:\[(?<pid>\d+)\])?:? (?<message>[^]*)$/,
  ],
  hostField: 'host',
  keyValues: true,
  samples: [
    {
      line: 'Dec 10 06:55:46 web1 collectd[24200]: write_queue is full, size=100',
      time: null,
      fields: { process: 'collectd', pid: '24200', size: '100' },
    },
  ],
};
