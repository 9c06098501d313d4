/** What a dialect says where its engine has no way to do what the plan asks. */

/** An operation of the plan that this engine cannot compute: an answer to the person, not a fault of the program. */
export class UnavailableOperation extends Error {
  constructor(what: string) {
    super(`${what} cannot be computed by this engine.`);
    this.name = 'UnavailableOperation';
  }
}
