import type { BlockHash } from "./hash.js";
import type { HashName } from "./scheme.js";
import { Sha1 } from "./sha1.js";
import { Sha256 } from "./sha256.js";
import { Sha512 } from "./sha512.js";

/** What is used of `node:crypto`. */
export interface NodeCrypto {
  createPublicKey(key: DerKey): object;
  createPrivateKey(key: DerKey): object;
  sign(algorithm: null, message: Uint8Array, key: object): Uint8Array;
  verify(algorithm: null, message: Uint8Array, key: object, signature: Uint8Array): boolean;
  createSecretKey(key: Uint8Array): object;
  createHmac(algorithm: string, key: object): NodeHash;
  createHash(algorithm: string): NodeHash;
  /** Newer versions have it. */
  hash?(algorithm: string, data: Uint8Array, encoding: Encoding): string;
  timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean;
}

interface DerKey {
  readonly key: Uint8Array;
  readonly format: "der";
  readonly type: "spki" | "pkcs8";
}

interface NodeHash {
  update(data: Uint8Array): this;
  digest(encoding: Encoding): string;
}

/** How bytes are written: two digits each, or four characters for three of them. */
export type Encoding = "hex" | "base64";

interface Global {
  readonly process?: { readonly getBuiltinModule?: (name: string) => NodeCrypto | undefined };
}

let found: NodeCrypto | null | undefined;

/**
 * Node's, or null where there is none. Asked for without an import, which bundlers for runtimes without it would stumble
 * over, and not before it is needed: edge runtimes have functions of Node's that throw when they are called.
 */
export function nodeCrypto(): NodeCrypto | null {
  if (found === undefined) {
    try {
      found = (globalThis as Global).process?.getBuiltinModule?.("node:crypto") ?? null;
    } catch {
      found = null;
    }
  }
  return found;
}

/** Hands over `node:crypto`, for versions of Node that it can't be asked of without an import. */
export function useNodeCrypto(crypto: NodeCrypto): void {
  found ??= crypto;
}

/** The HMAC of parts one after the other, written down. */
export type Hmac = (parts: readonly Uint8Array[], encoding: Encoding) => string;

const HASHES: Readonly<Record<HashName, new () => BlockHash>> = { sha1: Sha1, sha256: Sha256, sha512: Sha512 };

/** Prepares a key, once. */
export function hmac(key: Uint8Array, hash: HashName = "sha256"): Hmac {
  const node = nodeCrypto();
  if (node !== null) {
    const prepared = node.createSecretKey(key);
    return (parts, encoding) => {
      const state = node.createHmac(hash, prepared);
      for (const part of parts) state.update(part);
      return state.digest(encoding);
    };
  }
  const start = () => new HASHES[hash]();
  const block = new Uint8Array(start().blockSize);
  block.set(key.length > block.length ? start().update(key).digest() : key);
  const inner = start().update(block.map((byte) => byte ^ 0x36));
  const outer = start().update(block.map((byte) => byte ^ 0x5c));
  return (parts, encoding) => {
    const state = inner.clone();
    for (const part of parts) state.update(part);
    return written(outer.clone().update(state.digest()).digest(), encoding);
  };
}

/** SHA-256, in hex. */
export function sha256(bytes: Uint8Array): string {
  const node = nodeCrypto();
  if (node === null) return written(new Sha256().update(bytes).digest(), "hex");
  return node.hash?.("sha256", bytes, "hex") ?? node.createHash("sha256").update(bytes).digest("hex");
}

const ROOM = 64;
const left = new Uint8Array(ROOM);
const right = new Uint8Array(ROOM);
let used = 0;

/** Compares two signatures, written the same way, in a time that does not tell where they differ. */
export function isSame(one: string, other: string): boolean {
  // All that are well-formed have one length in a scheme.
  if (one.length !== other.length) return false;
  if (one.length > ROOM) {
    const isSameThere = isSame(one.slice(ROOM), other.slice(ROOM));
    return isSame(one.slice(0, ROOM), other.slice(0, ROOM)) && isSameThere;
  }
  if (one.length !== used) {
    left.fill(0);
    right.fill(0);
    used = one.length;
  }
  for (let at = 0; at < one.length; at++) {
    left[at] = one.charCodeAt(at);
    right[at] = other.charCodeAt(at);
  }
  const node = nodeCrypto();
  if (node !== null) return node.timingSafeEqual(left, right);
  let difference = 0;
  for (let at = 0; at < ROOM; at++) difference |= left[at]! ^ right[at]!;
  return difference === 0;
}

/** Writes bytes down. */
export function written(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === "base64") return btoa(String.fromCharCode(...bytes));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
