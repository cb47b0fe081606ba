import { BlockHash, primes, wordAt } from "./hash.js";

/** The fractional parts of the square roots of the first eight primes, and of the cube roots of the first 80. */
const START = fractions(8, 2n);
const ROUNDS = fractions(80, 3n);

/** 64 bits each, as two words: the higher one first. */
function fractions(count: number, degree: bigint): Int32Array {
  return Int32Array.from(
    primes(count).flatMap((prime) => {
      const root = rootOf(BigInt(prime) << (64n * degree), degree);
      return [Number((root >> 32n) & 0xffffffffn), Number(root & 0xffffffffn)];
    }),
  );
}

/** The largest integer whose power is not above a number, bit by bit. */
function rootOf(number: bigint, degree: bigint): bigint {
  let root = 0n;
  for (let bit = 1n << 70n; bit > 0n; bit >>= 1n) {
    if ((root + bit) ** degree <= number) root += bit;
  }
  return root;
}

const schedule = new Int32Array(160);
const work = new Int32Array(16);

/** SHA-512. Its words have 64 bits: each is two numbers, the higher one first. */
export class Sha512 extends BlockHash {
  constructor() {
    super(START, 128, 16);
  }

  protected override compress(state: Int32Array, bytes: Uint8Array, at: number): void {
    const w = schedule;
    for (let i = 0; i < 32; i++) w[i] = wordAt(bytes, at + 4 * i);
    for (let i = 32; i < 160; i += 2) extend(w, i);
    work.set(state);
    for (let i = 0; i < 160; i += 2) round(work, i);
    for (let i = 0; i < 16; i += 2) add(state, i, [state[i]!, work[i]!], [state[i + 1]!, work[i + 1]!]);
  }
}

function extend(w: Int32Array, i: number): void {
  const [xh, xl, yh, yl] = [w[i - 30]!, w[i - 29]!, w[i - 4]!, w[i - 3]!];
  const s0h = turned(xh, xl, 1) ^ turned(xh, xl, 8) ^ (xh >>> 7);
  const s0l = turned(xl, xh, 1) ^ turned(xl, xh, 8) ^ turned(xl, xh, 7);
  const s1h = turned(yh, yl, 19) ^ turned(yl, yh, 29) ^ (yh >>> 6);
  const s1l = turned(yl, yh, 19) ^ turned(yh, yl, 29) ^ turned(yl, yh, 6);
  add(w, i, [w[i - 32]!, s0h, w[i - 14]!, s1h], [w[i - 31]!, s0l, w[i - 13]!, s1l]);
}

const first = new Int32Array(2);
const second = new Int32Array(2);

function round(v: Int32Array, i: number): void {
  const [ah, al, bh, bl, ch, cl] = [v[0]!, v[1]!, v[2]!, v[3]!, v[4]!, v[5]!];
  const [eh, el, fh, fl, gh, gl] = [v[8]!, v[9]!, v[10]!, v[11]!, v[12]!, v[13]!];
  const s1h = turned(eh, el, 14) ^ turned(eh, el, 18) ^ turned(el, eh, 9);
  const s1l = turned(el, eh, 14) ^ turned(el, eh, 18) ^ turned(eh, el, 9);
  const choiceH = (eh & fh) ^ (~eh & gh);
  const choiceL = (el & fl) ^ (~el & gl);
  add(
    first,
    0,
    [v[14]!, s1h, choiceH, ROUNDS[i]!, schedule[i]!],
    [v[15]!, s1l, choiceL, ROUNDS[i + 1]!, schedule[i + 1]!],
  );
  const s0h = turned(ah, al, 28) ^ turned(al, ah, 2) ^ turned(al, ah, 7);
  const s0l = turned(al, ah, 28) ^ turned(ah, al, 2) ^ turned(ah, al, 7);
  add(second, 0, [s0h, (ah & bh) ^ (ah & ch) ^ (bh & ch)], [s0l, (al & bl) ^ (al & cl) ^ (bl & cl)]);
  v.copyWithin(2, 0, 14);
  add(v, 8, [v[8]!, first[0]!], [v[9]!, first[1]!]);
  add(v, 0, [first[0]!, second[0]!], [first[1]!, second[1]!]);
}

/** One half of a word that is turned to the right, by less than 32 bits. */
function turned(half: number, other: number, by: number): number {
  return (half >>> by) | (other << (32 - by));
}

/** Writes a sum of words to a place. */
function add(to: Int32Array, at: number, high: readonly number[], low: readonly number[]): void {
  let lowSum = 0;
  let highSum = 0;
  for (let index = 0; index < low.length; index++) {
    lowSum += low[index]! >>> 0;
    highSum += high[index]! >>> 0;
  }
  to[at] = highSum + Math.floor(lowSum / 2 ** 32);
  to[at + 1] = lowSum;
}
