/** Container logs as Kubernetes' runtimes write them (CRI): time, stream, partial or full, message. */
import type { SourceType } from './definition.ts';

export const cri: SourceType = {
  name: 'kube:container',
  description: 'Container log of a Kubernetes node (CRI)',
  category: 'Application',
  settings: { SHOULD_LINEMERGE: 'false' },
  recognise: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d+(?:Z|[+-]\d{2}:\d{2}) (?:stdout|stderr) [FP](?: |$)/,
  extract: [/^\S+ (?<stream>stdout|stderr) (?<tag>[FP]) ?(?<message>[^]*)$/],
  messageField: 'message',
  samples: [
    {
      line: '2026-03-15T08:00:01.123456789+01:00 stderr F level=warn msg="slow"',
      time: '2026-03-15T07:00:01.123Z',
      fields: { stream: 'stderr', tag: 'F', level: 'warn', msg: 'slow' },
    },
    {
      line: '2026-03-15T08:00:01.123456789Z stdout F {"level":"info","http":{"status":200}}',
      time: '2026-03-15T08:00:01.123Z',
      fields: { stream: 'stdout', level: 'info', 'http.status': '200' },
    },
  ],
};
