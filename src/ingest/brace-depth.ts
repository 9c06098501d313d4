/** How deep in objects the end of a text stands, found by looking at each character once. */
export class BraceDepth {
  #depth: number;
  #quoted = false;
  /** Where in the text pushed last the first such object was closed. */
  closedAt = -1;

  /** `depth`: of objects that are open already. */
  constructor(depth = 0) {
    this.#depth = depth;
  }

  /** More text; true where an object was closed in it that stands in no other. */
  push(text: string): boolean {
    this.closedAt = -1;
    for (let i = 0; i < text.length; i += 1) {
      const c = text.charCodeAt(i);
      if (this.#quoted) {
        if (c === 92) i += 1;
        else if (c === 34) this.#quoted = false;
      } else if (c === 34) this.#quoted = this.#depth > 0;
      else if (c === 123) this.#depth += 1;
      else if (c === 125 && this.#depth > 0) {
        this.#depth -= 1;
        if (this.#depth === 0 && this.closedAt < 0) this.closedAt = i;
      }
    }
    return this.closedAt >= 0;
  }

  clear(): void {
    this.#depth = 0;
    this.#quoted = false;
  }
}
