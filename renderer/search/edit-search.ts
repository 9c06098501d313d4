/** Changes of a search's text that clicks stand for. */

/** A value as the search command reads it: quoted unless plain. */
export function quoted(value: string): string {
  return /^[A-Za-z0-9_.:/-]+$/.test(value) && !/^(AND|OR|NOT|IN)$/i.test(value) ? value : quotedText(value);
}

/** Any text in quotes, such as a regular expression. */
export function quotedText(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A field as commands read it: in quotes unless its name is plain. */
export function fieldName(name: string): string {
  return /^[A-Za-z_][\w.{}:@]*$/.test(name) ? name : `"${name.replaceAll('"', '\\"')}"`;
}

/** `field=value`, or `NOT field=value`. */
export function fieldTerm(field: string, value: string, isExcluded = false): string {
  return `${isExcluded ? 'NOT ' : ''}${fieldName(field)}=${quoted(value)}`;
}

/**
 * The search with one more condition: beside the other terms where nothing but terms is there, else as a step of its own
 * at the end, where fields that the search made itself exist too.
 */
export function withTerm(search: string, term: string): string {
  const text = search.trim();
  if (text === '') return term;
  if (!hasPipe(text)) return `${text} ${term}`;
  const steps = /\|\s*search\s+([^|[\]"]|"(?:[^"\\]|\\.)*")*$/.exec(text);
  return steps === null ? `${text} | search ${term}` : `${text} ${term}`;
}

/** The search with only the events that match a regular expression, or without them. */
export function withPattern(search: string, expression: string, isExcluded = false): string {
  return `${search.trim()} | regex _raw${isExcluded ? '!=' : '='}${quotedText(expression)}`;
}

/** Whether a pipe stands outside quotes, brackets and comments. */
function hasPipe(text: string): boolean {
  return pipesOf(text).length > 0;
}

/** The steps between a search's own pipes, trimmed; those of subsearches stay within theirs. */
export function stepsOf(text: string): string[] {
  const ends = [...pipesOf(text), text.length];
  return ends.map((end, i) => text.slice(i === 0 ? 0 : (ends[i - 1] ?? 0) + 1, end).trim());
}

/** Where the word behind each of a search's own pipes begins. */
export function startsOfSteps(text: string): number[] {
  return pipesOf(text).map((pipe) => pipe + 1 + (/^\s*/.exec(text.slice(pipe + 1))?.[0].length ?? 0));
}

function pipesOf(text: string): number[] {
  const pipes: number[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (c === '"') {
      for (i += 1; i < text.length && text[i] !== '"'; i += 1) if (text[i] === '\\') i += 1;
    } else if (text.startsWith('```', i)) {
      const end = text.indexOf('```', i + 3);
      i = end < 0 ? text.length : end + 2;
    } else if (c === '[') depth += 1;
    else if (c === ']') depth -= 1;
    else if (c === '|' && depth === 0) pipes.push(i);
  }
  return pipes;
}

/** One command a line, those of subsearches indented; quotes and comments stay as they are. */
export function formatted(search: string): string {
  let depth = 0;
  let out = '';
  for (let i = 0; i < search.length; i += 1) {
    const c = search[i] ?? '';
    if (c === '\\') {
      out += c + (search[i + 1] ?? '');
      i += 1;
    } else if (c === '"' || search.startsWith('```', i)) {
      const end = c === '"' ? endOfQuote(search, i) : search.indexOf('```', i + 3) + 2;
      const stop = end < i + 1 ? search.length - 1 : end;
      out += search.slice(i, stop + 1);
      i = stop;
    } else if (c === '|') {
      const before = out.trimEnd();
      out = before === '' || before.endsWith('[') ? `${before}| ` : `${before}\n${'    '.repeat(depth)}| `;
      while (/\s/.test(search[i + 1] ?? '')) i += 1;
    } else {
      if (c === '[') depth += 1;
      if (c === ']') depth = Math.max(0, depth - 1);
      if (/\s/.test(c)) {
        if (!/\s$/.test(out) && out !== '') out += ' ';
      } else out += c;
    }
  }
  return out.trim();
}

function endOfQuote(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return Math.min(i, text.length - 1);
}
