/** Squid's access log in its own format. */
import type { SourceType } from './definition.ts';

export const squid: SourceType = {
  name: 'squid:access',
  description: 'Access log of the Squid proxy',
  category: 'Web',
  settings: { SHOULD_LINEMERGE: 'false', TIME_PREFIX: '^', TIME_FORMAT: '%s.%3N' },
  recognise: /^\d{9,10}\.\d{3} +\d+ \S+ \w+\/\d{3} \d+ [A-Z_]+ \S+ /,
  extract: [
    /^\S+ +(?<duration>\d+) (?<clientip>\S+) (?<action>\w+)\/(?<status>\d{3}) (?<bytes>\d+) (?<method>\S+) (?<uri>\S+) (?<user>\S+) (?<hierarchy>\w+)\/(?<server_ip>\S+) (?<content_type>\S+)/,
  ],
  samples: [
    {
      line: '1773561601.123    110 192.0.2.7 TCP_MISS/200 4512 GET http://example.com/ - HIER_DIRECT/203.0.113.5 text/html',
      time: '2026-03-15T08:00:01.123Z',
      fields: { duration: '110', action: 'TCP_MISS', status: '200', content_type: 'text/html' },
    },
  ],
};
