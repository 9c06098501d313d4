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
import { haproxy } from './haproxy.ts';
import { mongod } from './mongod.ts';
import { mysqlSlow } from './mysql-slow.ts';
import { awsElb } from './aws-elb.ts';
import { awsS3 } from './aws-s3.ts';
import { catalina } from './catalina.ts';
import { vsftpd } from './vsftpd.ts';
import { linuxSecure } from './linux-secure.ts';
import { postfix } from './postfix.ts';
import { sendmail } from './sendmail.ts';
import { exim } from './exim.ts';
import { winEventLog } from './win-event-log.ts';
import { xmlWinEventLog } from './xml-win-event-log.ts';
import { docker } from './docker.ts';
import { cloudtrail } from './cloudtrail.ts';
import { journald } from './journald.ts';
import { suricata } from './suricata.ts';
import { kubeAudit } from './kube-audit.ts';
import { python } from './python.ts';
import { serilog } from './serilog.ts';
import { db2Diag } from './db2-diag.ts';
import { asteriskMessages } from './asterisk-messages.ts';
import { asteriskQueue } from './asterisk-queue.ts';
import { websphere } from './websphere.ts';
import { weblogic } from './weblogic.ts';
import { mssql } from './mssql.ts';
import { mbox } from './mbox.ts';
import { squid } from './squid.ts';
import { snort } from './snort.ts';
import { rails } from './rails.ts';
import { cef } from './cef.ts';
import { fortigate } from './fortigate.ts';
import { bashHistory } from './bash-history.ts';

export const sourceTypes: readonly SourceType[] = [
  accessCombined,
  accessCommon,
  mbox,
  mysqlSlow,
  xmlWinEventLog,
  winEventLog,
  bashHistory,
  rails,
  db2Diag,
  weblogic,
  websphere,
  mssql,
  haproxy,
  awsElb,
  awsS3,
  squid,
  snort,
  cef,
  fortigate,
  asteriskMessages,
  asteriskQueue,
  mongod,
  vsftpd,
  exim,
  catalina,
  postfix,
  sendmail,
  linuxSecure,
  python,
  serilog,
  docker,
  cloudtrail,
  journald,
  suricata,
  kubeAudit,
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
