/** The host that a source type's settings give a file's events: host_regex, host_segment or host. Meanings: inputs.conf.spec. */
import { patternOf } from './settings.ts';
import type { Settings } from './settings.ts';

/** Undefined where the settings say nothing, or nothing that fits the path. */
export function hostOf(settings: Settings, path: string): string | undefined {
  const pattern = patternOf(settings, 'host_regex');
  const byPattern = pattern?.find(path)?.groups[0];
  if (byPattern !== undefined && byPattern !== '') return byPattern;
  const segment = Number(settings.host_segment ?? 0);
  const bySegment = segment > 0 ? path.split(/[\\/]+/).filter((part) => part !== '')[segment - 1] : undefined;
  return bySegment ?? (settings.host === '' ? undefined : settings.host);
}
