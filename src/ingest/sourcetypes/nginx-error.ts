/** nginx's error log. */
import type { SourceType } from './definition.ts';

export const nginxError: SourceType = {
  name: 'nginx:plus:error',
  description: 'Error log of the nginx web server',
  category: 'Web',
  settings: { SHOULD_LINEMERGE: 'true', TIME_FORMAT: '%Y/%m/%d %H:%M:%S', MAX_TIMESTAMP_LOOKAHEAD: '32' },
  recognise: /^\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2} \[[a-z]+\] \d+#\d+: /,
  share: 0.3,
  extract: [
    /^\S+ \S+ \[(?<level>\w+)\] (?<pid>\d+)#(?<tid>\d+): (?:\*(?<connection>\d+) )?(?<message>[^]*?)(?:, client: (?<client>[^,]+))?(?:, server: (?<server>[^,]*))?(?:, request: "(?<request>[^"]*)")?(?:, upstream: "(?<upstream>[^"]*)")?(?:, host: "(?<http_host>[^"]*)")?(?:, referrer: "(?<referer>[^"]*)")?$/,
  ],
  samples: [
    {
      line: '2026/03/15 08:00:01 [error] 4242#7: *17 open() "/www/a.png" failed (2: No such file or directory), client: 10.0.0.9, server: shop, request: "GET /a.png HTTP/1.1", host: "shop.example"',
      time: '2026-03-15T08:00:01.000Z',
      fields: {
        level: 'error',
        pid: '4242',
        connection: '17',
        client: '10.0.0.9',
        server: 'shop',
        http_host: 'shop.example',
      },
    },
  ],
};
