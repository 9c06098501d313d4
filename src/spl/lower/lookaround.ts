/**
 * Lookaround at the edges of a regular expression, written in another way for RE2, which has none. Where the expression
 * is only asked for one match, what stands around it may as well be part of the match: `(?<=id=)\w+(?=;)` finds
 * what `(?:id=)\w+(?:;)` finds, as far as the groups go. What is looked for right behind ^ is a condition of its own.
 */
export interface WithoutLookaround {
  readonly pattern: string;
  /** What must or must not match besides. */
  readonly conditions: readonly { readonly pattern: string; readonly isNegated: boolean }[];
}

interface Group {
  /** `(`, `(?:`, `(?<name>`, `(?=` and so on. */
  readonly open: string;
  readonly alternatives: Item[][];
  readonly repeat: string;
}
interface Atom {
  readonly text: string;
  readonly repeat: string;
}
type Item = Group | Atom;

const lookaround = /^\(\?<?[=!]$/;

/**
 * Undefined where a lookaround stands that cannot be written in another way.
 * @param wanted where all matches are wanted, one must not need what another took in.
 */
export function withoutLookaround(pattern: string, wanted: 'one match' | 'all'): WithoutLookaround | undefined {
  const flags = /^(?:\(\?[a-z]+\))+/.exec(pattern)?.[0] ?? '';
  const alternatives = parse(pattern.slice(flags.length));
  if (alternatives === undefined || (wanted === 'all' && !isApart(alternatives))) return undefined;
  const conditions: { pattern: string; isNegated: boolean }[] = [];
  const [only] = alternatives;
  if (alternatives.length === 1 && only !== undefined) {
    if (isStart(only[0]) && !flags.includes('m')) {
      for (let found = takeFirst(only, 1, '='); found !== undefined; found = takeFirst(only, 1, '='))
        conditions.push({ pattern: `${flags}^${print(asGroup(found))}`, isNegated: found.open.endsWith('!') });
    }
    const before = takeFirst(only, 0, '<');
    if (before !== undefined) {
      const matched = before.open.endsWith('!') ? noneOf(before, '^') : ofOneLength(before);
      if (matched === undefined) return undefined;
      only.unshift(matched);
    }
  }
  for (const alternative of alternatives) {
    const behind = takeLast(alternative);
    if (behind === undefined) continue;
    const matched = behind.open.endsWith('!') ? noneOf(behind, '$') : asGroup(behind);
    if (matched === undefined) return undefined;
    alternative.push(matched);
  }
  if (holdsLookaround(alternatives)) return undefined;
  return { pattern: flags + printAll(alternatives), conditions };
}

/** Whether the matches of a pattern, written anew, leave each other what they need. */
function isApart(alternatives: readonly Item[][]): boolean {
  const [items = []] = alternatives;
  if (alternatives.length > 1) return false;
  const first = items[0];
  const before = edgeOf(items, 'first');
  const behind = edgeOf(items, 'last');
  if (isStart(first) && behind !== undefined && !isGroup(behind)) return true;
  const isBefore = isGroup(before);
  const isBehind = isGroup(behind);
  if (isBefore === isBehind) return false;
  const [looked, other] = isBefore ? [before, behind] : [behind, before];
  if (!isGroup(looked) || other === undefined || isGroup(other) || looked.open.endsWith('!')) return false;
  if (!/^\+?\??$/.test(other.repeat)) return false;
  return looked.alternatives.every((alternative) => {
    const [atom, more] =
      alternative.length === 1 && isPlain(alternative[0]) ? alternative[0].alternatives.flat() : alternative;
    if (atom === undefined || isGroup(atom) || more !== undefined || atom.repeat !== '') return false;
    return /^([$^]|\\[AzZ])$/.test(atom.text) || !mayBeSame(atom, other);
  });
}

/** The first or last thing that a pattern matches or looks for, also within groups; undefined where that can be several. */
function edgeOf(items: readonly Item[], edge: 'first' | 'last'): Item | undefined {
  const item = edge === 'first' ? items[0] : items.at(-1);
  if (!isGroup(item) || lookaround.test(item.open)) return item;
  return isPlain(item) ? edgeOf(item.alternatives[0] ?? [], edge) : undefined;
}

function isGroup(item: Item | undefined): item is Group {
  return item !== undefined && 'open' in item;
}
function isStart(item: Item | undefined): boolean {
  return item !== undefined && !isGroup(item) && (item.text === '^' || item.text === '\\A') && item.repeat === '';
}

/** Groups that the first or last thing can be taken out of. */
function isPlain(item: Item | undefined): item is Group {
  return isGroup(item) && !lookaround.test(item.open) && item.repeat === '' && item.alternatives.length === 1;
}

/** Takes the lookahead (`=`) or lookbehind (`<`) at a place out, also where groups open there. */
function takeFirst(items: Item[], at: number, kind: '=' | '<'): Group | undefined {
  const item = items[at];
  if (isPlain(item)) return takeFirst(item.alternatives[0] ?? [], 0, kind);
  if (!isGroup(item) || !lookaround.test(item.open) || item.open.includes('<') !== (kind === '<')) return undefined;
  items.splice(at, 1);
  return item;
}

function takeLast(items: Item[]): Group | undefined {
  const item = items.at(-1);
  if (isPlain(item)) return takeLast(item.alternatives[0] ?? []);
  if (!isGroup(item) || !lookaround.test(item.open) || item.open.includes('<')) return undefined;
  items.pop();
  return item;
}

function asGroup(of: Group): Group {
  return { open: '(?:', alternatives: of.alternatives, repeat: '' };
}

/** What stands before must have one length, or the earliest match could be another; the start of the text comes first. */
function ofOneLength(of: Group): Group | undefined {
  const lengths = new Set<number>();
  for (const alternative of of.alternatives) {
    if (alternative.some((item) => isGroup(item) || item.repeat !== '')) return undefined;
    if (!isStart(alternative[0])) lengths.add(alternative.length);
  }
  if (lengths.size > 1) return undefined;
  const starts = of.alternatives.filter(([first]) => isStart(first));
  return { ...asGroup(of), alternatives: [...starts, ...of.alternatives.filter((one) => !starts.includes(one))] };
}

/** Anything but these, or the edge of the text: `(?!ab)` at the end is `(?:\z|[^a]|a(?:\z|[^b]))`. */
function noneOf(of: Group, edge: '^' | '$'): Group | undefined {
  const texts: Atom[][] = [];
  for (const alternative of of.alternatives) {
    const atoms = alternative.filter((item): item is Atom => !isGroup(item));
    if (atoms.length < alternative.length || atoms.length === 0) return undefined;
    texts.push(atoms);
  }
  const [first = []] = texts;
  if (texts.length === 1 && edge === '$') return notBehind(first);
  if (texts.flat().some(({ repeat }) => repeat !== '')) return undefined;
  const end: Item = { text: '\\A', repeat: '' };
  // Before a match no more than two characters: with three the earliest match could be another.
  if (texts.length === 1 && first.length === 2) {
    const [before, last] = first.map((atom) => otherThan([atom]));
    const [, atom] = first;
    if (before === undefined || last === undefined || atom === undefined) return undefined;
    return anyOf([end], [last], [anyOf([end], [before]), atom]);
  }
  if (texts.some((one) => one.length > 1)) return undefined;
  const other = otherThan(texts.flat());
  if (other === undefined) return undefined;
  return anyOf([edge === '^' ? end : { text: '\\z', repeat: '' }], [other]);
}

function notBehind(atoms: readonly Atom[]): Group | undefined {
  const end: Item = { text: '\\z', repeat: '' };
  let made: Group | undefined;
  for (const [i, atom] of [...atoms.entries()].toReversed()) {
    const { text, repeat } = atom;
    const next = atoms[i + 1];
    const other = otherThan([{ text, repeat: '' }]);
    if (other === undefined) return undefined;
    const once: Item = { text, repeat: '' };
    if (repeat === '') made = made === undefined ? anyOf([end], [other]) : anyOf([end], [other], [once, made]);
    else {
      // As often as it comes and then something else: the one must not be the other.
      if (made === undefined || next?.repeat !== '' || !/^[*+]$/.test(repeat) || mayBeSame(atom, next))
        return undefined;
      const neither = otherThan([once, { text: next.text, repeat: '' }]);
      if (neither === undefined) return undefined;
      const [, , further = []] = made.alternatives;
      const behind = anyOf([end], [neither], ...(further.length === 0 ? [] : [further]));
      const all: Item = { text, repeat: '*' };
      made = repeat === '*' ? anyOf([all, behind]) : anyOf([end], [other], [once, all, behind]);
    }
  }
  return made;
}

function anyOf(...alternatives: Item[][]): Group {
  return { open: '(?:', alternatives, repeat: '' };
}

/** Whether some character is both. */
function mayBeSame(one: Atom, other: Atom): boolean {
  const both = [one, other].map(({ text }) => new RegExp(`^${text}$`, 'i'));
  for (let code = 0; code < 256; code += 1)
    if (both.every((expression) => expression.test(String.fromCharCode(code)))) return true;
  return false;
}

/** A class of the characters that are none of these. */
function otherThan(atoms: readonly Atom[]): Atom | undefined {
  let inside = '';
  for (const { text } of atoms) {
    if (/^\[[^^]/.test(text)) inside += text.slice(1, -1);
    else if (/^\\[dswDSW]$|^\\[^A-Za-z0-9]$|^\\[tnrfx]/.test(text)) inside += text;
    else if (text.length === 1 && !'.^$'.includes(text)) inside += /[\]\\^-]/.test(text) ? `\\${text}` : text;
    else return undefined;
  }
  return { text: `[^${inside}]`, repeat: '' };
}

function holdsLookaround(alternatives: readonly (readonly Item[])[]): boolean {
  return alternatives
    .flat()
    .some((item) => isGroup(item) && (lookaround.test(item.open) || holdsLookaround(item.alternatives)));
}

function printAll(alternatives: readonly (readonly Item[])[]): string {
  return alternatives.map((items) => items.map(print).join('')).join('|');
}
function print(item: Item): string {
  return isGroup(item) ? `${item.open}${printAll(item.alternatives)})${item.repeat}` : item.text + item.repeat;
}

const atomText =
  /\\x\{[0-9a-fA-F]+\}|\\x[0-9a-fA-F]{2}|\\[pP](?:\{\^?\w+\}|\w)|\\[^Q]|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|[^\\[()|]/sy;
const opening = /\((?:\?(?:P?<[A-Za-z_][\w.{}-]*>|<?[=!]|[a-z-]*:))?/y;
const repeating = /(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?/y;

/** Undefined for what is not known here. */
function parse(pattern: string): Item[][] | undefined {
  let at = 0;
  const take = (what: RegExp): string | undefined => {
    what.lastIndex = at;
    const found = what.exec(pattern)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const alternatives = (depth: number): Item[][] | undefined => {
    const made: Item[][] = [[]];
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        at += 1;
        made.push([]);
      } else if (pattern[at] === '(') {
        const open = pattern[at + 1] === '?' || pattern[at + 1] === '*' ? take(opening) : '(';
        if (open === '(') {
          if (pattern[at] === '(') at += 1;
          else return undefined;
        }
        const inner = depth > 50 || open === undefined ? undefined : alternatives(depth + 1);
        if (inner === undefined || open === undefined || pattern[at] !== ')') return undefined;
        at += 1;
        made.at(-1)?.push({ open, alternatives: inner, repeat: take(repeating) ?? '' });
      } else {
        const text = take(atomText);
        if (text === undefined) return undefined;
        made.at(-1)?.push({ text, repeat: take(repeating) ?? '' });
      }
    }
    return made;
  };
  const found = alternatives(0);
  return at < pattern.length ? undefined : found;
}
