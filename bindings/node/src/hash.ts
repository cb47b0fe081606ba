/** A hash that works through blocks, as all of SHA-1 and SHA-2 do: without a platform's help, and without waiting. */
export abstract class BlockHash {
  /** How many bytes a block has. */
  readonly blockSize: number;
  readonly #state: Int32Array;
  readonly #rest: Uint8Array;
  /** How many bytes of the last block say how long the whole was. */
  readonly #lengthSize: number;
  #length = 0;

  constructor(start: Int32Array, blockSize: number, lengthSize: number) {
    this.blockSize = blockSize;
    this.#state = start.slice();
    this.#rest = new Uint8Array(blockSize);
    this.#lengthSize = lengthSize;
  }

  /** Works a block into the state. */
  protected abstract compress(state: Int32Array, bytes: Uint8Array, at: number): void;

  /** The same state, to go on from it several times. */
  clone(): this {
    const copy = new (this.constructor as new () => this)();
    copy.#state.set(this.#state);
    copy.#rest.set(this.#rest);
    copy.#length = this.#length;
    return copy;
  }

  update(bytes: Uint8Array): this {
    const size = this.blockSize;
    let at = 0;
    const waiting = this.#length % size;
    this.#length += bytes.length;
    if (waiting > 0) {
      at = Math.min(size - waiting, bytes.length);
      this.#rest.set(bytes.subarray(0, at), waiting);
      if (waiting + at < size) return this;
      this.compress(this.#state, this.#rest, 0);
    }
    for (; at + size <= bytes.length; at += size) this.compress(this.#state, bytes, at);
    this.#rest.set(bytes.subarray(at));
    return this;
  }

  /** The hash's bytes; nothing can be added after them. */
  digest(): Uint8Array {
    const bits = this.#length * 8;
    const size = this.blockSize;
    const waiting = this.#length % size;
    const padding = new Uint8Array((waiting < size - this.#lengthSize ? size : 2 * size) - waiting);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padding.length - 4, bits >>> 0);
    this.update(padding);
    const digest = new DataView(new ArrayBuffer(this.#state.length * 4));
    this.#state.forEach((word, index) => {
      digest.setInt32(4 * index, word);
    });
    return new Uint8Array(digest.buffer);
  }
}

/** Four bytes as a number. */
export function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

/** The first prime numbers. */
export function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
