import { Sha256 } from "./sha256.js";

/** What is used of `node:crypto`. */
export interface NodeCrypto {
  createSecretKey(key: Uint8Array): object;
  createHmac(algorithm: string, key: object): NodeHash;
  createHash(algorithm: string): NodeHash;
  timingSafeEqual(one: Uint8Array, other: Uint8Array): boolean;
}

interface NodeHash {
  update(data: Uint8Array): this;
  digest(): Uint8Array;
  digest(encoding: "hex"): string;
}

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

/** HMAC-SHA256 with a key that is prepared once. */
export function hmac(key: Uint8Array): (parts: readonly Uint8Array[]) => Uint8Array {
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
  block.set(key.length > block.length ? new Sha256().update(key).digest() : key);
  const inner = new Sha256().update(block.map((byte) => byte ^ 0x36));
  const outer = new Sha256().update(block.map((byte) => byte ^ 0x5c));
  return (parts) => {
    const state = inner.clone();
    for (const part of parts) state.update(part);
    return outer.clone().update(state.digest()).digest();
  };
}

/** SHA-256, in hex. */
export function sha256(bytes: Uint8Array): string {
  const node = nodeCrypto();
  if (node !== null) return node.createHash("sha256").update(bytes).digest("hex");
  return hex(new Sha256().update(bytes).digest());
}

/** Compares 32 bytes in a time that does not tell where they differ. */
export function isSame(one: Uint8Array, other: Uint8Array): boolean {
  const node = nodeCrypto();
  if (node !== null) return node.timingSafeEqual(one, other);
  let difference = 0;
  for (let at = 0; at < 32; at++) difference |= one[at]! ^ other[at]!;
  return difference === 0;
}

/** Bytes in lower-case hex. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
