/** Regular expressions as people write them, made ready for RE2, which runs in linear time and has no lookaround. */
import { and, call, not, text } from '../../plan/expression.ts';
import type { Expression } from '../../plan/types.ts';
import { SearchError } from '../syntax/error.ts';
import type { Span } from '../syntax/tree.ts';
import { withoutLookaround } from './lookaround.ts';

export interface CapturingPattern {
  /** With named groups turned into numbered ones. */
  readonly pattern: string;
  /** Named groups with their numbers, from 1. */
  readonly groups: readonly { readonly name: string; readonly number: number }[];
}

/** A pattern that is asked for its matches, whose texts may hold more than is written. */
export interface MatchPattern extends CapturingPattern {
  /** What must or must not match besides. */
  readonly conditions: readonly { readonly pattern: string; readonly isNegated: boolean }[];
}

/** As preparePattern; lookaround at the edges is let pass where that changes no group of a match. */
export function prepareMatch(pattern: string, at: Span, wanted: 'one match' | 'all' = 'one match'): MatchPattern {
  try {
    return { ...preparePattern(pattern, at), conditions: [] };
  } catch (error) {
    const found = /\(\?<?[=!]/.test(pattern) ? withoutLookaround(pattern, wanted) : undefined;
    if (found === undefined) throw error;
    return {
      ...preparePattern(found.pattern, at),
      conditions: found.conditions.map((one) => ({ ...one, pattern: preparePattern(one.pattern, at).pattern })),
    };
  }
}

/** Whether the conditions of a pattern hold for a text. */
export function conditionsOf({ conditions }: MatchPattern, subject: Expression): Expression[] {
  return conditions.map(({ pattern, isNegated }) => {
    const found = call('regexMatches', 'boolean', subject, text(pattern));
    return isNegated ? not(found) : found;
  });
}

/** Whether a pattern matches anywhere in a text. */
export function matches(pattern: MatchPattern, subject: Expression): Expression {
  return and(...conditionsOf(pattern, subject), call('regexMatches', 'boolean', subject, text(pattern.pattern)));
}

/**
 * Throws a positioned error for what RE2 cannot do. A pattern that cannot be read as it stands, but can with \\ read as one
 * backslash, as Splunk reads texts in quotes, is taken so: \\\(?<name>...) is a backslash and a group.
 */
export function preparePattern(pattern: string, at: Span): CapturingPattern {
  try {
    return prepare(pattern, at);
  } catch (error) {
    if (!pattern.includes('\\\\')) throw error;
    try {
      return prepare(pattern.replaceAll('\\\\', '\\'), at);
    } catch {
      throw error;
    }
  }
}

function prepare(pattern: string, at: Span): CapturingPattern {
  const groups: { name: string; number: number }[] = [];
  let out = '';
  let number = 0;
  let inClass = false;
  let depth = 0;
  /** Whether something stands before that a quantifier can repeat. */
  let repeatable = false;
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i] ?? '';
    if (!inClass && !repeatable && '*+?'.includes(c)) {
      throw refuse(
        `The regular expression repeats nothing: ${c} stands where something to repeat is missing.`,
        at,
        'Any text is .* in a regular expression; a plain * is a wildcard only in search.',
      );
    }
    repeatable = inClass || !'(|^'.includes(c);
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
        if (rest.startsWith('(?')) {
          // Flags and the like up to their colon or end are no part of the pattern.
          const flags = /^\(\?[a-zA-Z-]*[:)]?/.exec(rest)?.[0] ?? '(?';
          out += flags.slice(1);
          i += flags.length - 1;
          if (flags.endsWith(')')) depth -= 1;
        }
      }
      depth += 1;
    } else if (c === ')') {
      depth -= 1;
      if (depth < 0)
        throw refuse(
          'The regular expression closes a parenthesis that was never opened.',
          at,
          'Write \\) for a parenthesis in the text.',
        );
      out += c;
    } else if ((c === '+' || c === '*' || c === '?' || c === '}') && pattern[i + 1] === '+') {
      out += c;
      i += 1;
    } else out += c;
  }
  if (inClass)
    throw refuse(
      'The regular expression opens a bracket [ that is never closed.',
      at,
      'Write \\[ for a bracket in the text.',
    );
  if (depth > 0)
    throw refuse(
      'The regular expression opens a parenthesis that is never closed.',
      at,
      'Write \\( for a parenthesis in the text.',
    );
  return { pattern: out, groups };
}

function refuse(message: string, at: Span, hint?: string): SearchError {
  return new SearchError(message, {
    position: at.position,
    length: at.length,
    ...(hint === undefined ? {} : { hint }),
  });
}
