/** What can go wrong with the data folder and its database, in words that say what to do. */

export class StoreError extends Error {
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'StoreError';
    this.hint = hint;
  }
}
