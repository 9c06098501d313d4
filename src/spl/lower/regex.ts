/** Regular expressions as people write them, made ready for RE2, which runs in linear time and has no lookaround. */
import { SearchError } from '../syntax/error.ts';
import type { Span } from '../syntax/tree.ts';

export interface CapturingPattern {
  /** With named groups turned into numbered ones. */
  readonly pattern: string;
  /** Named groups with their numbers, from 1. */
  readonly groups: readonly { readonly name: string; readonly number: number }[];
}

/** Throws a positioned error for what RE2 cannot do. */
export function preparePattern(pattern: string, at: Span): CapturingPattern {
  const groups: { name: string; number: number }[] = [];
  let out = '';
  let number = 0;
  let inClass = false;
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i] ?? '';
    if (c === '\\') {
      const next = pattern[i + 1] ?? '';
      if (/[1-9]/.test(next) && !inClass) throw refuse(`Back references such as \\${next} are not supported.`, at);
      if (next === 'h' && !inClass) out += '[ \\t]';
      else if (next === 'Z') out += '\\z';
      else out += c + next;
      i += 1;
    } else if (inClass) {
      if (c === ']') inClass = false;
      out += c;
    } else if (c === '[') {
      inClass = true;
      out += c;
      if (pattern[i + 1] === '^') {
        out += '^';
        i += 1;
      }
      if (pattern[i + 1] === ']') {
        out += '\\]';
        i += 1;
      }
    } else if (c === '(') {
      const rest = pattern.slice(i);
      const named = /^\(\?P?<([A-Za-z_][\w.{}-]*)>/.exec(rest);
      if (named) {
        number += 1;
        groups.push({ name: named[1] ?? '', number });
        out += '(';
        i += named[0].length - 1;
      } else if (/^\(\?(<?[=!])/.test(rest)) {
        throw refuse(
          'Lookaround such as (?=...) or (?<!...) is not supported: patterns run in linear time.',
          at,
          'Match the text around it as well, and capture only the part you want.',
        );
      } else if (/^\(\?>/.test(rest)) {
        throw refuse('Atomic groups (?>...) are not supported.', at, 'Write (?:...) instead.');
      } else {
        if (!rest.startsWith('(?')) number += 1;
        out += c;
      }
    } else if ((c === '+' || c === '*' || c === '?' || c === '}') && pattern[i + 1] === '+') {
      out += c;
      i += 1;
    } else out += c;
  }
  return { pattern: out, groups };
}

function refuse(message: string, at: Span, hint?: string): SearchError {
  return new SearchError(message, {
    position: at.position,
    length: at.length,
    ...(hint === undefined ? {} : { hint }),
  });
}
