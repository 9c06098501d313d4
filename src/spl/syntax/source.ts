/** Search text made ready for parsing: comments blanked out, macros expanded, and every place traceable to what was typed. */
import { SearchError, nearestName } from './error.ts';

export interface SourceMacro {
  readonly arguments: readonly string[];
  readonly definition: string;
}

export interface Source {
  readonly text: string;
  /** Where a place of `text` stands in what the person typed; inside a macro, where the macro stands. */
  originalPosition(position: number): number;
}

interface Piece {
  readonly start: number;
  readonly original: number;
  /** Inside a macro all places are those of the macro's name. */
  readonly fixed: boolean;
}

const maximumMacroDepth = 100;

/**
 * @param macros by `name` or `name(count)`; null lets every macro pass as a condition that is always true (`check` without knowledge).
 * Macros nest at most 100 deep, as in Splunk.
 */
export function prepareSource(typed: string, macros: ReadonlyMap<string, SourceMacro>, lenient: boolean): Source {
  const text = blankComments(typed);
  if (!text.includes('`')) return { text, originalPosition: (position) => position };
  const pieces: Piece[] = [];
  let out = '';
  const append = (part: string, original: number, fixed: boolean): void => {
    pieces.push({ start: out.length, original, fixed });
    out += part;
  };
  let at = 0;
  for (const macro of macroCalls(text)) {
    append(text.slice(at, macro.start), at, false);
    append(expandMacro(macro, macros, lenient ? out : null, 1), macro.start, true);
    at = macro.end;
  }
  append(text.slice(at), at, false);
  return {
    text: out,
    originalPosition(position) {
      let found: Piece = pieces[0] ?? { start: 0, original: 0, fixed: false };
      for (const piece of pieces) if (piece.start <= position) found = piece;
      return found.fixed ? found.original : found.original + (position - found.start);
    },
  };
}

/** Text between triple backticks becomes blanks of the same length, so that positions stay. */
export function blankComments(text: string): string {
  if (!text.includes('```')) return text;
  let out = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('```', at);
    if (open < 0) break;
    const close = text.indexOf('```', open + 3);
    if (close < 0) {
      throw new SearchError('A comment is opened with three backticks and never closed.', {
        position: open,
        length: 3,
        hint: 'Close it with ``` .',
      });
    }
    out += text.slice(at, open) + text.slice(open, close + 3).replace(/[^\n]/g, ' ');
    at = close + 3;
  }
  return out + text.slice(at);
}

interface MacroCall {
  readonly start: number;
  readonly end: number;
  readonly body: string;
}

function* macroCalls(text: string): Generator<MacroCall> {
  let quote = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"') quote = c;
    else if (c === '`') {
      const close = text.indexOf('`', i + 1);
      if (close < 0) {
        throw new SearchError('A macro is opened with a backtick and never closed.', {
          position: i,
          hint: 'Write `name` or `name(argument)` between backticks.',
        });
      }
      yield { start: i, end: close + 1, body: text.slice(i + 1, close) };
      i = close;
    }
  }
}

function expandMacro(
  call: MacroCall,
  macros: ReadonlyMap<string, SourceMacro>,
  /** The text before the macro where unknown ones are let pass, else null. */
  before: string | null,
  depth: number,
): string {
  const match = /^\s*([^\s(]+)\s*(?:\(([\s\S]*)\))?\s*$/.exec(call.body);
  const name = match?.[1] ?? call.body.trim();
  const given = match?.[2] === undefined || match[2].trim() === '' ? [] : splitArguments(match[2]);
  const macro = macros.get(given.length > 0 ? `${name}(${given.length})` : name);
  if (macro === undefined) {
    if (before !== null) return placeholder(call, before);
    const near = nearestName(
      name,
      [...macros.keys()].map((key) => key.replace(/\(\d+\)$/, '')),
    );
    throw new SearchError(
      `There is no macro \`${name}\`${given.length > 0 ? ` with ${given.length} arguments` : ''}.`,
      {
        position: call.start,
        length: call.end - call.start,
        ...(near === undefined ? {} : { hint: `Did you mean \`${near}\`?`, replacement: `\`${near}\`` }),
      },
    );
  }
  if (depth > maximumMacroDepth) {
    throw new SearchError(`Macro \`${name}\` expands into itself more than ${maximumMacroDepth} times.`, {
      position: call.start,
      length: call.end - call.start,
    });
  }
  let body = blankComments(macro.definition);
  macro.arguments.forEach((argument, i) => {
    body = body.split(`$${argument}$`).join(given[i] ?? '');
  });
  let out = '';
  let at = 0;
  for (const inner of macroCalls(body)) {
    out += body.slice(at, inner.start);
    out += expandMacro(
      { ...inner, start: call.start, end: call.end },
      macros,
      before === null ? null : before + out,
      depth + 1,
    );
    at = inner.end;
  }
  return out + body.slice(at);
}

/** A stand-in by the place: a command after a pipe, a name where a value is wanted, else a condition. */
function placeholder(call: MacroCall, before: string): string {
  const name = `macro_${call.body.replace(/\W+/g, '_')}`;
  if (/(^|[|[])\s*$/.test(before)) return ` search ${name}=* `;
  if (/([=(,+\-*/.<>]|\b(by|as|over|output|outputnew|on))\s*$/i.test(before)) return ` ${name} `;
  return ` ${name}=* `;
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let current = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (c === '\\') {
      current += c + (text[i + 1] ?? '');
      i += 1;
      continue;
    }
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"') quote = c;
    else if (c === '(') depth += 1;
    else if (c === ')') depth -= 1;
    if (c === ',' && depth === 0 && quote === '') {
      parts.push(current.trim());
      current = '';
    } else current += c;
  }
  parts.push(current.trim());
  return parts.map((part) => (/^"(?:[^"\\]|\\.)*"$/.test(part) ? part.slice(1, -1) : part));
}
