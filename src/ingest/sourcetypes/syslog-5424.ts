/** Syslog of RFC 5424: version, time with zone, host, program, process, message id, structured data. */
import type { SourceType } from './definition.ts';

export const syslog5424: SourceType = {
  name: 'rfc5424_syslog',
  description: 'Syslog as RFC 5424 lays down',
  category: 'Operating System',
  settings: { SHOULD_LINEMERGE: 'true', TIME_PREFIX: '^<\\d{1,3}>\\d{1,2}\\s' },
  recognise: /^<\d{1,3}>\d{1,2} (?:-|\d{4}-\d{2}-\d{2}T\S+) \S+ \S+ \S+ \S+ /,
  share: 0.6,
  extract: [
    /^<(?<priority>\d{1,3})>\d{1,2} \S+ (?<host>\S+) (?<process>\S+) (?<pid>\S+) (?<message_id>\S+) (?:-|(?<structured_data>(?:\[(?:[^\]\\]|\\.)*\])+))(?: (?<message>[^]*))?$/,
  ],
  hostField: 'host',
  keyValues: true,
  samples: [
    {
      line: '<165>1 2026-03-15T08:00:01.003Z web1 shop 8710 ID47 [origin ip="10.0.0.4"] order placed',
      time: '2026-03-15T08:00:01.003Z',
      fields: {
        priority: '165',
        process: 'shop',
        pid: '8710',
        message_id: 'ID47',
        message: 'order placed',
        ip: '10.0.0.4',
      },
    },
  ],
};
