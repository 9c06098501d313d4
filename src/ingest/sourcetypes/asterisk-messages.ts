/** Asterisk's log of messages. */
import type { SourceType } from './definition.ts';

export const asteriskMessages: SourceType = {
  name: 'asterisk_messages',
  description: 'Messages of the Asterisk telephone exchange',
  category: 'Network',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^\[(?:[A-Z][a-z]{2} [ \d]\d|\d{4}-\d{2}-\d{2}) \d{2}:\d{2}:\d{2}(?:\.\d+)?\] (?:VERBOSE|NOTICE|WARNING|ERROR|DEBUG|DTMF|SECURITY)\[\d+\]/,
  share: 0.4,
  extract: [
    /^\[[^\]]+\] (?<level>[A-Z]+)\[(?<thread>\d+)\](?:\[(?<call_id>C-\w+)\])?:? (?<source_file>[^:\s]+): (?<message>[^]*)$/,
  ],
  samples: [
    {
      line: '[2026-03-15 08:00:01] NOTICE[4711][C-00000001] chan_sip.c: Registration from 100 failed',
      time: '2026-03-15T08:00:01.000Z',
      fields: { level: 'NOTICE', call_id: 'C-00000001', source_file: 'chan_sip.c' },
    },
  ],
};
