/** WebSphere's SystemOut and SystemErr. */
import type { SourceType } from './definition.ts';

export const websphere: SourceType = {
  name: 'websphere_trlog_sysout',
  description: 'SystemOut and SystemErr of the WebSphere server',
  category: 'Application',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise: /^\[\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}:\d{2}:\d{3} [A-Z]{2,5}\] [0-9a-f]{8} /,
  share: 0.3,
  extract: [/^\[[^\]]+\] (?<thread>[0-9a-f]{8}) (?<component>\S+) +(?<level>[A-Z]) +(?<message>[^]*)$/],
  samples: [
    {
      line: '[3/15/26 8:00:01:123 CET] 00000001 ManagerAdmin  I   TRAS0017I: The startup trace state is *=info.',
      time: '2026-03-15T07:00:01.123Z',
      fields: { thread: '00000001', component: 'ManagerAdmin', level: 'I' },
    },
  ],
};
