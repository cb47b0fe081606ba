import { type Hmac, hmac } from "./crypto.js";
import { WebhookError } from "./errors.js";
import { SIGNATURE } from "./generated/provider.js";
import { encode as toBytes } from "./utf8.js";

const { content, encoding, prefix } = SIGNATURE;
const FORM = encoding === "hex" ? /^[0-9a-f]{64}$/ : /^[A-Za-z0-9+/]{43}=$/;
const IS_BODY_ALONE = content.length === 1 && content[0]!.kind === "body";

/** Whether the timestamp is part of what is signed. */
export const SIGNS_TIMESTAMP = content.some(({ kind }) => kind === "timestamp");

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
  readonly #hmac: Hmac;

  /**
   * @throws WebhookError `invalid_secret` if it is empty, has characters that no secret has, or is what a missing value
   *   prints as; or is not base64 where it has to be. The error never shows it.
   */
  constructor(text: string) {
    checkForm(text);
    this.#hmac = hmac(keyOf(text));
  }

  /** The signature of a request, as it is written into the header after the prefix. */
  sign(request: SignedParts): string {
    return this.#hmac(IS_BODY_ALONE ? [request.body] : partsOf(request), encoding);
  }
}

function partsOf({ body, timestamp, deliveryId }: SignedParts): Uint8Array[] {
  return content.map(({ kind, text = "" }) => {
    if (kind === "body") return body;
    return toBytes(kind === "timestamp" ? timestamp : kind === "delivery_id" ? deliveryId : text);
  });
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
  if (SIGNATURE.key === "utf8") return toBytes(secret);
  const { secretPrefix } = SIGNATURE;
  try {
    return fromBase64(secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret);
  } catch {
    throw new WebhookError("invalid_secret", { detail: "it is not base64" });
  }
}

/** Reads a signature header: what is left of it without its prefix, or undefined if it has another form. */
export function decode(header: string): string | undefined {
  const text = header.startsWith(prefix) ? header.slice(prefix.length) : "";
  if (!FORM.test(text)) return undefined;
  // The last letter has bits to spare: several texts stand for the same bytes.
  return encoding === "hex" ? text : btoa(atob(text));
}

/** A signature as the provider writes it into the header. */
export function encode(signature: string): string {
  return prefix + signature;
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
