import { BlockHash, primes, wordAt } from "./hash.js";

/** The fractional parts of the square roots of the first eight primes, and of the cube roots of the first 64. */
const START = fractions(8, 1 / 2);
const ROUNDS = fractions(64, 1 / 3);

function fractions(count: number, exponent: number): Int32Array {
  return Int32Array.from(primes(count), (prime) => (prime ** exponent % 1) * 2 ** 32);
}

const schedule = new Int32Array(64);

/** SHA-256. */
export class Sha256 extends BlockHash {
  constructor() {
    super(START, 64, 8);
  }

  protected override compress(state: Int32Array, bytes: Uint8Array, at: number): void {
    const w = schedule;
    for (let i = 0; i < 16; i++) {
      w[i] = wordAt(bytes, at + 4 * i);
    }
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let e = state[4]!;
    let f = state[5]!;
    let g = state[6]!;
    let h = state[7]!;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i]! + w[i]!) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
    state[5]! += f;
    state[6]! += g;
    state[7]! += h;
  }
}
