/** Lets other parts of the window put the caret into the search bar. */
let focus: (() => void) | undefined;

/** The search bar that is shown says how it is focused; the answer takes that back. */
export function registerSearchBar(action: () => void): () => void {
  focus = action;
  return () => {
    if (focus === action) focus = undefined;
  };
}

export function focusSearchBar(): void {
  // After the page was made visible.
  requestAnimationFrame(() => focus?.());
}
