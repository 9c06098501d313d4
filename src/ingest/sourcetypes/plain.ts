/** Text with a time somewhere in its lines, and text with none. */
import type { SourceType } from './definition.ts';

export const generic: SourceType = {
  name: 'generic_single_line',
  description: 'Text whose events carry a time',
  category: 'Miscellaneous',
  settings: { SHOULD_LINEMERGE: 'true' },
  keyValues: true,
  samples: [
    {
      line: '2026-03-15T08:00:01.500Z service started port=80',
      time: '2026-03-15T08:00:01.500Z',
      fields: { port: '80' },
    },
  ],
};
export const text: SourceType = {
  name: 'misc_text',
  description: 'Text without any time: each line is an event',
  category: 'Miscellaneous',
  settings: { SHOULD_LINEMERGE: 'false' },
  keyValues: true,
  samples: [],
};
