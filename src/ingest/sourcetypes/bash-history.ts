/** A shell's history with times: a comment with the seconds, then the command. */
import type { SourceType } from './definition.ts';

export const bashHistory: SourceType = {
  name: 'bash_history',
  description: 'History of the bash or tcsh shell, with times',
  category: 'Operating System',
  settings: { SHOULD_LINEMERGE: 'true', TIME_PREFIX: '^#\\+?', TIME_FORMAT: '%s' },
  opening: /^#\+?1\d{9}$/,
  extract: [/^#\+?\d+\n(?<command>[^]*)$/],
  samples: [{ line: '#1773561601\nls -la', time: '2026-03-15T08:00:01.000Z', fields: { command: 'ls -la' } }],
};
