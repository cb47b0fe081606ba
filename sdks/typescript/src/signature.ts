// Generated from schema/ by `cargo xtask generate`; do not edit.

import { WebhookError } from "./errors.js";
import { Sha256 } from "./sha256.js";
import { encode as toBytes } from "./utf8.js";

/** What is used of `node:crypto`. */
interface NodeCrypto {
  createSecretKey(key: Uint8Array): object;
  createHmac(algorithm: string, key: object): NodeHash;
  createHash(algorithm: string): NodeHash;
  timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean;
}

interface NodeHash {
  update(data: Uint8Array): this;
  digest(): Uint8Array;
}

interface Global {
  readonly process?: { readonly getBuiltinModule?: (name: string) => NodeCrypto | undefined };
}

let found: NodeCrypto | null | undefined;

/**
 * Node's, or null where there is none. Asked for without an import, which bundlers for runtimes without it would stumble
 * over, and not before it is needed: edge runtimes have functions of Node's that throw when they are called.
 */
function nodeCrypto(): NodeCrypto | null {
  if (found === undefined) {
    try {
      found = (globalThis as Global).process?.getBuiltinModule?.("node:crypto") ?? null;
    } catch {
      found = null;
    }
  }
  return found;
}

const FORM = /^[0-9a-f]{64}$/;

/** What is signed of a request. */
export interface SignedParts {
  /** The value of the timestamp header. */
  readonly timestamp: string;
  /** The value of the delivery id header. */
  readonly deliveryId: string;
  readonly body: Uint8Array;
}

/** A secret, as the key that it stands for. It can't be read out again. */
export class Secret {
  readonly #hmac: (parts: readonly Uint8Array[]) => Uint8Array;

  /**
   * @throws WebhookError `invalid_secret` if it is empty, has characters that no secret has, or is what a missing value
   *   prints as. The error never shows it.
   */
  constructor(text: string) {
    checkForm(text);
    this.#hmac = hmac(keyOf(text));
  }

  /** The signature of a request: 32 bytes. */
  sign(request: SignedParts): Uint8Array {
    return this.#hmac([request.body]);
  }
}

/** Signs of a configuration gone wrong. */
function checkForm(text: string): void {
  const refuse = (detail: string) => {
    throw new WebhookError("invalid_secret", { detail });
  };
  if (text === "") refuse("it is empty");
  const letters = [...text];
  const found = letters.findIndex((letter, at) => {
    const isAtAnEnd = at === 0 || at === letters.length - 1;
    return isUnseen(letter) || (isAtAnEnd && ENCLOSING.test(letter));
  });
  if (found >= 0) {
    const code = letters[found]!.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    refuse(`U+${code} at character ${found + 1} does not belong there`);
  }
  if (MISSING.test(text) || VARIABLE.test(text)) refuse("it is a placeholder, or what a missing value prints as");
}

/** White space but the plain space, controls, what shows nothing, and what stands for bytes that could not be read. */
const UNSEEN: readonly (readonly [first: number, last: number])[] = [
  [0x0, 0x1f],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xffff],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

function isUnseen(letter: string): boolean {
  const code = letter.codePointAt(0)!;
  return UNSEEN.some(([first, last]) => first <= code && code <= last);
}

/** A space or a quotation mark, which are fine inside. */
const ENCLOSING = /[ "'`«»\u2018-\u201f‹›]/;

/** What a missing value prints as, in one language or another. */
const MISSING = /^(?:undefined|null|none|nil|nan|true|false|\(null\)|<nil>|<null>|\*\*\*hidden\*\*\*)$/i;

/** A variable that was never replaced by its value. */
const VARIABLE = /^(?:\$\{.*\}|\$\(.*\)|\{\{.*\}\}|\[object .*\])$/s;

function keyOf(secret: string): Uint8Array {
  return toBytes(secret);
}

/** HMAC-SHA256 with a key that is prepared once. */
function hmac(key: Uint8Array): (parts: readonly Uint8Array[]) => Uint8Array {
  const node = nodeCrypto();
  if (node !== null) {
    const prepared = node.createSecretKey(key);
    return (parts) => {
      const state = node.createHmac("sha256", prepared);
      for (const part of parts) state.update(part);
      return state.digest();
    };
  }
  const block = new Uint8Array(64);
  block.set(key.length > block.length ? sha256(key) : key);
  const inner = new Sha256().update(block.map((byte) => byte ^ 0x36));
  const outer = new Sha256().update(block.map((byte) => byte ^ 0x5c));
  return (parts) => {
    const state = inner.clone();
    for (const part of parts) state.update(part);
    return outer.clone().update(state.digest()).digest();
  };
}

/** SHA-256: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const node = nodeCrypto();
  return node === null ? new Sha256().update(bytes).digest() : node.createHash("sha256").update(bytes).digest();
}

/** Compares two signatures in a time that does not tell where they differ. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  const node = nodeCrypto();
  if (node !== null) return node.timingSafeEqual(one, other);
  let difference = 0;
  for (let at = 0; at < 32; at++) difference |= one[at]! ^ other[at]!;
  return difference === 0;
}

/** Reads a signature header: 32 bytes, or undefined if it has another form. */
export function decode(header: string): Uint8Array | undefined {
  const text = header;
  if (!FORM.test(text)) return undefined;
  const bytes = new Uint8Array(32);
  for (let at = 0; at < 32; at++) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** A signature as AutoSend writes it into the header. */
export function encode(signature: Uint8Array): string {
  return hex(signature);
}

/** Bytes in lower-case hex. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
