import type { Claim } from "./claims.js";
import { sha256 } from "./crypto.js";
import type { RequestFacts } from "./facts.js";
import { SIGNATURES } from "./generated/provider.js";
import { type HeaderValues, numbersOf } from "./headers.js";
import type { SignedPart } from "./scheme.js";
import { decode, encode } from "./utf8.js";

/** What of a request can be signed. */
export interface SignedParts {
  readonly body: Uint8Array;
  readonly headers: HeaderValues;
  /** The timestamp, as its own header says it. */
  readonly timestamp: string | undefined;
  /** The value of the delivery id header. */
  readonly deliveryId: string | undefined;
  readonly facts: RequestFacts;
}

const IS_BODY_ALONE = SIGNATURES.map(({ content }) => content.length === 1 && content[0]!.kind === "body");

/**
 * The bytes of what is signed, one part after the other; undefined if the request lacks one of them.
 *
 * @param claim The scheme, and the timestamp that stands beside the signature.
 */
export function signedBytes(
  { scheme, timestamp }: Pick<Claim, "scheme" | "timestamp">,
  request: SignedParts,
): Uint8Array[] | undefined {
  if (IS_BODY_ALONE[scheme]) return [request.body];
  const all: Uint8Array[] = [];
  for (const part of SIGNATURES[scheme]!.content) {
    const text = part.kind === "timestamp" ? (timestamp ?? request.timestamp) : textOf(part, request);
    if (part.kind === "body") all.push(request.body);
    else if (text === undefined) return undefined;
    else all.push(encode(text));
  }
  return all;
}

function textOf(
  { kind, text, name }: SignedPart,
  { body, headers, deliveryId, facts }: SignedParts,
): string | undefined {
  switch (kind) {
    case "delivery_id":
      return deliveryId;
    case "header":
      return headers.value(numbersOf([name!])) ?? "";
    case "url":
      return facts.url;
    case "method":
      return facts.method ?? "POST";
    case "sorted_form":
      return sortedForm(body);
    case "body_sha256":
      return sha256(body);
    default:
      return text;
  }
}

/** More fields than any provider's form has: sorting takes more than linear time, and nobody is known yet. */
const MAX_FIELDS = 1000;

/** The names and values of a form, decoded, in the order of the names, without anything between. */
function sortedForm(body: Uint8Array): string | undefined {
  let text: string;
  try {
    text = decode(body);
  } catch {
    return undefined;
  }
  if (text.split("&", MAX_FIELDS + 1).length > MAX_FIELDS) return undefined;
  const fields = [...new URLSearchParams(text)];
  return fields.sort(inOrder).flat().join("");
}

function inOrder([name, value]: [string, string], [otherName, otherValue]: [string, string]): number {
  if (name !== otherName) return name < otherName ? -1 : 1;
  return value < otherValue ? -1 : Number(value > otherValue);
}
