/** W3C extended log files: the header lines say the columns. */
import { sourceTypeNamed } from '../sourcetypes/registry.ts';

import type { Finish, Understanding } from './types.ts';

export function describeW3c(f: Finish): Understanding {
  const line = f.lines.find((l) => /^#Fields:\s/i.test(l.text))?.text ?? '';
  const columns = line
    .replace(/^#Fields:\s*/i, '')
    .trim()
    .split(/[\s]+/);
  const settings: Record<string, string> = { ...(sourceTypeNamed('iis')?.settings ?? {}), ...f.base };
  if (settings.TIMESTAMP_FIELDS === undefined) {
    const wanted = ['date', 'time'].filter((name) => columns.includes(name));
    if (wanted.length === 2) {
      settings.TIMESTAMP_FIELDS = 'date,time';
      settings.TIME_FORMAT ??= '%Y-%m-%d %H:%M:%S';
    } else if (columns.includes('time')) {
      settings.TIMESTAMP_FIELDS = 'time';
      settings.TIME_FORMAT ??= '%H:%M:%S';
    }
  }
  const sourcetype = f.hints.sourcetype ?? 'iis';
  f.decisions.push(
    { about: 'sourcetype', value: sourcetype, why: 'it has a #Fields: line', confidence: 0.98 },
    {
      about: 'timestamp',
      value:
        settings.TIMESTAMP_FIELDS === undefined
          ? 'none'
          : `${settings.TIMESTAMP_FIELDS} as ${settings.TIME_FORMAT ?? 'automatic'}`,
      why: 'the #Fields: line names them',
      confidence: 0.95,
    },
  );
  return {
    sourcetype,
    confidence: 0.98,
    shape: 'w3c',
    settings,
    charset: f.charset,
    decisions: f.decisions,
    timeCandidates: [],
    warnings: [],
    columns,
    definition: f.named ?? sourceTypeNamed('iis'),
    fingerprint: `w3c:${columns.join('\u0001')}`,
    latestTimeStart: 0,
  };
}
