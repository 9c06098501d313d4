/** Cisco ASA, PIX and FTD firewalls: %ASA-level-number: message, with or without a syslog header. */
import type { SourceType } from './definition.ts';

export const ciscoAsa: SourceType = {
  name: 'cisco:asa',
  description: 'Cisco ASA firewall',
  category: 'Network',
  settings: { SHOULD_LINEMERGE: 'false' },
  recognise: /%(?:ASA|PIX|FTD)-(?:\w+-)?\d-\d{6}: /,
  extract: [/%(?:ASA|PIX|FTD)-(?:\w+-)?(?<log_level>\d)-(?<message_id>\d{6}): (?<message>[^]*)$/],
  samples: [
    {
      line: 'Mar 15 2026 08:00:01 fw1 : %ASA-6-302013: Built outbound TCP connection 447235 for outside:192.0.2.222/53',
      time: '2026-03-15T08:00:01.000Z',
      fields: { log_level: '6', message_id: '302013' },
    },
  ],
};
