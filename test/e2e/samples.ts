/** Files that the window's tests drop, made on the spot. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A county's spending: dates as mm/dd/yyyy, commas within quotes. */
export function spendingFile(folder: string): string {
  const file = join(folder, 'spend.csv');
  const lines = [
    'Department,Agency,Vendor,Invoice Number,Invoice Date,Invoice Amount',
    'Police,Patrol,"Acme Supplies, Inc.",A-1,01/15/2025,100.50',
    'Police,Patrol,Baker,A-2,02/20/2025,200.25',
    'Libraries,Central,"Cloud, ""Best"" Books",A-3,01/31/2025,50.00',
    'Libraries,East,Delta,A-4,03/13/2025,75.25',
    'Parks,North,Evergreen,A-5,02/28/2025,1000.00',
  ];
  writeFileSync(file, `${lines.join('\r\n')}\r\n`);
  return file;
}

/** What Splunk fails on: two dates, days first with two-digit years, text before the date. */
export function awkwardFile(folder: string, name: string): string {
  const file = join(folder, name);
  const lines = [
    'Entered,Case,Booked on,Amount',
    '02.01.24,C-1,Booked: 05.03.24,10',
    '03.01.24,C-2,Booked: 06.03.24,20',
    '04.01.24,C-3,Booked: 07.03.24,30',
    '05.01.24,C-4,Booked: 31.03.24,40',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** A folder with two logs of different kinds, one of them a level down. */
export function logFolder(folder: string): string {
  const top = join(folder, 'logs');
  mkdirSync(join(top, 'web'), { recursive: true });
  const access = (second: number): string =>
    `203.0.113.9 - - [14/Oct/2025:18:22:${String(second).padStart(2, '0')} +0000] "GET /cart HTTP/1.1" 200 512 "-" "Mozilla/5.0"`;
  writeFileSync(join(top, 'web', 'access.log'), `${[1, 2, 3].map(access).join('\n')}\n`);
  const json = (second: number): string =>
    JSON.stringify({ time: `2025-10-14T18:22:0${second}Z`, level: 'info', message: 'started' });
  writeFileSync(join(top, 'app.json'), `${[1, 2].map(json).join('\n')}\n`);
  return top;
}

/** An access log of about so many bytes. */
export function bigLog(folder: string, bytes: number): string {
  const file = join(folder, 'big.log');
  const line = (i: number): string => {
    const at = new Date(Date.UTC(2025, 9, 14) + i * 1000);
    const two = (n: number): string => String(n).padStart(2, '0');
    return `203.0.113.${i % 250} - - [${two(at.getUTCDate())}/Oct/2025:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000] "GET /page/${i % 9973} HTTP/1.1" ${i % 17 === 0 ? 500 : 200} ${1000 + (i % 5000)} "-" "Mozilla/5.0"\n`;
  };
  let block = '';
  for (let i = 0; i < 10_000; i += 1) block += line(i);
  writeFileSync(file, '');
  for (let written = 0; written < bytes; written += block.length) writeFileSync(file, block, { flag: 'a' });
  return file;
}

/** JSON lines with nested objects, and a server's log with a stack trace and one very long event. */
export function serverLogs(folder: string): string[] {
  const json = join(folder, 'app.json');
  const event = (second: number): string =>
    JSON.stringify({
      time: `2026-03-15T08:00:${String(second).padStart(2, '0')}Z`,
      level: second % 4 === 0 ? 'ERROR' : 'INFO',
      took: second * 10,
      user: { name: second % 2 === 0 ? 'ada' : 'bob', roles: ['admin', 'dev'] },
    });
  writeFileSync(json, `${Array.from({ length: 20 }, (_, i) => event(i)).join('\n')}\n`);
  const log = join(folder, 'server.log');
  const trace = Array.from({ length: 20 }, (_, i) => `\tat shop.Orders.stage${i}(Orders.java:${i + 100})`);
  const lines = [
    '2026-03-15 08:01:00,000 INFO shop.Orders - order placed id=41',
    '2026-03-15 08:01:01,000 ERROR shop.Orders - order refused id=42',
    'java.lang.IllegalStateException: stock is negative',
    ...trace,
    `2026-03-15 08:01:02,000 WARN shop.Orders - payload ${'x'.repeat(9_000)} end`,
    '2026-03-15 08:01:03,000 INFO shop.Orders - order placed id=43',
  ];
  writeFileSync(log, `${lines.join('\n')}\n`);
  return [json, log];
}
