/** Amazon's CloudTrail: what was called, by whom, from where. */
import type { SourceType } from './definition.ts';

export const cloudtrail: SourceType = {
  name: 'aws:cloudtrail',
  description: 'Calls of Amazon Web Services (CloudTrail)',
  category: 'Cloud',
  settings: { INDEXED_EXTRACTIONS: 'json', KV_MODE: 'none', SHOULD_LINEMERGE: 'false', TIMESTAMP_FIELDS: 'eventTime' },
  keys: ['eventVersion', 'eventTime', 'eventSource', 'eventName'],
  samples: [
    {
      line: '{"eventVersion":"1.08","userIdentity":{"type":"IAMUser"},"eventTime":"2026-03-15T08:00:01Z","eventSource":"s3.amazonaws.com","eventName":"GetObject"}',
      time: '2026-03-15T08:00:01.000Z',
      fields: { eventName: 'GetObject', 'userIdentity.type': 'IAMUser' },
    },
  ],
};
