/** Logins and rights: auth.log and secure of Linux. */
import type { SourceType } from './definition.ts';

export const linuxSecure: SourceType = {
  name: 'linux_secure',
  description: 'Logins on Linux (auth.log, secure)',
  category: 'Operating System',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise:
    /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)?|\d{4}-\d{2}-\d{2}T\S+) \S+ (?:sshd|sudo|su|login|systemd-logind|polkitd|useradd|usermod|userdel|groupadd|passwd|chpasswd|gdm\S*)(?:\[\d+\]|\(\S+\))*: /,
  share: 0.9,
  extract: [
    /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)?|\d{4}-\d{2}-\d{2}T\S+) (?<host>\S+) (?<process>[^\s:[(]+)(?:\([^)]*\))?(?:\[(?<pid>\d+)\])?: (?<message>(?<action>Accepted|Failed) (?<method>\S+) for (?:invalid user )?(?<user>\S+) from (?<src>\S+) port (?<src_port>\d+)[^]*)$/,
    /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:\d{2}:\d{2}(?:\.\d+)?|\d{4}-\d{2}-\d{2}T\S+) (?<host>\S+) (?<process>[^\s:[(]+)(?:\([^)]*\))?(?:\[(?<pid>\d+)\])?: (?<message>[^]*)$/,
  ],
  hostField: 'host',
  keyValues: true,
  samples: [
    {
      line: 'Mar 15 08:00:01 web1 sshd[24200]: Failed password for invalid user admin from 192.0.2.7 port 4711 ssh2',
      time: null,
      fields: { process: 'sshd', pid: '24200', action: 'Failed', user: 'admin', src: '192.0.2.7', src_port: '4711' },
    },
    {
      line: '2026-03-15T08:00:01.123456+01:00 web1 sudo:   bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/ls',
      time: '2026-03-15T07:00:01.123Z',
      fields: { process: 'sudo', TTY: 'pts/0', USER: 'root' },
    },
  ],
};
