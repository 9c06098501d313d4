/** klog and glog, as Kubernetes and Google's programs write: level and date run together, without a year. */
import type { SourceType } from './definition.ts';

export const klog: SourceType = {
  name: 'klog',
  description: 'Kubernetes component log (klog, glog)',
  category: 'Application',
  settings: { SHOULD_LINEMERGE: 'true', TIME_PREFIX: '^[IWEFD]', TIME_FORMAT: '%m%d %H:%M:%S.%6N' },
  recognise: /^[IWEFD]\d{4} \d{2}:\d{2}:\d{2}\.\d+ +\d+ \S+:\d+\] /,
  share: 0.3,
  extract: [/^(?<level>[IWEFD])\d{4} \S+ +(?<thread>\d+) (?<file>[^\s:]+):(?<line>\d+)\] (?<message>[^]*)$/],
  keyValues: true,
  samples: [
    {
      line: 'I0315 08:00:01.123456    4242 server.go:61] "Started" port=8080',
      time: null,
      fields: { level: 'I', thread: '4242', file: 'server.go', line: '61', port: '8080' },
    },
  ],
};
