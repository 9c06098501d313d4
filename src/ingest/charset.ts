/** Finds the charset of a file that is no valid UTF-8, by what its bytes would be in each. */
import iconv from 'iconv-lite';

/** Bytes that are looked at. */
const mostBytes = 65_536;

interface TwoByteCharset {
  readonly name: string;
  /** How usual a character with these two bytes is, 0 .. 1; undefined where there is none. */
  readonly usual: (lead: number, trail: number) => number | undefined;
}

const within = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;

const twoByteCharsets: readonly TwoByteCharset[] = [
  {
    name: 'Shift_JIS',
    usual: (lead, trail) => {
      if (!(within(lead, 0x81, 0x9f) || within(lead, 0xe0, 0xfc))) return undefined;
      if (!within(trail, 0x40, 0xfc) || trail === 0x7f) return undefined;
      return lead === 0x82 || lead === 0x83 ? 1 : lead === 0x81 || within(lead, 0x88, 0x97) ? 0.9 : 0.2;
    },
  },
  {
    name: 'EUC-JP',
    usual: (lead, trail) => {
      if (!within(lead, 0xa1, 0xfe) || !within(trail, 0xa1, 0xfe)) return undefined;
      return lead === 0xa4 || lead === 0xa5 ? 1 : lead === 0xa1 ? 0.9 : within(lead, 0xb0, 0xcf) ? 0.7 : 0.1;
    },
  },
  {
    name: 'Big5',
    usual: (lead, trail) => {
      if (!within(lead, 0xa1, 0xf9) || !(within(trail, 0x40, 0x7e) || within(trail, 0xa1, 0xfe))) return undefined;
      // About half of them have a second byte among the letters of ASCII; Korean and simplified Chinese have none.
      return (within(lead, 0xa4, 0xc6) ? 1 : within(lead, 0xa1, 0xa3) ? 0.8 : 0.2) * (trail < 0x7f ? 1 : 0.85);
    },
  },
  {
    name: 'EUC-KR',
    usual: (lead, trail) => {
      if (!within(lead, 0xa1, 0xfe) || !within(trail, 0xa1, 0xfe)) return undefined;
      return within(lead, 0xb0, 0xc8) ? 1 : within(lead, 0xa1, 0xa3) ? 0.8 : 0;
    },
  },
  {
    name: 'GB18030',
    usual: (lead, trail) => {
      if (!within(lead, 0x81, 0xfe) || !within(trail, 0x40, 0xfe) || trail === 0x7f) return undefined;
      if (trail < 0xa1) return 0.1;
      return within(lead, 0xb0, 0xd7) ? 0.99 : within(lead, 0xa1, 0xa3) ? 0.8 : 0.2;
    },
  },
];

/** A charset of two bytes a character, where the bytes are usual in it; undefined for single-byte text. */
function twoByteCharset(bytes: Buffer): string | undefined {
  let best: { readonly name: string; readonly score: number } | undefined;
  for (const { name, usual } of twoByteCharsets) {
    let pairs = 0,
      sum = 0,
      odd = 0;
    for (let i = 0; i < bytes.length - 1; i += 1) {
      const lead = bytes[i] ?? 0;
      if (lead < 0x80) continue;
      const how = usual(lead, bytes[i + 1] ?? 0);
      if (how === undefined) {
        odd += 1;
        continue;
      }
      pairs += 1;
      sum += how;
      i += 1;
    }
    if (pairs < 2 || odd > pairs * 0.02) continue;
    // Korean uses few of the first bytes that Chinese uses: only many of them tell.
    const score = (sum / (pairs + odd * 5)) * (name === 'EUC-KR' && pairs < 6 ? 0.95 : 1);
    if (score > (best?.score ?? 0.6)) best = { name, score };
  }
  if (best === undefined || !runsInPairs(bytes, best.name)) return undefined;
  return best.name;
}

/** In Western text a letter beyond ASCII seldom stands beside another. */
function runsInPairs(bytes: Buffer, charset: string): boolean {
  let alone = 0,
    beside = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    if ((bytes[i] ?? 0) < 0x80) continue;
    const next = bytes[i + 1] ?? 0;
    if (next >= 0x80) {
      beside += 1;
      i += 1;
    } else if (/Shift|Big5|GB/.test(charset) && next >= 0x40 && (bytes[i + 2] ?? 0) >= 0x80) {
      beside += 1;
      i += 1;
    } else alone += 1;
  }
  return beside >= 2 && alone <= beside * 0.5;
}

const rivals = ['windows-1250', 'macintosh', 'cp850'] as const;
const letters = /[a-zß-öø-ÿąćčďęěğıłńňőœřśšťůűźżž]/;
const capitals = /[À-ÖØ-ÞĄĆČĎĘĚĞİŁŃŇŐŒŘŚŠŤŮŰŹŻŽ]/;
const openings = /[‘“‚„€£¥¿¡«]/;
const signs = /[–—‘’“”„‚…•€£¥©®™°²³½¼¾«»·§¿¡±µ×\u00a0ªº]/;

/** How well the characters beyond ASCII fit what stands around them. */
function fitOf(text: string): number {
  let fit = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (c < '\u0080') continue;
    const before = text[i - 1] ?? ' ';
    const behind = text[i + 1] ?? ' ';
    const inWord = /\p{L}/u.test(before) || /\p{L}/u.test(behind);
    const afterSmall = /\p{Ll}/u.test(before);
    if (letters.test(c)) fit += inWord ? 1 : 0.2;
    else if (capitals.test(c)) fit += afterSmall ? -0.5 : inWord ? 0.9 : 0.2;
    else if (openings.test(c) && /\p{L}/u.test(before)) fit -= 0.5;
    else if (signs.test(c)) fit += c === '’' || !(/\p{L}/u.test(before) && /\p{L}/u.test(behind)) ? 0.6 : -0.5;
    else fit -= 1;
  }
  return fit;
}

/** Cyrillic text is made of words whose letters are all beyond ASCII. */
function cyrillicCharset(bytes: Buffer): string | undefined {
  let best: { readonly name: string; readonly small: number } | undefined;
  for (const name of ['windows-1251', 'koi8-r', 'cp866']) {
    const text = iconv.decode(bytes, name);
    const words = text.match(/[\u0400-\u04ff]{3,}/g) ?? [];
    const all = text.match(/[^\u0000-\u007f]/g)?.length ?? 0;
    // Of a word all letters but the first are small, or it is all capitals.
    const good = words.filter((word) => /^.[а-яё]+$/.test(word) || /^[А-ЯЁ]+$/.test(word));
    const small = good.reduce((sum, word) => sum + (/[а-яё]$/.test(word) ? word.length : word.length * 0.9), 0);
    if (small >= 8 && small > all * 0.7 && small > (best?.small ?? 0)) best = { name, small };
  }
  return best?.name;
}

/** The charset that fits best; windows-1252 where nothing tells. */
export function charsetOfBytes(head: Buffer): string {
  const bytes = head.subarray(0, mostBytes);
  const cyrillic = cyrillicCharset(bytes);
  if (cyrillic !== undefined) return cyrillic;
  const twoByte = twoByteCharset(bytes);
  if (twoByte !== undefined) return twoByte;
  const western = fitOf(iconv.decode(bytes, 'windows-1252'));
  let best: { readonly name: string; readonly fit: number } = { name: 'windows-1252', fit: western };
  for (const name of rivals) {
    // What reads well as it is read mostly is no text of an old system.
    if (western >= 0 && name !== 'windows-1250') continue;
    const fit = fitOf(iconv.decode(bytes, name));
    if (fit > best.fit + 0.5) best = { name, fit };
  }
  return best.name;
}
