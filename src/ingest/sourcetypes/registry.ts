/** The pretrained source types, the more special first. */
import { accessCombined } from './access-combined.ts';
import { accessCommon } from './access-common.ts';
import { apacheError } from './apache-error.ts';
import { ciscoAsa } from './cisco-asa.ts';
import { cri } from './cri.ts';
import { dpkg } from './dpkg.ts';
import { klog } from './klog.ts';
import { linuxAudit } from './linux-audit.ts';
import { logfmt } from './logfmt.ts';
import { mysqldError } from './mysqld-error.ts';
import { nginxError } from './nginx-error.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';
import { syslog5424 } from './syslog-5424.ts';
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
  apacheError,
  ciscoAsa,
  cri,
  dpkg,
  klog,
  linuxAudit,
  logfmt,
  mysqldError,
  nginxError,
  postgres,
  redis,
  syslog5424,
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
