/** A source type's extraction in the words of RE2, where those mean exactly the same. */
import type { LineCuts, LinePattern } from '../../sql/lines.ts';
import type { SourceType } from '../sourcetypes/definition.ts';

/** What \s is to JavaScript, and what trim() takes off; RE2's own knows ASCII only. For use in a class. */
export const space =
  '\\t\\n\\v\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const anyOfLine = '[^\\n\\r\\x{2028}\\x{2029}]';

export interface TranslatedPattern extends LinePattern {
  /** It counts characters, which JavaScript does in halves of the rarest ones. */
  readonly counts: boolean;
}

/** Undefined where the pattern has something that RE2 has not, or takes differently. */
export function linePatternOf(expression: RegExp): TranslatedPattern | undefined {
  if (expression.flags !== '') return undefined;
  const { source } = expression;
  const groups: string[] = [];
  let pattern = '';
  let counts = false;
  for (let i = 0; i < source.length;) {
    const rest = source.slice(i);
    const c = rest[0] ?? '';
    if (c === '[') {
      const found = classOf(rest);
      if (found === undefined) return undefined;
      pattern += found.pattern;
      i += found.length;
      continue;
    }
    if (c === '\\') {
      const spelled = escapeOf(rest[1] ?? '');
      if (spelled === undefined) return undefined;
      pattern += spelled;
      i += 2;
      continue;
    }
    if (c === '(') {
      const named = /^\(\?<([A-Za-z_]\w*)>/.exec(rest);
      if (named !== null) {
        groups.push(named[1] ?? '');
        pattern += '(';
        i += named[0].length;
        continue;
      }
      if (rest.startsWith('(?:')) {
        pattern += '(?:';
        i += 3;
        continue;
      }
      // Lookaround, back references by number, and groups without a name.
      return undefined;
    }
    const counted = /^\{(\d+)(?:,(\d*))?\}/.exec(rest);
    if (counted !== null) {
      if (Math.max(Number(counted[1]), Number(counted[2] ?? 0)) > 1000) return undefined;
      counts = true;
      pattern += counted[0];
      i += counted[0].length;
      continue;
    }
    if (c === '{' || c === '}' || c === ']') return undefined;
    pattern += c === '.' ? anyOfLine : c;
    i += 1;
  }
  return new Set(groups).size === groups.length ? { pattern, groups, counts } : undefined;
}

/** Undefined where the shape cannot be tested exactly. */
export function lineCutsOf(quick: NonNullable<SourceType['quick']>): LineCuts | undefined {
  const shape = linePatternOf(quick.shape);
  return shape === undefined || shape.groups.length > 0
    ? undefined
    : { shape: shape.pattern, fields: new Map(Object.entries(quick.fields)) };
}

function escapeOf(letter: string): string | undefined {
  if (letter === 's') return `[${space}]`;
  if (letter === 'S') return `[^${space}]`;
  if (/[dDwWbBtnrfv]/.test(letter)) return `\\${letter}`;
  return /[^A-Za-z0-9]/.test(letter) && letter.charCodeAt(0) < 127 ? `\\${letter}` : undefined;
}

function classOf(text: string): { readonly pattern: string; readonly length: number } | undefined {
  const not = text[1] === '^';
  let i = not ? 2 : 1;
  if (text[i] === ']') return not ? { pattern: '(?s:.)', length: 3 } : undefined;
  let pattern = not ? '[^' : '[';
  for (; i < text.length && text[i] !== ']'; i += 1) {
    const c = text[i] ?? '';
    if (c === '\\') {
      i += 1;
      const letter = text[i] ?? '';
      if (letter === 's') pattern += space;
      else if (/[dwtnrfv]/.test(letter)) pattern += `\\${letter}`;
      else if (/[^A-Za-z0-9]/.test(letter)) pattern += `\\${letter}`;
      else return undefined;
    } else pattern += c === '[' || c === '&' || c === '~' ? `\\${c}` : c;
  }
  return i < text.length ? { pattern: `${pattern}]`, length: i + 1 } : undefined;
}
