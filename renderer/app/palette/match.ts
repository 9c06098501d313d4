/** How well what was typed fits a label. */

/**
 * 0: not at all. Every word typed must stand in the label, or its letters in their order for a single word; words at the
 * start of words count most.
 */
export function fitOf(typed: string, label: string): number {
  const text = label.toLowerCase();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  let fit = 1;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at === 0) fit += 4;
    else if (at > 0) fit += /[^a-z0-9]/.test(text[at - 1] ?? '') ? 3 : 2;
    else if (words.length === 1 && hasLetters(text, word)) fit += 0.5;
    else return 0;
  }
  return fit;
}

function hasLetters(text: string, word: string): boolean {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
