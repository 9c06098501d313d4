/** What the scripts tell the person: one line a step, on stderr, so that stdout stays for results. */

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Something that the person can mend; printed without a stack. */
export class SetupError extends Error {
  /** @param {string} message @param {string} [hint] */
  constructor(message, hint) {
    super(hint === undefined ? message : `${message}\n  ${hint}`);
    this.name = 'SetupError';
  }
}

/** @param {unknown} error */
export function sayError(error) {
  if (error instanceof SetupError) say(`grotto: ${error.message}`);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** @param {number} since from performance.now() */
export function secondsSince(since) {
  return ((performance.now() - since) / 1000).toFixed(1);
}
