import { sha256 } from "./crypto.js";
import type { SignedPart } from "./scheme.js";
import { decode, encode } from "./utf8.js";

/** What of a request can be signed. */
export interface SignedParts {
  readonly body: Uint8Array;
  /** The timestamp as it was sent. */
  readonly timestamp: string | undefined;
  /** The value of the delivery id header. */
  readonly deliveryId: string | undefined;
  /** The value of a header, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** The URL that the provider calls. */
  readonly url: string | undefined;
  /** The method, in capitals. */
  readonly method: string | undefined;
}

/** The bytes of what is signed, one part after the other; undefined if the request lacks one of them. */
export function signedBytes(content: readonly SignedPart[], request: SignedParts): Uint8Array[] | undefined {
  const all: Uint8Array[] = [];
  for (const part of content) {
    if (part.kind === "body") {
      all.push(request.body);
    } else {
      const text = textOf(part, request);
      if (text === undefined) return undefined;
      all.push(encode(text));
    }
  }
  return all;
}

function textOf({ kind, text, name }: SignedPart, request: SignedParts): string | undefined {
  switch (kind) {
    case "timestamp":
      return request.timestamp;
    case "delivery_id":
      return request.deliveryId;
    case "header":
      return request.header(name!);
    case "url":
      return request.url;
    case "method":
      return request.method;
    case "sorted_form":
      return sortedForm(request.body);
    case "body_sha256":
      return sha256(request.body);
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
