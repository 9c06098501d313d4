/** Makes the bench's files: the same bytes on every machine for the same scale. */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

export interface BenchFile {
  readonly path: string;
  readonly bytes: number;
}

/** Raised when what is generated changes, so that older files are not used. */
const version = 1;

/** In very few lines of `accessLogPart`; its first word is in no others. */
export const rarePhrase = 'zebrafish was here';

/** An access log of `megabytes` (10^6 bytes), about two requests a second from 2026-01-01 on, mixed methods and paths. */
export function accessLog(folder: string, megabytes: number): Promise<BenchFile> {
  return generate(folder, `access-${megabytes}-v${version}.log`, megabytes, '', accessLine);
}

/** Lines of an access log that goes on over several files: the rare words stand in one line of 500,000. */
export async function accessLogPart(folder: string, first: number, lines: number): Promise<BenchFile> {
  return generate(
    folder,
    `access-from-${first}-${lines}-v${version}.log`,
    Infinity,
    '',
    (random, i) => {
      if (i >= lines) return undefined;
      const line = accessLine(random, first + i);
      return (first + i) % 500_000 === 250_000 ? line.replace(/"\n$/, ` ${rarePhrase}"\n`) : line;
    },
    first,
  );
}

/** A spending table of `megabytes` with a header, quoted commas and dates as mm/dd/yyyy. */
export function spendingTable(folder: string, megabytes: number): Promise<BenchFile> {
  return generate(
    folder,
    `spending-${megabytes}-v${version}.csv`,
    megabytes,
    'Department,Agency,Vendor,Invoice Number,Invoice Date,Invoice Amount\n',
    spendingLine,
  );
}

/** A log of a Java service of `megabytes`; with `traces`, every fifth event goes on over the lines of a stack trace. */
export function serviceLog(folder: string, megabytes: number, traces: boolean): Promise<BenchFile> {
  const name = `service-${traces ? 'traces' : 'lines'}-${megabytes}-v${version}.log`;
  return generate(folder, name, megabytes, '', (random, i) => serviceEvent(random, i, traces));
}

/** Objects, one a line, nested a little, of `megabytes`. */
export function jsonLog(folder: string, megabytes: number): Promise<BenchFile> {
  return generate(folder, `orders-${megabytes}-v${version}.jsonl`, megabytes, '', jsonLine);
}

async function generate(
  folder: string,
  name: string,
  megabytes: number,
  header: string,
  line: (random: () => number, i: number) => string | undefined,
  seed = 0,
): Promise<BenchFile> {
  const path = join(folder, name);
  if (existsSync(path)) return { path, bytes: statSync(path).size };
  mkdirSync(folder, { recursive: true });
  const random = randomFrom(20_260_315 + seed);
  const unfinished = `${path}.${process.pid}.part`;
  const file = await open(unfinished, 'w');
  let bytes = 0;
  try {
    let text = header;
    for (let i = 0; bytes + text.length < megabytes * 1e6; i += 1) {
      const next = line(random, i);
      if (next === undefined) break;
      text += next;
      if (text.length > 1 << 20) {
        bytes += (await file.write(text)).bytesWritten;
        text = '';
      }
    }
    bytes += (await file.write(text)).bytesWritten;
  } finally {
    await file.close();
  }
  renameSync(unfinished, path);
  return { path, bytes };
}

/** Mulberry32: small, fast, and the same everywhere. Gives 0 <= x < 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: () => number, choices: readonly T[]): T {
  // Squared, so that the first choices are the frequent ones.
  const chosen = choices[Math.floor(random() ** 2 * choices.length)];
  if (chosen === undefined) throw new Error('There is nothing to choose from.');
  return chosen;
}

const methods = ['GET', 'GET', 'GET', 'POST', 'HEAD', 'PUT', 'DELETE'];
const statuses = [200, 200, 200, 200, 304, 404, 302, 403, 500, 503];
const agents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
  'curl/8.5.0',
  'Mozilla/5.0 (compatible; examplebot/2.1; +https://bot.example/about)',
];
const paths = Array.from(
  { length: 400 },
  (_, i) =>
    `/${['index', 'products', 'api/v1/items', 'images', 'login', 'search', 'cart', 'static/js'][i % 8] ?? 'x'}/${i}${i % 8 === 3 ? '.png' : ''}`,
);
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const start = Date.UTC(2026, 0, 1);

function accessLine(random: () => number, i: number): string {
  const date = new Date(start + i * 500 + Math.floor(random() * 500));
  const two = (n: number): string => String(n).padStart(2, '0');
  const stamp = `${two(date.getUTCDate())}/${months[date.getUTCMonth()] ?? ''}/${date.getUTCFullYear()}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
  const address = `${10 + Math.floor(random() * 4)}.${Math.floor(random() * 16)}.${Math.floor(random() * 64)}.${Math.floor(random() * 254) + 1}`;
  const user = random() < 0.05 ? `user${Math.floor(random() * 500)}` : '-';
  const referer = random() < 0.4 ? `https://shop.example${pick(random, paths)}` : '-';
  return `${address} - ${user} [${stamp}] "${pick(random, methods)} ${pick(random, paths)} HTTP/1.1" ${pick(random, statuses)} ${Math.floor(random() ** 3 * 100_000)} "${referer}" "${pick(random, agents)}"\n`;
}

const classes = ['orders.OrderService', 'cart.CartController', 'pay.PaymentClient', 'stock.StockRepository'];
const levels = ['INFO', 'INFO', 'DEBUG', 'WARN', 'ERROR'];

function serviceEvent(random: () => number, i: number, traces: boolean): string {
  const at = new Date(start + i * 250).toISOString().replace('T', ' ').replace('.', ',').slice(0, 23);
  const name = `com.example.${pick(random, classes)}`;
  const head = `${at} ${pick(random, levels)} [worker-${Math.floor(random() * 16)}] ${name} - Handled ${pick(random, paths)} for customer ${Math.floor(random() * 90_000)} in ${Math.floor(random() ** 3 * 2000)} ms\n`;
  if (!traces || i % 5 !== 0) return head;
  const frames = Array.from(
    { length: 8 },
    (_, k) => `\tat com.example.${pick(random, classes)}.step${k}(Step.java:${Math.floor(random() * 400)})\n`,
  );
  return `${head}java.lang.IllegalStateException: no stock for ${i}\n${frames.join('')}`;
}

function jsonLine(random: () => number, i: number): string {
  const order = {
    ts: new Date(start + i * 250).toISOString(),
    level: pick(random, levels),
    service: pick(random, classes),
    message: `Handled ${pick(random, paths)}`,
    customer: { id: Math.floor(random() * 90_000), country: pick(random, ['DE', 'US', 'FR', 'JP']) },
    total: Math.round(random() ** 3 * 100_000) / 100,
    items: Math.floor(random() * 9),
    paid: random() < 0.9,
  };
  return `${JSON.stringify(order)}\n`;
}

const departments = [
  'Transportation',
  'Public Libraries',
  'Police',
  'Fire and Rescue',
  'Health and Human Services',
  'Recreation',
  'Finance',
  'General Services',
];
const vendors = Array.from({ length: 900 }, (_, i) => (i % 3 === 0 ? `"Vendor ${i}, Inc."` : `Vendor ${i} LLC`));

function spendingLine(random: () => number, i: number): string {
  const date = new Date(Date.UTC(2023, 0, 1) + Math.floor(random() * 1000) * 86_400_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const department = pick(random, departments);
  return `${department},${department} Agency ${Math.floor(random() * 5)},${pick(random, vendors)},INV-${100_000 + i},${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${date.getUTCFullYear()},${(random() ** 4 * 250_000).toFixed(2)}\n`;
}
