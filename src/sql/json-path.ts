/** SPL's paths into JSON: a.b{0}.c */

export type PathStep =
  { readonly kind: 'key'; readonly key: string } | { readonly kind: 'place'; readonly place: number | 'all' };

/** `{}` stands for all places of an array. */
export function jsonSteps(path: string): PathStep[] {
  return path
    .split('.')
    .filter((part) => part !== '')
    .flatMap((part): PathStep[] => {
      const match = /^([^{]*)((?:\{\d*\})*)$/.exec(part);
      const key = match?.[1] ?? part;
      const places = [...(match?.[2] ?? '').matchAll(/\{(\d*)\}/g)].map(([, n]): PathStep => ({
        kind: 'place',
        place: n === undefined || n === '' ? 'all' : Number(n),
      }));
      return key === '' ? places : [{ kind: 'key', key }, ...places];
    });
}

/** Deeper than any path that a person writes; the SQL grows with it. */
export const deepestJsonPath = 12;
