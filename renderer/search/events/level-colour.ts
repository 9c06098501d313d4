/** Colours of a field's values: levels have theirs wherever they stand, others go by their place. */
import { seriesColour } from '../../charts/palette.ts';

const levels: readonly (readonly [RegExp, string])[] = [
  [/^(emerg(ency)?|alert|crit(ical)?|fatal|severe|err(or)?)$/i, 'var(--bad)'],
  [/^warn(ing)?$/i, 'var(--series-5)'],
  [/^(notice|info(rmation)?(al)?)$/i, 'var(--series-1)'],
  [/^(debug|trace|fine[rs]?t?)$/i, 'var(--series-10)'],
];

export function partColour(value: string, place: number): string {
  return levels.find(([pattern]) => pattern.test(value))?.[1] ?? seriesColour(place);
}
