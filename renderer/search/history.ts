/** The searches that were run, newest last, kept between starts. */
const key = 'grotto.search-history';
const most = 200;

export function searchHistory(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function remember(search: string): void {
  const rest = searchHistory().filter((one) => one !== search);
  try {
    localStorage.setItem(key, JSON.stringify([...rest, search].slice(-most)));
  } catch {
    // A full store only costs the history.
  }
}
