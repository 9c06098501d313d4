/** SPL's time formats taken apart, and the letters of zones: what every dialect needs to write and read times. */

export type FormatToken =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'directive';
      readonly letter: string;
      readonly width?: number;
      readonly colons: number;
      readonly isMinutes: boolean;
    };

export function* tokens(format: string): Generator<FormatToken> {
  const pattern = /%(\d*)(:*)(E?)([A-Za-z%+])/g;
  let at = 0;
  for (let match = pattern.exec(format); match !== null; match = pattern.exec(format)) {
    if (match.index > at) yield { kind: 'text', text: format.slice(at, match.index) };
    const base = {
      kind: 'directive' as const,
      letter: match[4] ?? '',
      colons: (match[2] ?? '').length,
      isMinutes: match[3] === 'E',
    };
    yield match[1] === '' ? base : { ...base, width: Number(match[1]) };
    at = match.index + match[0].length;
  }
  if (at < format.length) yield { kind: 'text', text: format.slice(at) };
}

/** Minutes from UTC and the letters for them, in winter and in summer of a recent year. */
export function zoneAbbreviations(zone: string): (readonly [minutes: number, name: string])[] {
  const found = new Map<number, string>();
  for (const month of [0, 6]) {
    const date = new Date(Date.UTC(2026, month, 1));
    const nameIn = (locale: string): string =>
      new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' })
        .formatToParts(date)
        .find((part) => part.type === 'timeZoneName')?.value ?? '';
    const letters = ['en-US', 'en-GB', 'en-AU', 'en-IN'].map(nameIn).find((name) => /^[A-Z]{3,5}$/.test(name));
    const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(date)
      .find((part) => part.type === 'timeZoneName')?.value;
    const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(clock ?? '');
    if (match === null || letters === undefined) continue;
    const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
    found.set(match[1] === '-' ? -minutes : minutes, letters);
  }
  return [...found];
}
