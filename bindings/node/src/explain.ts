import { Checker, DELIVERY_ID_HEADERS, type Limits, SCHEME_HEADERS, TIMESTAMP_HEADERS } from "./checker.js";
import { type Claim, claimOf } from "./claims.js";
import { type ErrorReport, WebhookError } from "./errors.js";
import type { RequestFacts } from "./facts.js";
import { SIGNATURES } from "./generated/provider.js";
import type { HeaderValues } from "./headers.js";
import { Secret } from "./signature.js";
import { type SignedParts, signedBytes } from "./signed-content.js";
import { timestampMillis } from "./timestamp.js";
import { decodeLossy, encode } from "./utf8.js";

/** A mistake that explains a refusal, found by `explain`. */
export interface Cause {
  /** Which one it is, e.g. `trailing_newline`. */
  readonly cause: string;
  /** What was found, in a sentence. */
  readonly finding: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Why a request does not verify. A report for people and no verdict. */
export interface Explanation {
  /** Why the verifier refuses the request; null if it would accept it. */
  readonly error: ErrorReport | null;
  /** What is behind it, most telling first; empty if no known cause fits. */
  readonly causes: readonly Cause[];
}

/** Something that may have been meant, and the mistake that was made then. */
type Guess<T> = readonly [T, Cause | undefined];

/** Looks for the mistake behind a refusal by trying the usual ones. */
export function explain(
  secrets: readonly string[],
  limits: Limits,
  body: Uint8Array,
  headers: HeaderValues,
  now: number,
  facts: RequestFacts,
): Explanation {
  try {
    new Checker(secrets, limits).check(body, headers, now, facts);
    return { error: null, causes: [] };
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    return { error: error.toJSON(), causes: causesOf(error, secrets, body, headers, now, facts) };
  }
}

function causesOf(
  error: WebhookError,
  secrets: readonly string[],
  body: Uint8Array,
  headers: HeaderValues,
  now: number,
  facts: RequestFacts,
): Cause[] {
  switch (error.code) {
    case "timestamp_too_old":
    case "timestamp_in_future":
      return [clockSkew(now - (timestampMillis(timestampIn(headers)) ?? now))];
    case "malformed_signature":
    case "signature_mismatch":
      return signatureCauses(secrets, headers, request(body, headers, facts));
    default:
      return body.length === 0 ? [EMPTY_BODY] : [];
  }
}

function request(body: Uint8Array, headers: HeaderValues, facts: RequestFacts): SignedParts {
  const [timestamp, deliveryId] = [headers.value(TIMESTAMP_HEADERS), headers.value(DELIVERY_ID_HEADERS)];
  return { body, headers, timestamp, deliveryId, facts };
}

/** The timestamp, in its own header or in that of a signature. */
function timestampIn(headers: HeaderValues): string {
  const pairs = SCHEME_HEADERS.map((names, scheme) => claimOf(scheme, headers.value(names) ?? "").timestamp);
  return pairs.find((timestamp) => timestamp !== undefined) ?? headers.value(TIMESTAMP_HEADERS) ?? "";
}

/** Tries every reading of the signature with every key over every body: one change of each explains most refusals. */
function signatureCauses(secrets: readonly string[], headers: HeaderValues, request: SignedParts): Cause[] {
  const there = SCHEME_HEADERS.map((names) => headers.value(names));
  const claims = there.flatMap((header, scheme) => (header === undefined ? [] : signatureReadings(scheme, header)));
  for (const [secret, aboutSecret] of secrets.flatMap(secretReadings)) {
    for (const [body, aboutBody] of bodyReadings(request.body)) {
      const found = claims.find(([claim]) => isSigned(secret, claim, { ...request, body }));
      if (found !== undefined) return [aboutSecret, aboutBody, found[1]].filter((cause) => cause !== undefined);
    }
  }
  const aboutForm = claims.flatMap(([, cause]) => cause ?? []);
  if (request.body.length === 0) aboutForm.push(EMPTY_BODY);
  return aboutForm.length > 0 ? aboutForm : [UNEXPLAINED];
}

function isSigned(secret: Secret, claim: Claim, request: SignedParts): boolean {
  const parts = signedBytes(claim, request);
  return parts !== undefined && secret.matches(claim, parts);
}

function signatureReadings(scheme: number, header: string): Guess<Claim>[] {
  const readings: Guess<Claim>[] = [];
  const { encoding, form, prefix } = SIGNATURES[scheme]!;
  const add = (text: string, cause?: Cause) => {
    const claim = claimOf(scheme, text);
    if (claim.signatures.length > 0 && readings.length === 0) readings.push([claim, cause]);
  };
  add(header);
  if (form !== "plain") return readings;
  if (encoding === "hex") add(header.toLowerCase(), UPPER_CASE);
  if (prefix === "") add(header.replace(/^[^=, ]{1,9}[=, ] */, ""), HAS_PREFIX);
  else add(prefix + header, prefixMissing(prefix));
  return readings;
}

function secretReadings(secret: string): Guess<Secret>[] {
  const readings: Guess<Secret>[] = [[new Secret(secret), undefined]];
  const { key, secretPrefix: prefix } = SIGNATURES[0]!;
  if (key !== "utf8" || prefix === "") return readings;
  const add = (text: string, cause: Cause) => {
    try {
      readings.push([new Secret(text), cause]);
    } catch {
      // No secret looks like that.
    }
  };
  if (secret.startsWith(prefix)) {
    add(secret.slice(prefix.length), {
      cause: "secret_prefix_stripped",
      finding: `The request was signed with the secret without its ${prefix} prefix.`,
      fix: "Sign with the whole secret: the prefix belongs to the key.",
    });
  } else {
    add(prefix + secret, {
      cause: "secret_prefix_missing",
      finding: `The signature is right for the secret with ${prefix} before it.`,
      fix: "Configure the whole secret, its prefix included.",
    });
  }
  return readings;
}

function bodyReadings(body: Uint8Array): Guess<Uint8Array>[] {
  const readings: Guess<Uint8Array>[] = [[body, undefined]];
  const text = decodeLossy(body);
  const add = (reading: string, cause: string, finding: string, fix: string) => {
    if (reading !== text) readings.push([encode(reading), { cause, finding, fix }]);
  };
  add(
    text.replace(/\r?\n$/, ""),
    "trailing_newline",
    "The signature is right for the body without the newline at its end.",
    "Don't add a line end to the body.",
  );
  add(
    `${text}\n`,
    "newline_missing",
    "The signature is right for the body with a newline at its end.",
    "Don't trim the body.",
  );
  add(text.replaceAll("\r\n", "\n"), "line_ends_changed", "The body's line ends were changed.", VERIFY_RAW);
  add(text.replace(/\r?\n/g, "\r\n"), "line_ends_changed", "The body's line ends were changed.", VERIFY_RAW);
  try {
    const printed = JSON.stringify(JSON.parse(text));
    add(printed, "body_reserialized", "The body was parsed and serialized again.", VERIFY_RAW);
  } catch {
    // No JSON: nothing to serialize.
  }
  return readings;
}

/** What an age in milliseconds says about the two clocks. */
function clockSkew(age: number): Cause {
  const direction = age < 0 ? "ahead of" : "behind";
  return {
    cause: "clock_skew",
    finding: `The timestamp is ${Math.abs(age) / 1000} s ${direction} the clock.`,
    fix: "Synchronise the clocks (NTP). If they agree, this is a replay.",
  };
}

const UPPER_CASE: Cause = {
  cause: "signature_upper_case",
  finding: "The signature is in upper case.",
  fix: "Send lower-case hex digits.",
};

const HAS_PREFIX: Cause = {
  cause: "signature_has_prefix",
  finding: "The signature comes with a prefix.",
  fix: "Send the signature alone.",
};

function prefixMissing(prefix: string): Cause {
  return {
    cause: "signature_prefix_missing",
    finding: `The signature comes without ${prefix} before it.`,
    fix: "Send the prefix.",
  };
}

const VERIFY_RAW = "Verify the bytes as received, before any parser or middleware touches them.";

const EMPTY_BODY: Cause = {
  cause: "body_is_empty",
  finding: "The body is empty.",
  fix: "Read it before other middleware does, or keep what that middleware read: a stream can be read once.",
};

const UNEXPLAINED: Cause = {
  cause: "unknown",
  finding:
    "No known mistake makes this signature: the secret is another webhook's, the body was changed on the way, or the request is forged.",
  fix: "Compare the secret with the one that AutoSend shows for this webhook.",
};
