/** Two small made-up files to try Grotto with; the same every time. */

export interface SampleFile {
  readonly name: string;
  readonly text: string;
}

export function sampleFiles(): readonly SampleFile[] {
  return [
    { name: 'county-spending.csv', text: spending() },
    { name: 'access.log', text: accessLog() },
  ];
}

/** Numbers that look random and are not, below 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const departments = ['Transportation', 'Health and Human Services', 'Libraries', 'Police', 'General Services'] as const;
const vendors = [
  'Acme Paving, Inc.',
  'Baker & Sons',
  'Cloudy Water Co.',
  'Delta Supply, LLC',
  'Evergreen "Plus" Services',
] as const;

function spending(): string {
  const next = numbers(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = ['Department,Agency,Vendor,Invoice Number,Invoice Date,Invoice Amount'];
  for (let i = 0; i < 320; i += 1) {
    const department = pick(departments);
    const day = new Date(Date.UTC(2025, 0, 2 + Math.floor((i * 364) / 320)));
    const date = [day.getUTCMonth() + 1, day.getUTCDate()].map((n) => String(n).padStart(2, '0')).join('/');
    const amount = (40 + next() ** 3 * 24_000).toFixed(2);
    lines.push(
      [
        department,
        `${department} ${1 + Math.floor(next() * 3)}`,
        quoted(pick(vendors)),
        `INV-${String(10_000 + i * 7)}`,
        `${date}/${day.getUTCFullYear()}`,
        amount,
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

const paths = [
  '/',
  '/index.html',
  '/cart',
  '/api/items?page=2',
  '/api/login',
  '/images/logo.png',
  '/search?q=lamp',
] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function accessLog(): string {
  const next = numbers(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const start = Date.UTC(2025, 9, 14, 18);
  let text = '';
  for (let i = 0; i < 600; i += 1) {
    const at = new Date(start + i * 75_000 + Math.floor(next() * 60_000));
    const two = (n: number): string => String(n).padStart(2, '0');
    const stamp = `${two(at.getUTCDate())}/${months[at.getUTCMonth()] ?? 'Jan'}/${at.getUTCFullYear()}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
    const status = next() < 0.06 ? 500 : next() < 0.12 ? 404 : 200;
    text += `203.0.113.${1 + Math.floor(next() * 40)} - - [${stamp}] "GET ${pick(paths)} HTTP/1.1" ${status} ${200 + Math.floor(next() * 9000)} "-" "Mozilla/5.0"\n`;
  }
  return text;
}
