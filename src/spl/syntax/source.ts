/** Search text made ready for parsing: comments blanked out, macros expanded, and every place traceable to what was typed. */
import { SearchError, nearestName } from './error.ts';

export interface SourceMacro {
  readonly arguments: readonly string[];
  readonly definition: string;
  readonly isEval?: boolean;
  readonly validation?: string;
  readonly errorMessage?: string;
}

/** The value of an expression that reads no fields; a condition gives a truth value. */
export type EvaluateConstant = (expression: string) => string | number | boolean | null;

export interface Source {
  readonly text: string;
  /** Where a place of `text` stands in what the person typed; inside a macro, where the macro stands. */
  originalPosition(position: number): number;
  /** Places in `text` of what is not known (macros and $tokens$, when only checking), in order. */
  readonly standIns: readonly StandIn[];
}

export interface StandIn {
  readonly start: number;
  /** In how many ways it can be read. */
  readonly readings: number;
}

interface Piece {
  readonly start: number;
  readonly original: number;
  /** Inside a macro all places are those of the macro's name. */
  readonly fixed: boolean;
}

const maximumMacroDepth = 100;
/** Characters before a macro that tell what is wanted there. */
const context = 40;

/**
 * @param macros by `name` or `name(count)`. Macros nest at most 100 deep, as in Splunk.
 * @param lenient unknown macros and $tokens$ are let pass, with a stand-in for each (`check` without knowledge).
 * @param evaluate for macros that are expressions and for their validations; without it those stand for 1 and pass.
 * @param chosen which reading each stand-in gets, by its number; the likeliest where nothing is said.
 */
export function prepareSource(
  typed: string,
  macros: ReadonlyMap<string, SourceMacro>,
  lenient: boolean,
  chosen: ReadonlyMap<number, number> = new Map(),
  evaluate?: EvaluateConstant,
): Source {
  const text = blankComments(typed);
  if (!text.includes('`') && !(lenient && text.includes('$')))
    return { text, originalPosition: (position) => position, standIns: [] };
  const pieces: Piece[] = [];
  const standIns: StandIn[] = [];
  const parts: string[] = [];
  let length = 0;
  const append = (part: string, original: number, fixed: boolean): void => {
    pieces.push({ start: length, original, fixed });
    parts.push(part);
    length += part.length;
  };
  const end = (): string => {
    let last = '';
    for (let i = parts.length - 1; i >= 0 && last.length < context; i -= 1) last = (parts[i] ?? '') + last;
    return last.slice(-context);
  };
  const made = new Map<string, readonly string[]>();
  const once = (key: string, make: () => readonly string[]): readonly string[] => {
    const found = made.get(key) ?? make();
    made.set(key, found);
    return found;
  };
  const standIn = (call: MacroCall, before: string): string => {
    const { token, body } = call;
    const isQuoted = call.isQuoted === true;
    const place = token === undefined ? placeOfMacro(call, before) : 'name';
    const readings =
      token === undefined
        ? once(`${place}${body}`, () => readingsOfMacro(body, place))
        : once(`${isQuoted}${token}`, () => readingsOfToken(token, isQuoted));
    standIns.push({ start: length, readings: readings.length });
    return readings[chosen.get(standIns.length - 1) ?? 0] ?? '';
  };
  let at = 0;
  for (const call of calls(text, lenient, macros)) {
    append(text.slice(at, call.start), at, false);
    append(
      call.token === undefined
        ? expandMacro(call, macros, lenient ? { before: end(), standIn } : null, 1, evaluate)
        : standIn(call, ''),
      call.start,
      true,
    );
    at = call.end;
  }
  append(text.slice(at), at, false);
  return {
    text: parts.join(''),
    standIns,
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
  /** Set where it is no macro but a $token$ of a dashboard, or a macro within a text that may as well be the text. */
  readonly token?: string;
  /** A token in quotes stands for a part of a text. */
  readonly isQuoted?: boolean;
}

/**
 * Macros, and tokens where asked for. A macro in quotes is one only where it is known and its definition holds no
 * quotes: Splunk expands macros before it looks at quotes. Where tokens are asked for it may be one that is not known.
 */
function* calls(text: string, withTokens: boolean, macros: ReadonlyMap<string, SourceMacro>): Generator<MacroCall> {
  const token = /\$[A-Za-z_][^\s$"'|[\]()]*(?:\|[a-z]+)?\$/y;
  let quote = '';
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (c === '"') quote = quote === '' ? c : '';
    else if (c === '`') {
      const close = text.indexOf('`', i + 1);
      if (quote !== '') {
        const body = close < 0 ? '' : text.slice(i + 1, close);
        const isKnown = macros.get(body)?.definition.includes('"') === false;
        const mayBeMacro = withTokens && !macros.has(body) && /^[\w:-]+$/.test(body);
        if (!isKnown && !mayBeMacro) continue;
        yield { start: i, end: close + 1, body, ...(isKnown ? {} : { token: `\`${body}\``, isQuoted: true }) };
        i = close;
        continue;
      }
      if (close < 0) {
        throw new SearchError('A macro is opened with a backtick and never closed.', {
          position: i,
          hint: 'Write `name` or `name(argument)` between backticks.',
        });
      }
      yield { start: i, end: close + 1, body: text.slice(i + 1, close) };
      i = close;
    } else if (withTokens && c === '$') {
      token.lastIndex = i;
      const found = token.exec(text)?.[0];
      if (found === undefined) continue;
      yield { start: i, end: i + found.length, body: found, token: found, isQuoted: quote !== '' };
      i += found.length - 1;
    }
  }
}

function expandMacro(
  call: MacroCall,
  macros: ReadonlyMap<string, SourceMacro>,
  /** The text before the macro and what to write for it, where unknown ones are let pass; else null. */
  lenient: { readonly before: string; standIn(call: MacroCall, before: string): string } | null,
  depth: number,
  evaluate: EvaluateConstant | undefined,
): string {
  const match = /^\s*([^\s(]+)\s*(?:\(([\s\S]*)\))?\s*$/.exec(call.body);
  const name = match?.[1] ?? call.body.trim();
  const given = match?.[2] === undefined || match[2].trim() === '' ? [] : splitArguments(match[2]);
  const macro = macros.get(given.length > 0 ? `${name}(${given.length})` : name);
  if (macro === undefined) {
    if (lenient !== null) return lenient.standIn(call, lenient.before);
    const counts = argumentCounts(name, macros);
    if (counts.length > 0) {
      const wanted = counts.map((count) => (count === 1 ? '1 argument' : `${count} arguments`)).join(' or ');
      throw new SearchError(`Macro \`${name}\` takes ${wanted}, not ${given.length}.`, {
        position: call.start,
        length: call.end - call.start,
        hint: 'Arguments stand in parentheses, separated by commas; one that holds a comma stands in double quotes.',
      });
    }
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
  const named = (text: string): string =>
    macro.arguments.reduce((current, argument, i) => current.split(`$${argument}$`).join(given[i] ?? ''), text);
  validate(name, macro, named, call, evaluate);
  if (macro.isEval === true) return String(evaluate?.(named(macro.definition)) ?? '1');
  const body = named(blankComments(macro.definition));
  let out = '';
  let at = 0;
  for (const inner of calls(body, false, macros)) {
    out += body.slice(at, inner.start);
    out += expandMacro(
      { ...inner, start: call.start, end: call.end },
      macros,
      lenient === null ? null : { ...lenient, before: lenient.before + out },
      depth + 1,
      evaluate,
    );
    at = inner.end;
  }
  return out + body.slice(at);
}

/** How many arguments the macros of this name take. */
function argumentCounts(name: string, macros: ReadonlyMap<string, SourceMacro>): number[] {
  return [...macros.keys()].flatMap((key) => {
    const match = /^(.*?)(?:\((\d+)\))?$/.exec(key);
    return match?.[1] === name ? [Number(match[2] ?? 0)] : [];
  });
}

/** A validation that is a condition must hold; one that is a text must not be there. */
function validate(
  name: string,
  macro: SourceMacro,
  named: (text: string) => string,
  call: MacroCall,
  evaluate: EvaluateConstant | undefined,
): void {
  if (macro.validation === undefined || evaluate === undefined) return;
  const verdict = evaluate(named(macro.validation));
  if (verdict === true || verdict === null) return;
  const reason = macro.errorMessage ?? (typeof verdict === 'string' ? verdict : 'its arguments are not valid');
  throw new SearchError(`The macro \`${name}\` refuses its arguments: ${reason}.`, {
    position: call.start,
    length: call.end - call.start,
  });
}

type MacroPlace = 'remark' | 'command' | 'name' | 'condition';

/** Behind these a name or a value must stand: operators, words of a list, and commands whose first argument is a name. */
const takesName =
  /([=(,+\-*/.<>]|\b(by|as|over|output|outputnew|on|pivot|datamodel|from|lookup|inputlookup|outputlookup|inputcsv|outputcsv|savedsearch|loadjob|dedup|bin|bucket|table|makemv|mvexpand|nomv))\s*$/i;

/** What is wanted where a macro stands. */
function placeOfMacro(call: MacroCall, before: string): MacroPlace {
  // By custom this macro takes a remark and stands for nothing.
  if (/^\s*comment\s*\(/.test(call.body)) return 'remark';
  if (/(^|[|[])\s*$/.test(before)) return 'command';
  return takesName.test(before) ? 'name' : 'condition';
}

/** What an unknown macro may stand for, the likeliest at its place first. */
function readingsOfMacro(body: string, place: MacroPlace): string[] {
  const name = `macro_${body.replace(/\W+/g, '_').slice(0, 40)}`;
  const first = { remark: '', command: ` search ${name}=* `, name: ` ${name} `, condition: ` ${name}=* ` }[place];
  return [first, ...otherReadings(name)];
}

function readingsOfToken(token: string, isQuoted: boolean): string[] {
  // Within a text: itself, a word, a number, a time.
  if (isQuoted) return [token, 'token', '1', '-1h', '(?<token>x)'];
  const name = token.replace(/\|[a-z]+\$$/, '$');
  return [name, ...otherReadings(`token_${token.replace(/\W+/g, '_').slice(0, 40)}`)];
}

function otherReadings(name: string): string[] {
  return [
    ` ${name} `,
    '',
    ` ${name}=1 `,
    'count',
    ` count AS ${name} `,
    ` search ${name}=* `,
    '1',
    `"${name}"`,
    ` [search ${name}=*] `,
    ` | search ${name}=* `,
    ` | search ${name}=* | `,
    ` ${name} AS ${name} `,
    ` index=${name} `,
    ` ${name}=* `,
  ];
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
