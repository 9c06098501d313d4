/** Tokens of dashboards: $name$ in a search or text stands for an input's value, $name|s$ for the value in quotes. */

const pattern = /\$([A-Za-z_]\w*)(\|s)?\$/g;

/** A token without a value stays as it is. */
export function fillTokens(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(pattern, (whole: string, name: string, isQuoted: string | undefined) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    return isQuoted === undefined ? value : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
}

export function tokensIn(text: string): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
