/** Colours of series, from theme.css: told apart by people who see few colours, too. */
const colours = 10;

export function seriesColour(index: number): string {
  return `var(--series-${(index % colours) + 1})`;
}

/** The eleventh series and its followers repeat the colours with dashes. */
export function seriesDash(index: number): string {
  return index < colours ? 'none' : index < 2 * colours ? '6 3' : '2 3';
}
