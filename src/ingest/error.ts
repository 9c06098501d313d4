/** What can be wrong with an input or a setting, with where and what to do. */

export class ImportError extends Error {
  readonly file: string | undefined;
  readonly hint: string | undefined;
  constructor(message: string, details: { readonly file?: string; readonly hint?: string } = {}) {
    super(message);
    this.name = 'ImportError';
    this.file = details.file;
    this.hint = details.hint;
  }
}
