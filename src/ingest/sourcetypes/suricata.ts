/** Suricata's eve.json. */
import type { SourceType } from './definition.ts';

export const suricata: SourceType = {
  name: 'suricata',
  description: 'Events of the Suricata network sensor (eve.json)',
  category: 'Network',
  settings: { INDEXED_EXTRACTIONS: 'json', KV_MODE: 'none', SHOULD_LINEMERGE: 'false', TIMESTAMP_FIELDS: 'timestamp' },
  keys: ['timestamp', 'event_type'],
  samples: [
    {
      line: '{"timestamp":"2026-03-15T08:00:01.123456+0100","flow_id":1,"event_type":"dns","src_ip":"10.0.0.9","dns":{"rrname":"example.com"}}',
      time: '2026-03-15T07:00:01.123Z',
      fields: { event_type: 'dns', 'dns.rrname': 'example.com' },
    },
  ],
};
