/** NCSA common access log. */
import { quickCommon } from './access-quick.ts';
import type { SourceType } from './definition.ts';

export const accessCommon: SourceType = {
  name: 'access_common',
  description: 'Web server access log in the common format',
  category: 'Web',
  settings: {
    SHOULD_LINEMERGE: 'false',
    TIME_PREFIX: '\\[',
    TIME_FORMAT: '%d/%b/%Y:%H:%M:%S %z',
    MAX_TIMESTAMP_LOOKAHEAD: '128',
  },
  recognise: /^\S+ \S+ \S+ \[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:[^\]]+\] "[^"]*" \d{3} \S+\s*$/,
  extract: [
    /^(?<clientip>\S+) (?<ident>\S+) (?<user>\S+) \[(?<req_time>[^\]]+)\] "(?:(?<method>[A-Z_]+) (?<uri>(?<uri_path>[^ ?"]*)(?:\?(?<uri_query>[^ "]*))?)(?: (?:HTTP\/)?(?<version>[^" ]*))?|[^"]*)" (?<status>\d{3}) (?<bytes>\d+|-)/,
  ],
  quick: quickCommon,
  samples: [
    {
      line: '10.0.0.1 - - [15/Mar/2026:08:00:01 +0000] "POST /login HTTP/1.0" 401 -',
      time: '2026-03-15T08:00:01.000Z',
      fields: { clientip: '10.0.0.1', method: 'POST', status: '401', bytes: '-' },
    },
  ],
};
