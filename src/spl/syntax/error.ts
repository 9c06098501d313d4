/** The one error of the language: what is wrong, where it stands in the text, and what would be right. */

export interface SearchErrorDetails {
  /** 0-based offset in the search text, in UTF-16 units. */
  readonly position: number;
  readonly length?: number;
  readonly hint?: string;
  /** Text that could stand in the marked place instead. */
  readonly replacement?: string;
}

export class SearchError extends Error {
  readonly position: number;
  readonly length: number;
  readonly hint: string | undefined;
  readonly replacement: string | undefined;

  constructor(message: string, details: SearchErrorDetails) {
    super(message);
    this.name = 'SearchError';
    this.position = Math.max(0, details.position);
    this.length = Math.max(1, details.length ?? 1);
    this.hint = details.hint;
    this.replacement = details.replacement;
  }
}

/** The candidate nearest to a misspelt word, or undefined when none is near (at most a third of its letters differ, or words more). */
export function nearestName(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  const names = [...candidates];
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? names.find((candidate) => sharesWords(wanted, candidate.toLowerCase()));
}

/** One is the other with words more, as Amount and Invoice Amount. */
function sharesWords(a: string, b: string): boolean {
  const [longer, shorter] = a.length > b.length ? [wordsOf(a), wordsOf(b)] : [wordsOf(b), wordsOf(a)];
  return shorter.some((word) => word.length > 3) && shorter.every((word) => longer.includes(word));
}

function wordsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

function editDistance(a: string, b: string, giveUpAt: number): number {
  if (Math.abs(a.length - b.length) >= giveUpAt) return giveUpAt;
  let beforeThat: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      // Two letters the wrong way round are one slip of the fingers.
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwapped ? (beforeThat[j - 2] ?? 0) + 1 : substitution;
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution, swap));
    }
    beforeThat = previous;
    previous = current;
  }
  return previous[b.length] ?? giveUpAt;
}
