/** logfmt: nothing but name=value pairs, the time among them. */
import type { SourceType } from './definition.ts';

export const logfmt: SourceType = {
  name: 'logfmt',
  description: 'Lines of name=value pairs (logfmt, Go programs)',
  category: 'Structured',
  settings: { SHOULD_LINEMERGE: 'false' },
  recognise: /^(?:time|ts|t|level|lvl|timestamp)=(?:"[^"]*"|\S+) (?:[\w.]+=(?:"(?:[^"\\]|\\.)*"|\S*)(?: |$)){2}/,
  keyValues: true,
  samples: [
    {
      line: 'time="2026-03-15T08:00:01Z" level=info msg="order placed" id=7',
      time: '2026-03-15T08:00:01.000Z',
      fields: { level: 'info', msg: 'order placed', id: '7' },
    },
  ],
};
