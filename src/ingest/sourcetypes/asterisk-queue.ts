/** Asterisk's log of its call queues. */
import type { SourceType } from './definition.ts';

export const asteriskQueue: SourceType = {
  name: 'asterisk_queue',
  description: 'Call queues of the Asterisk telephone exchange',
  category: 'Network',
  settings: { SHOULD_LINEMERGE: 'false', TIME_PREFIX: '^', TIME_FORMAT: '%s' },
  recognise: /^\d{10}\|[^|]+\|[^|]*\|[^|]*\|[A-Z]+(?:\||$)/,
  extract: [/^\d+\|(?<call_id>[^|]*)\|(?<queue>[^|]*)\|(?<agent>[^|]*)\|(?<event>[A-Z]+)/],
  samples: [
    {
      line: '1773561601|1773561601.1|queue1|SIP/101|CONNECT|8|1773561601.2|3',
      time: '2026-03-15T08:00:01.000Z',
      fields: { call_id: '1773561601.1', queue: 'queue1', agent: 'SIP/101', event: 'CONNECT' },
    },
  ],
};
