/** The audit daemon's log: name=value pairs, the time as epoch seconds inside msg=audit(...). */
import type { SourceType } from './definition.ts';

export const linuxAudit: SourceType = {
  name: 'linux_audit',
  description: 'Log of the Linux audit daemon',
  category: 'Operating System',
  settings: { SHOULD_LINEMERGE: 'false', TIME_PREFIX: 'audit\\(', TIME_FORMAT: '%s.%3N' },
  recognise: /^(?:node=\S+ )?type=\S+ msg=audit\(\d{10}\.\d{3}:\d+\):/,
  extract: [/^(?:node=\S+ )?type=\S+ msg=audit\(\d+\.\d+:(?<audit_id>\d+)\)/],
  keyValues: true,
  samples: [
    {
      line: 'type=SYSCALL msg=audit(1485893834.891:18877): arch=c000003e syscall=44 success=yes exe="/usr/sbin/charon"',
      time: '2017-01-31T20:17:14.891Z',
      fields: { type: 'SYSCALL', audit_id: '18877', success: 'yes', exe: '/usr/sbin/charon' },
    },
  ],
};
