/** Access log of an Amazon S3 bucket. */
import type { SourceType } from './definition.ts';

export const awsS3: SourceType = {
  name: 'aws:s3:accesslogs',
  description: 'Access log of an Amazon S3 bucket',
  category: 'Web',
  settings: { SHOULD_LINEMERGE: 'false' },
  recognise: /^\S+ \S+ \[\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}\] \S+ \S+ \w+ [A-Z]+\.\w+/,
  extract: [
    /^(?<bucket_owner>\S+) (?<bucket_name>\S+) \[[^\]]*\] (?<remote_ip>\S+) (?<requester>\S+) (?<request_id>\S+) (?<operation>\S+) (?<key>\S+) "(?<request_uri>[^"]*)" (?<http_status>\d+|-) (?<error_code>\S+) (?<bytes_sent>\S+) (?<object_size>\S+) (?<total_time>\S+) (?<turn_around_time>\S+) "(?<referrer>[^"]*)" "(?<user_agent>[^"]*)"/,
  ],
  samples: [
    {
      line: '79a5 shop [15/Mar/2026:08:00:01 +0000] 192.0.2.3 79a5 3E57427F3EXAMPLE REST.GET.OBJECT a.png "GET /shop/a.png HTTP/1.1" 200 - 113 113 7 6 "-" "S3Console/0.4" - abc= SigV2',
      time: '2026-03-15T08:00:01.000Z',
      fields: { bucket_name: 'shop', operation: 'REST.GET.OBJECT', http_status: '200', total_time: '7' },
    },
  ],
};
