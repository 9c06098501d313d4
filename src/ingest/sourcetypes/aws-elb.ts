/** Access logs of Amazon's load balancers, classic and application. */
import type { SourceType } from './definition.ts';

export const awsElb: SourceType = {
  name: 'aws:elb:accesslogs',
  description: 'Access log of an Amazon load balancer',
  category: 'Web',
  settings: { SHOULD_LINEMERGE: 'false' },
  recognise:
    /^(?:(?:https?|h2|grpcs|wss?|tls) )?\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z \S+ [\d.a-f:[\]]+:\d+ (?:\S+:\d+|-) -?[\d.]+ -?[\d.]+ -?[\d.]+ /,
  extract: [
    /^(?:(?<type>https?|h2|grpcs|wss?|tls) )?\S+ (?<elb>\S+) (?<client_ip>\S+):(?<client_port>\d+) (?:(?<target_ip>\S+):(?<target_port>\d+)|-) (?<request_processing_time>-?[\d.]+) (?<target_processing_time>-?[\d.]+) (?<response_processing_time>-?[\d.]+) (?<elb_status_code>\d+|-) (?<target_status_code>\d+|-) (?<received_bytes>\d+) (?<sent_bytes>\d+) "(?<request>(?<method>\S+) (?<request_url>\S+)[^"]*|[^"]*)" "(?<user_agent>[^"]*)" (?<ssl_cipher>\S+) (?<ssl_protocol>\S+)/,
  ],
  samples: [
    {
      line: '2026-03-15T08:00:01.123456Z my-elb 192.0.2.7:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.38.0" - -',
      time: '2026-03-15T08:00:01.123Z',
      fields: { elb: 'my-elb', client_ip: '192.0.2.7', elb_status_code: '200', sent_bytes: '29', method: 'GET' },
    },
    {
      line: 'https 2026-03-15T08:00:01.123456Z app/my-lb/50dc6c495c0c9188 192.0.2.7:2817 - -1 -1 -1 503 - 0 57 "GET https://www.example.com:443/ HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 - "Root=1-5" "-" "-" 1 2026-03-15T08:00:01.000000Z "forward" "-" "-" "-" "-" "-" "-"',
      time: '2026-03-15T08:00:01.123Z',
      fields: { type: 'https', elb_status_code: '503', ssl_protocol: 'TLSv1.2' },
    },
  ],
};
