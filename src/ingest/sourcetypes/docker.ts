/** Docker's json-file: each line an object around what the program wrote, which is parsed again. */
import type { SourceType } from './definition.ts';

export const docker: SourceType = {
  name: 'docker',
  description: 'Container log of Docker (json-file)',
  category: 'Application',
  settings: { INDEXED_EXTRACTIONS: 'json', KV_MODE: 'none', SHOULD_LINEMERGE: 'false', TIMESTAMP_FIELDS: 'time' },
  keys: ['log', 'stream', 'time'],
  messageField: 'log',
  samples: [
    {
      line: '{"log":"{\\"level\\":\\"warn\\",\\"msg\\":\\"slow\\"}\\n","stream":"stdout","time":"2026-03-15T08:00:01.123456789Z"}',
      time: '2026-03-15T08:00:01.123Z',
      fields: { stream: 'stdout', level: 'warn', msg: 'slow' },
    },
    {
      line: '{"log":"level=info port=80\\n","stream":"stderr","time":"2026-03-15T08:00:01.123456789Z"}',
      time: '2026-03-15T08:00:01.123Z',
      fields: { stream: 'stderr', level: 'info', port: '80' },
    },
  ],
};
