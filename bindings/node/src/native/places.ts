import { ABSENT, KNOWN } from "./generated/layout.js";

/** Where the members of an event are in its text, as native/layout.rs wrote them: read one after the other. */
export class Places {
  readonly #spans: Int32Array;
  #text = "";
  #next = 0;

  constructor(spans: Int32Array) {
    this.#spans = spans;
  }

  /** The same places, filled anew for another text. */
  of(text: string): this {
    this.#text = text;
    this.#next = 0;
    return this;
  }

  text(): string {
    const at = this.#next;
    this.#next = at + 2;
    return this.#text.slice(this.#spans[at], this.#spans[at + 1]);
  }

  boolean(): boolean {
    return this.integer() !== 0;
  }

  integer(): number {
    const at = this.#next;
    this.#next = at + 2;
    return this.#spans[at + 1]!;
  }

  /** One of the values that the catalog lists, or another text. */
  value<T extends string>(known: readonly T[]): T {
    return this.#spans[this.#next] === KNOWN ? known[this.integer()]! : (this.text() as T);
  }

  list<T>(item: () => T): T[] {
    return Array.from({ length: this.integer() }, item);
  }

  /** Whether the next member is there; if not, goes on to the one after it. */
  isPresent(): boolean {
    if (this.#spans[this.#next] !== ABSENT) return true;
    this.#next += 2;
    return false;
  }
}
