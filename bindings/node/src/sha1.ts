import { BlockHash, wordAt } from "./hash.js";

const START = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);

/** The square roots of 2, 3, 5 and 10, times 2 to the 30th. */
const ROUNDS = Int32Array.from([2, 3, 5, 10], (number) => Math.floor(Math.sqrt(number) * 2 ** 30));

const schedule = new Int32Array(80);

/** SHA-1, with which some providers still sign: good enough in an HMAC, and for nothing else. */
export class Sha1 extends BlockHash {
  constructor() {
    super(START, 64, 8);
  }

  protected override compress(state: Int32Array, bytes: Uint8Array, at: number): void {
    const w = schedule;
    for (let i = 0; i < 16; i++) w[i] = wordAt(bytes, at + 4 * i);
    for (let i = 16; i < 80; i++) w[i] = rotated(w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!, 1);
    let a = state[0]!;
    let b = state[1]!;
    let c = state[2]!;
    let d = state[3]!;
    let e = state[4]!;
    for (let i = 0; i < 80; i++) {
      const round = Math.floor(i / 20);
      const next = (rotated(a, 5) + mixed(round, b, c, d) + e + ROUNDS[round]! + w[i]!) | 0;
      e = d;
      d = c;
      c = rotated(b, 30);
      b = a;
      a = next;
    }
    state[0]! += a;
    state[1]! += b;
    state[2]! += c;
    state[3]! += d;
    state[4]! += e;
  }
}

function mixed(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  return round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
