/** NCSA combined access log, as Apache and nginx write it; further fields at the end are kept as `other`. */
import { quickCombined } from './access-quick.ts';
import type { SourceType } from './definition.ts';

export const accessCombined: SourceType = {
  name: 'access_combined',
  description: 'Web server access log in the combined format (Apache, nginx)',
  category: 'Web',
  settings: {
    SHOULD_LINEMERGE: 'false',
    TIME_PREFIX: '\\[',
    TIME_FORMAT: '%d/%b/%Y:%H:%M:%S %z',
    MAX_TIMESTAMP_LOOKAHEAD: '128',
  },
  recognise: /^\S+ \S+ \S.{0,80}?\[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:[^\]]+\] "[^"]*(?:\\.[^"]*)*" \d{3} \S+ "[^"]*/,
  extract: [
    /^(?<clientip>\S+) (?<ident>\S+) (?<user>\S+(?: \S+)*?) \[(?<req_time>[^\]]+)\] "(?:(?<method>[A-Z_]+) (?<uri>(?<uri_path>[^ ?"]*)(?:\?(?<uri_query>[^ "]*))?)(?: (?:HTTP\/)?(?<version>[^" ]*))?|[^"]*)" (?<status>\d{3}) (?<bytes>\d+|-) "(?<referer>[^"]*)" "(?<useragent>(?:[^"\\]|\\.)*)"(?: (?<other>.*))?$/,
  ],
  quick: quickCombined,
  samples: [
    {
      line: '192.0.2.7 - alice [15/Mar/2026:08:00:01 +0100] "GET /shop?item=5 HTTP/1.1" 200 512 "http://example.com/" "Mozilla/5.0 (X11)"',
      time: '2026-03-15T07:00:01.000Z',
      fields: {
        clientip: '192.0.2.7',
        user: 'alice',
        method: 'GET',
        uri: '/shop?item=5',
        uri_path: '/shop',
        uri_query: 'item=5',
        version: '1.1',
        status: '200',
        bytes: '512',
        useragent: 'Mozilla/5.0 (X11)',
      },
    },
  ],
};
