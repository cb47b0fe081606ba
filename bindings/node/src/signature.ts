import type { Claim } from "./claims.js";
import { hmac, isSame, sha256, written } from "./crypto.js";
import { ed25519Key } from "./ed25519.js";
import { WebhookError } from "./errors.js";
import { SIGNATURES } from "./generated/provider.js";
import type { SignatureScheme } from "./scheme.js";
import { checkForm } from "./secret-form.js";
import { encode } from "./utf8.js";

/** What a secret is to one scheme. */
interface Key {
  /** Whether one of the signatures is right. All are looked at, so that the time tells nothing. */
  matches(signatures: readonly string[], parts: readonly Uint8Array[]): boolean;
  /** The signature of what is signed, as {@link Claim.signatures} has it. */
  sign(parts: readonly Uint8Array[]): string;
}

/** A secret, as the keys that it stands for. It can't be read out again. */
export class Secret {
  readonly #keys: readonly (Key | undefined)[];

  /**
   * @throws WebhookError `invalid_secret` if it is empty, has characters that no secret has, or is what a missing value
   *   prints as; or if no scheme can be verified with it. The error never shows it.
   */
  constructor(text: string) {
    checkForm(text);
    let refusal: unknown;
    this.#keys = SIGNATURES.map((scheme) => {
      try {
        return KEYS[scheme.scheme](text, scheme);
      } catch (error) {
        refusal ??= error;
        return undefined;
      }
    });
    if (this.#keys.every((key) => key === undefined)) throw refusal;
  }

  /** Whether it made one of the signatures that a request claims. */
  matches({ scheme, signatures }: Claim, parts: readonly Uint8Array[]): boolean {
    return this.#keys[scheme]?.matches(signatures, parts) ?? false;
  }

  /** Whether a scheme can be used with it. */
  fits(scheme: number): boolean {
    return this.#keys[scheme] !== undefined;
  }

  /**
   * The signature of what is signed, in a scheme that it fits.
   *
   * @throws TypeError if it is a public key.
   */
  sign(scheme: number, parts: readonly Uint8Array[]): string {
    return this.#keys[scheme]!.sign(parts);
  }
}

const KEYS: Readonly<Record<SignatureScheme["scheme"], (text: string, scheme: SignatureScheme) => Key>> = {
  hmac(text, scheme) {
    const mac = hmac(keyOf(text, scheme), scheme.hash);
    const encoding = scheme.encoding === "hex" ? "hex" : "base64";
    const sign = (parts: readonly Uint8Array[]) => mac(parts, encoding);
    return { sign, matches: (signatures, parts) => isAmong(signatures, sign(parts)) };
  },
  token: tokenKey,
  basic: (text) => tokenKey(btoa(String.fromCharCode(...encode(text)))),
  ed25519(text, scheme) {
    const key = ed25519Key(keyOf(text, scheme));
    const encoding = scheme.encoding === "hex" ? "hex" : "base64";
    const isRight = (message: Uint8Array) => (signature: string) => key.verify(message, bytesOf(signature, encoding));
    return {
      matches: (signatures, parts) => signatures.filter(isRight(joined(parts))).length > 0,
      sign(parts) {
        if (key.sign !== undefined) return written(key.sign(joined(parts)), encoding);
        throw new TypeError("a public key signs nothing: give the private one and the public one, 64 bytes");
      },
    };
  },
};

/** What is sent as it is. Hashed, so that the time tells nothing of its length either. */
function tokenKey(text: string): Key {
  const expected = hashed(text);
  return { sign: () => text, matches: (signatures) => isAmong(signatures.map(hashed), expected) };
}

function isAmong(signatures: readonly string[], expected: string): boolean {
  let found = false;
  for (const signature of signatures) if (isSame(signature, expected)) found = true;
  return found;
}

function hashed(text: string): string {
  return sha256(encode(text));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function keyOf(secret: string, { key, secretPrefix }: SignatureScheme): Uint8Array {
  if (key === "utf8") return encode(secret);
  const text = secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret;
  if (text === "") throw new WebhookError("invalid_secret", { detail: "it is empty" });
  try {
    return bytesOf(text, key);
  } catch {
    throw new WebhookError("invalid_secret", { detail: `it is not ${key}` });
  }
}

/** What a text says. Throws if it is not of that encoding. */
function bytesOf(text: string, encoding: "hex" | "base64"): Uint8Array {
  if (encoding === "base64") return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) throw new TypeError("no hex digits");
  return Uint8Array.from(text.match(/../g)!, (digits) => Number.parseInt(digits, 16));
}
