/**
 * Regular expressions that people write, for texts that are hostile: none takes more than linear time. Where it is plain
 * that trying again cannot cost much the runtime's own engine is used, for it is ten times faster; else RE2's algorithm.
 */
import { RE2JS } from 're2js';
import { expandGrok } from '../knowledge/grok.ts';
import { isPlainlyLinear } from './plainly-linear.ts';

export interface Found {
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** Groups by number, from 1; undefined where one took no part. */
  readonly groups: readonly (string | undefined)[];
  readonly named: Readonly<Record<string, string | undefined>>;
  /** Where the first group that took part stands. */
  readonly firstGroup: readonly [number, number] | undefined;
}

export interface Pattern {
  test(text: string): boolean;
  /** The first match that begins at `from` or later. */
  find(text: string, from?: number): Found | null;
}

/** Throws an Error that says what cannot be done. `purpose`: a break needs only its first group, so what must follow may be matched. */
export function compilePattern(written: string, purpose: 'find' | 'test' | 'break' = 'find'): Pattern {
  const source = portable(expandGrok(written), purpose);
  const lead = /^\(\?([ims]+)\)/.exec(source);
  const flags = lead?.[1] ?? '';
  const body = source.slice(lead?.[0].length ?? 0);
  if (!/\(\?[ims-]+[):]|\\[pPQCAz]|\[\[:/.test(body) && isPlainlyLinear(body, flags))
    return nativePattern(body.replace(/\(\?P</g, '(?<'), flags);
  return re2Pattern(source);
}

function nativePattern(body: string, flags: string): Pattern {
  const once = new RegExp(body, `${flags}d`);
  const onward = new RegExp(body, `${flags}gd`);
  const quick = new RegExp(body, flags);
  return {
    test: (text) => quick.test(text),
    find(text, from = 0) {
      if (from === 0 && !quick.test(text)) return null;
      onward.lastIndex = from;
      const match = from === 0 ? once.exec(text) : onward.exec(text);
      if (match === null) return null;
      const ranges: readonly ([number, number] | undefined)[] = match.indices ?? [];
      return {
        start: match.index,
        end: match.index + match[0].length,
        groups: match.slice(1),
        named: match.groups ?? {},
        firstGroup: ranges.slice(1).find((range) => range !== undefined),
      };
    },
  };
}

function re2Pattern(source: string): Pattern {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(source);
  } catch (error) {
    throw new Error(error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : String(error), {
      cause: error,
    });
  }
  const count = compiled.groupCount();
  const names: readonly [string, number][] = Object.entries(compiled.namedGroups());
  return {
    test: (text) => compiled.matcher(text).find(),
    find(text, from = 0) {
      const matcher = compiled.matcher(text);
      if (from > text.length || !matcher.find(from)) return null;
      const groups = Array.from({ length: count }, (_, i) => matcher.group(i + 1) ?? undefined);
      const first = groups.findIndex((group) => group !== undefined) + 1;
      return {
        start: matcher.start(),
        end: matcher.end(),
        groups,
        named: Object.fromEntries(names.map(([name, number]) => [name, groups[number - 1]])),
        firstGroup: first === 0 ? undefined : [matcher.start(first), matcher.end(first)],
      };
    },
  };
}

/** Perl's spellings that say the same otherwise, and a clear word about those that cannot be said in linear time. */
function portable(source: string, purpose: 'find' | 'test' | 'break'): string {
  let out = '';
  let inClass = false;
  for (let i = 0; i < source.length; i += 1) {
    const c = source[i] ?? '';
    if (c === '\\') {
      const next = source[i + 1] ?? '';
      if (/[1-9]/.test(next) && !inClass) throw new Error(`back references such as \\${next} are not supported`);
      out +=
        next === 'h' ? (inClass ? ' \\t' : '[ \\t]') : next === 'Z' ? '$' : next === 'R' ? '(?:\\r?\\n)' : c + next;
      i += 1;
    } else if (inClass) {
      inClass = c !== ']';
      out += c;
    } else if (c === '[') {
      inClass = true;
      out += c;
      if (source[i + 1] === '^') {
        out += '^';
        i += 1;
      }
      if (source[i + 1] === ']') {
        out += '\\]';
        i += 1;
      }
    } else if (c === '(' && /^\(\?(<?[=!]|>)/.test(source.slice(i))) {
      if (purpose === 'find' || !source.startsWith('(?=', i) || closing(source, i) !== source.length - 1)
        throw new Error(
          'lookaround and atomic groups such as (?=...), (?<!...) and (?>...) are not supported, for patterns run in linear time; match the text around it as well',
        );
      out += '(?:';
      i += 2;
    } else if ('+*?}'.includes(c) && source[i + 1] === '+') {
      out += c;
      i += 1;
    } else out += c;
  }
  return out;
}

/** The place of the parenthesis that ends the group that begins at `start`. */
function closing(source: string, start: number): number {
  let depth = 0;
  let inClass = false;
  for (let i = start; i < source.length; i += 1) {
    const c = source[i];
    if (c === '\\') i += 1;
    else if (inClass) inClass = c !== ']';
    else if (c === '[') inClass = true;
    else if (c === '(') depth += 1;
    else if (c === ')') {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return -1;
}
