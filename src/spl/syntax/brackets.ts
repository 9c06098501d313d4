/** Up to the bracket that closes the one before `from`; brackets in quotes do not count. Undefined where none closes it. */
export function untilClosingBracket(text: string, from: number): string | undefined {
  let depth = 1;
  for (let i = from; i < text.length; i += 1) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (c === '"') {
      for (i += 1; i < text.length && text[i] !== '"'; i += 1) if (text[i] === '\\') i += 1;
    } else if (c === '[') depth += 1;
    else if (c === ']') {
      depth -= 1;
      if (depth === 0) return text.slice(from, i);
    }
  }
  return undefined;
}
