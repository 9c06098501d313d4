/**
 * A regular expression for a field, from texts in which its value is marked. Pure. What it gives was tried: in every example
 * the first match takes just what is marked, and it matches no counter-example.
 */

export interface Example {
  readonly text: string;
  /** UTF-16 offsets of the value; never empty. */
  readonly start: number;
  readonly end: number;
}

/** Texts longer than this are looked at so far only. */
const longest = 20_000;
/** Tokens before and behind the value that are tried as its surroundings. */
const mostTokens = 10;
/** RE2 repeats no more often than this. */
const mostRepeats = 1_000;

/** Undefined where no expression fits all examples and no counter-example. `field` is a group's name: letters, digits, _. */
export function generateExpression(
  field: string,
  examples: readonly Example[],
  counterExamples: readonly string[] = [],
): string | undefined {
  const [first] = examples;
  if (first === undefined || examples.some(({ start, end }) => start >= end || end > longest)) return undefined;
  const values = examples.map(({ text, start, end }) => text.slice(start, end));
  const befores = examples.map(({ text, start }) => text.slice(0, start));
  const afters = examples.map(({ text, end }) => text.slice(end, longest));
  const suffixes = ['', ...suffixesOf(afters)];
  const texts = examples.map(({ text }) => text.slice(0, longest));
  for (const suffix of suffixes)
    for (const before of prefixesOf(befores))
      for (const value of valuesOf(values, afters, suffix)) {
        const expression = `${before}(?<${field}>${value})${suffix}`;
        if (fits(expression, field, examples, texts, counterExamples)) return expression;
      }
  return undefined;
}

function fits(
  expression: string,
  field: string,
  examples: readonly Example[],
  texts: readonly string[],
  counterExamples: readonly string[],
): boolean {
  const pattern = new RegExp(expression, 'du');
  return (
    examples.every(({ start, end }, i) => {
      const span = pattern.exec(texts[i] ?? '')?.indices?.groups?.[field];
      return span !== undefined && span[0] === start && span[1] === end;
    }) && counterExamples.every((text) => !pattern.test(text.slice(0, longest)))
  );
}

// ---------------------------------------------------------------- what stands around
type Kind = 'word' | 'number' | 'space' | 'sign';
interface Token {
  readonly kind: Kind;
  readonly text: string;
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(/([0-9]+)|([A-Za-z0-9_]+)|(\s+)|([^])/gu)].map((found): Token => {
    const kind =
      found[1] !== undefined ? 'number' : found[2] !== undefined ? 'word' : found[3] !== undefined ? 'space' : 'sign';
    return { kind, text: found[0] };
  });
}

function escaped(text: string): string {
  return text
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

/** What the tokens in one place have in common; undefined where that is nothing. `isFixed`: text that names the place. */
function common(
  tokens: readonly (Token | undefined)[],
): { readonly pattern: string; readonly isFixed: boolean } | undefined {
  const [first] = tokens;
  if (first === undefined || tokens.includes(undefined)) return undefined;
  const all = tokens as readonly Token[];
  const isSame = all.every(({ text }) => text === first.text);
  if (all.every(({ kind }) => kind === 'space')) return { pattern: '\\s+', isFixed: false };
  if (all.every(({ kind }) => kind === 'number')) return { pattern: '\\d+', isFixed: false };
  if (isSame) return { pattern: escaped(first.text), isFixed: first.kind === 'word' };
  if (all.every(({ kind }) => kind === 'word' || kind === 'number')) return { pattern: '\\w+', isFixed: false };
  return undefined;
}

/** Patterns for what stands before the value, the likeliest first. */
function prefixesOf(befores: readonly string[]): string[] {
  const tokens = befores.map((text) => tokensOf(text.slice(-2_000)));
  const found: { readonly pattern: string; readonly hasName: boolean }[] = [];
  let pattern = '';
  let hasName = false;
  for (let back = 1; back <= mostTokens; back += 1) {
    const one = common(tokens.map((list) => list.at(-back)));
    if (one === undefined) break;
    pattern = one.pattern + pattern;
    hasName ||= one.isFixed;
    found.push({ pattern, hasName });
  }
  return [
    ...(befores.every((text) => text === '') ? ['^'] : []),
    ...found.filter((one) => one.hasName).map((one) => one.pattern),
    ...wordsIn(befores),
    ...found.filter((one) => !one.hasName).map((one) => one.pattern),
    ...charactersIn(befores),
  ];
}

/** From the start of the event: so many words in. */
function wordsIn(befores: readonly string[]): string[] {
  const words = befores.map((text) => (/^(\S+\s+)+$/.test(text) ? (text.match(/\S+\s+/g)?.length ?? 0) : 0));
  const [count = 0] = words;
  return count > 0 && count <= 50 && words.every((one) => one === count) ? [`^(?:\\S+\\s+){${count}}`] : [];
}

/** From the start of the event: so many characters in, which always fits one example. */
function charactersIn(befores: readonly string[]): string[] {
  const lengths = befores.map((text) => [...text].length);
  const [length = 0] = lengths;
  return lengths.every((one) => one === length) ? [`^${anyCharacters(length)}`] : [];
}

/** Just so many characters of any kind. */
function anyCharacters(count: number): string {
  const thousands = Math.floor(count / mostRepeats);
  const rest = count % mostRepeats;
  return `${`[\\s\\S]{${mostRepeats}}`.repeat(thousands)}${rest === 0 ? '' : `[\\s\\S]{${rest}}`}`;
}

/** Patterns for what stands right behind the value: none of them is needed before a counter-example asks for it. */
function suffixesOf(afters: readonly string[]): string[] {
  const tokens = afters.map((text) => tokensOf(text.slice(0, 2_000)));
  const found: string[] = [];
  let pattern = '';
  for (let on = 0; on < mostTokens; on += 1) {
    const one = common(tokens.map((list) => list[on]));
    if (one === undefined) break;
    pattern += one.pattern;
    found.push(pattern);
  }
  if (afters.every((text) => text === '')) found.push('$');
  return found;
}

// ---------------------------------------------------------------- the value itself
/** Patterns for the value, the narrowest that make sense first. */
function valuesOf(values: readonly string[], afters: readonly string[], suffix: string): string[] {
  const all = (pattern: RegExp): boolean => values.every((value) => pattern.test(value));
  const delimiter = delimiterOf(values, afters);
  const lengths = new Set(values.map((value) => [...value].length));
  const [length = 0] = lengths;
  return [
    ...(all(/^\d+$/) ? ['\\d+'] : []),
    ...(all(/^-?\d+$/) ? ['-?\\d+'] : []),
    ...(all(/^-?\d+(\.\d+)?$/) ? ['-?\\d+(?:\\.\\d+)?'] : []),
    ...(all(/^\d{1,3}(\.\d{1,3}){3}$/) ? ['\\d{1,3}(?:\\.\\d{1,3}){3}'] : []),
    ...(delimiter === undefined ? [] : [delimiter]),
    ...(all(/^\w+$/) ? ['\\w+'] : []),
    ...(all(/^\S+$/) ? ['\\S+'] : []),
    '[^\\n]+',
    ...(suffix === '' ? [] : ['[^\\n]+?', '[\\s\\S]+?']),
    ...(lengths.size === 1 ? [anyCharacters(length)] : []),
    '[\\s\\S]+',
  ];
}

/** Everything up to the sign that stands behind every value and in none. */
function delimiterOf(values: readonly string[], afters: readonly string[]): string | undefined {
  const [first = ''] = afters;
  const sign = [...first][0];
  if (sign === undefined || /\w/.test(sign) || afters.some((text) => [...text][0] !== sign)) return undefined;
  if (/\s/.test(sign)) return values.every((value) => /^\S+$/.test(value)) ? '\\S+' : undefined;
  return values.every((value) => !value.includes(sign)) ? `[^${sign === '-' ? '\\-' : escaped(sign)}\\n]+` : undefined;
}
