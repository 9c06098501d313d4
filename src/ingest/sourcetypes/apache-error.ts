/** Apache httpd's error log, of version 2.2 and of 2.4 with module and process. */
import type { SourceType } from './definition.ts';

export const apacheError: SourceType = {
  name: 'apache_error',
  description: 'Error log of the Apache web server',
  category: 'Web',
  settings: { SHOULD_LINEMERGE: 'true' },
  recognise: /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}(?:\.\d+)? \d{4}\] \[/,
  share: 0.5,
  extract: [
    /^\[[^\]]+\] \[(?:(?<module>[\w-]*):)?(?<level>\w+)\](?: \[pid (?<pid>\d+)(?::tid (?<tid>\d+))?\])?(?: \[client (?<client>[^\]]+?)(?::(?<client_port>\d+))?\])? (?<message>[^]*)$/,
  ],
  samples: [
    {
      line: '[Fri Sep 09 10:42:29.902022 2011] [core:error] [pid 35708:tid 4328636416] [client 72.15.99.187:4711] File does not exist: /www/favicon.ico',
      time: '2011-09-09T10:42:29.902Z',
      fields: { module: 'core', level: 'error', pid: '35708', client: '72.15.99.187', client_port: '4711' },
    },
    {
      line: '[Sun Dec 04 04:47:44 2005] [error] mod_jk child workerEnv in error state 6',
      time: '2005-12-04T04:47:44.000Z',
      fields: { level: 'error', message: 'mod_jk child workerEnv in error state 6' },
    },
  ],
};
