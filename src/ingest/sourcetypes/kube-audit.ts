/** The audit log of Kubernetes' API server. */
import type { SourceType } from './definition.ts';

export const kubeAudit: SourceType = {
  name: 'kube:audit',
  description: 'Audit log of the Kubernetes API server',
  category: 'Application',
  settings: {
    INDEXED_EXTRACTIONS: 'json',
    KV_MODE: 'none',
    SHOULD_LINEMERGE: 'false',
    TIMESTAMP_FIELDS: 'requestReceivedTimestamp',
  },
  keys: ['auditID', 'stage', 'requestReceivedTimestamp'],
  samples: [
    {
      line: '{"kind":"Event","auditID":"a","stage":"ResponseComplete","verb":"list","requestReceivedTimestamp":"2026-03-15T08:00:01.123456Z","stageTimestamp":"2026-03-15T08:00:01.133456Z"}',
      time: '2026-03-15T08:00:01.123Z',
      fields: { verb: 'list', stage: 'ResponseComplete' },
    },
  ],
};
