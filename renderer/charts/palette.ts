/** Colours of series, from theme.css: told apart by people who see few colours, too. */
const colours = 10;

/** `name`: the rest of a split has a colour that no value has. */
export function seriesColour(index: number, name = ''): string {
  if (/(?:^|: )OTHER$/.test(name)) return 'var(--series-rest)';
  if (/(?:^|: )NULL$/.test(name)) return 'var(--series-none)';
  return `var(--series-${(index % colours) + 1})`;
}

/** The eleventh series and its followers repeat the colours with dashes. */
export function seriesDash(index: number): string {
  return index < colours ? 'none' : index < 2 * colours ? '6 3' : '2 3';
}
