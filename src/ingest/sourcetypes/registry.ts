/** The pretrained source types, the more special first. */
import { accessCombined } from './access-combined.ts';
import { accessCommon } from './access-common.ts';
import { csv, psv, tsv } from './csv.ts';
import type { SourceType } from './definition.ts';
import { json } from './json.ts';
import { log4j } from './log4j.ts';
import { generic, text } from './plain.ts';
import { syslog } from './syslog.ts';
import { w3c } from './w3c.ts';
import { zeek } from './zeek.ts';

export const sourceTypes: readonly SourceType[] = [
  accessCombined,
  accessCommon,
  syslog,
  w3c,
  zeek,
  json,
  log4j,
  csv,
  tsv,
  psv,
  generic,
  text,
];

export function sourceTypeNamed(name: string): SourceType | undefined {
  return sourceTypes.find((type) => type.name === name);
}
