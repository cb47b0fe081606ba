import { nodeCrypto } from "./crypto.js";
import { WebhookError } from "./errors.js";

/** A public key, perhaps with the private one. */
export interface Ed25519Key {
  /** Whether a signature of 64 bytes is one of the message. */
  verify(message: Uint8Array, signature: Uint8Array): boolean;
  /** The signature of a message; absent where the private key is not known. */
  readonly sign?: (message: Uint8Array) => Uint8Array;
}

/**
 * A key of 32 bytes, the public one, or of 64, the private and the public one.
 *
 * @throws WebhookError `invalid_secret` if it has another length, or the platform has no `node:crypto`: WebCrypto has only
 *   promises, and a verifier does not wait.
 */
export function ed25519Key(bytes: Uint8Array): Ed25519Key {
  if (bytes.length !== 32 && bytes.length !== 64) {
    const detail = `a public key of Ed25519 has 32 bytes, and with the private one 64; it has ${bytes.length}`;
    throw new WebhookError("invalid_secret", { detail });
  }
  const node = nodeCrypto();
  if (node === null) {
    const detail = "Ed25519 needs node:crypto, which this platform does not have: switch it on, or verify elsewhere";
    throw new WebhookError("invalid_secret", { detail });
  }
  const key = node.createPublicKey(derOf(PUBLIC, bytes.subarray(-32), "spki"));
  const verify = (message: Uint8Array, signature: Uint8Array) => node.verify(null, message, key, signature);
  if (bytes.length === 32) return { verify };
  const secret = node.createPrivateKey(derOf(PRIVATE, bytes.subarray(0, 32), "pkcs8"));
  return { verify, sign: (message) => new Uint8Array(node.sign(null, message, secret)) };
}

// What comes before the 32 bytes of a key in its DER form, by RFC 8410.
const PUBLIC = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const PRIVATE = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

function derOf(head: readonly number[], bytes: Uint8Array, type: "spki" | "pkcs8") {
  return { key: Uint8Array.of(...head, ...bytes), format: "der", type } as const;
}
