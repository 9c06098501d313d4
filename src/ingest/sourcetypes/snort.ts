/** Snort's alerts, a line each or in full. */
import type { SourceType } from './definition.ts';

export const snort: SourceType = {
  name: 'snort',
  description: 'Alerts of the Snort network sensor',
  category: 'Network',
  settings: {
    SHOULD_LINEMERGE: 'true',
    BREAK_ONLY_BEFORE: '^(?:\\[\\*\\*\\] \\[|\\d\\d/\\d\\d(?:/\\d\\d(?:\\d\\d)?)?-[\\d:.]+ +\\[\\*\\*\\])',
  },
  recognise: /^(?:\d{2}\/\d{2}(?:\/\d{2,4})?-\d{2}:\d{2}:\d{2}\.\d+ +)?\[\*\*\] \[\d+:\d+:\d+\] /,
  share: 0.15,
  extract: [
    /\[\*\*\] \[(?<generator>\d+):(?<signature_id>\d+):(?<revision>\d+)\] (?<signature>[^]*?) \[\*\*\](?:\s*\[Classification: (?<classification>[^\]]*)\])?(?:\s*\[Priority: (?<priority>\d+)\])?/,
  ],
  samples: [
    {
      line: '03/15-08:00:01.123456  [**] [1:469:3] ICMP PING NMAP [**] [Classification: Attempted Information Leak] [Priority: 2] {ICMP} 192.0.2.7 -> 10.0.0.1',
      time: null,
      fields: { signature_id: '469', signature: 'ICMP PING NMAP', priority: '2' },
    },
  ],
};
