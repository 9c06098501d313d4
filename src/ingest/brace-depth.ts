/** How deep in objects the end of a text stands, found by looking at each character once. */
export class BraceDepth {
  #depth = 0;
  #quoted = false;

  /** More text; true where an object was closed in it that stands in no other. */
  push(text: string): boolean {
    let closed = false;
    for (let i = 0; i < text.length; i += 1) {
      const c = text.charCodeAt(i);
      if (this.#quoted) {
        if (c === 92) i += 1;
        else if (c === 34) this.#quoted = false;
      } else if (c === 34) this.#quoted = this.#depth > 0;
      else if (c === 123) this.#depth += 1;
      else if (c === 125 && this.#depth > 0) {
        this.#depth -= 1;
        closed ||= this.#depth === 0;
      }
    }
    return closed;
  }

  clear(): void {
    this.#depth = 0;
    this.#quoted = false;
  }
}
