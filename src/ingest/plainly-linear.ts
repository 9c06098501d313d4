/**
 * Whether an engine that goes back and tries again is sure to need little time for a regular expression. A sufficient test,
 * not a necessary one: what repeats must end where it can only end, and the ways to match may not multiply.
 */

/** Characters that stand for all: ASCII, and two others. */
const alphabet = [...Array.from({ length: 128 }, (_, i) => String.fromCharCode(i)), '\u00e9', '\u4e2d'];
/** Ways to try that all optional and alternative parts may make together. */
const mostWays = 64;
/** More repetitions than this count as many. */
const many = 16;

interface Item {
  readonly kind: 'atom' | 'group' | 'anchor';
  readonly characters: readonly boolean[];
  readonly branches: readonly (readonly Item[])[];
  readonly least: number;
  readonly most: number;
}

class Unclear extends Error {}

export function isPlainlyLinear(source: string, flags: string): boolean {
  try {
    const reader = new Reader(source, flags);
    const branches = reader.alternatives();
    if (!reader.atEnd()) return false;
    let ways = branches.length;
    for (const branch of branches) {
      const anchored = branch[0]?.kind === 'anchor' && source.startsWith('^') && !flags.includes('m');
      ways *= waysOf(branch, [], anchored ? undefined : firstOf(branch));
      if (ways > mostWays) return false;
    }
    return true;
  } catch (error) {
    if (error instanceof Unclear) return false;
    throw error;
  }
}

/** Throws Unclear where a repetition can end in more than one place, or where matching may begin anew inside it. */
function waysOf(items: readonly Item[], behind: readonly Item[], start: readonly boolean[] | undefined): number {
  let ways = 1;
  items.forEach((item, i) => {
    const following = [...items.slice(i + 1), ...behind];
    if (item.kind === 'anchor') return;
    if (item.kind === 'group') {
      if (item.most > 1) throw new Unclear();
      if (item.least !== item.most) ways *= 2;
      ways *= item.branches.length;
      for (const branch of item.branches) ways *= waysOf(branch, following, start);
    } else if (item.least !== item.most) {
      const repeats = item.most > many;
      if (overlaps(item.characters, firstOf(following))) {
        if (repeats) throw new Unclear();
        ways *= item.most - item.least + 1;
      }
      if (repeats && start !== undefined && overlaps(item.characters, start)) throw new Unclear();
    }
    if (ways > mostWays) throw new Unclear();
  });
  return ways;
}

/** What a match of the items can begin with. */
function firstOf(items: readonly Item[]): boolean[] {
  const found = alphabet.map(() => false);
  const add = (characters: readonly boolean[]): void => characters.forEach((is, i) => is && (found[i] = true));
  for (const item of items) {
    if (item.kind === 'anchor') continue;
    if (item.kind === 'atom') add(item.characters);
    else for (const branch of item.branches) add(firstOf(branch));
    if (item.least > 0 && (item.kind === 'atom' || item.branches.every((branch) => !canBeEmpty(branch)))) break;
  }
  return found;
}

function canBeEmpty(items: readonly Item[]): boolean {
  return items.every(
    (item) => item.kind === 'anchor' || item.least === 0 || (item.kind === 'group' && item.branches.some(canBeEmpty)),
  );
}

function overlaps(a: readonly boolean[], b: readonly boolean[]): boolean {
  return a.some((is, i) => is && b[i] === true);
}

class Reader {
  readonly #source: string;
  readonly #flags: string;
  #at = 0;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }

  atEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  alternatives(): Item[][] {
    const branches: Item[][] = [[]];
    while (!this.atEnd() && this.#source[this.#at] !== ')') {
      if (this.#source[this.#at] === '|') {
        this.#at += 1;
        branches.push([]);
      } else branches.at(-1)?.push(this.#item());
    }
    return branches;
  }

  #item(): Item {
    const rest = this.#source.slice(this.#at);
    const anchor = /^(\^|\$|\\[bB])/.exec(rest)?.[0];
    if (anchor !== undefined) {
      this.#at += anchor.length;
      return { kind: 'anchor', characters: [], branches: [], least: 0, most: 0 };
    }
    if (rest.startsWith('(')) {
      this.#at += /^\((\?:|\?P?<[A-Za-z_]\w*>)?/.exec(rest)?.[0].length ?? 1;
      if (this.#source[this.#at] === '?') throw new Unclear();
      const branches = this.alternatives();
      if (this.#source[this.#at] !== ')') throw new Unclear();
      this.#at += 1;
      return { kind: 'group', characters: [], branches, ...this.#times() };
    }
    const atom = /^(\[\^?(?:\\.|[^\]\\])+\]|\\x[0-9a-fA-F]{2}|\\[^xuckpP]|[^*+?{}])/s.exec(rest)?.[0];
    if (atom === undefined) throw new Unclear();
    this.#at += atom.length;
    return { kind: 'atom', characters: this.#charactersOf(atom), branches: [], ...this.#times() };
  }

  #charactersOf(atom: string): boolean[] {
    try {
      const one = new RegExp(`^${atom}$`, this.#flags.replace('m', ''));
      return alphabet.map((character) => one.test(character));
    } catch {
      throw new Unclear();
    }
  }

  #times(): { readonly least: number; readonly most: number } {
    const found = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(this.#source.slice(this.#at));
    if (found === null) return { least: 1, most: 1 };
    this.#at += found[0].length;
    if (found[1] !== undefined) return { least: found[1] === '+' ? 1 : 0, most: found[1] === '?' ? 1 : Infinity };
    const least = Number(found[2]);
    return { least, most: found[3] === undefined ? least : found[4] === '' ? Infinity : Number(found[4]) };
  }
}
