import { Checker, type Limits } from "./checker.js";
import { isSame } from "./crypto.js";
import { type ErrorReport, WebhookError } from "./errors.js";
import { SIGNATURE } from "./generated/provider.js";
import { type DeliveryHeaders, deliveryHeaders, type HeaderValues } from "./headers.js";
import { decode, Secret } from "./signature.js";
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
): Explanation {
  try {
    new Checker(secrets, limits).check(body, headers, now);
    return { error: null, causes: [] };
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    return { error: error.toJSON(), causes: causesOf(error, secrets, body, headers, now) };
  }
}

function causesOf(
  error: WebhookError,
  secrets: readonly string[],
  body: Uint8Array,
  headers: HeaderValues,
  now: number,
): Cause[] {
  switch (error.code) {
    case "timestamp_too_old":
    case "timestamp_in_future":
      return [clockSkew(now - (timestampMillis(deliveryHeaders(headers).timestamp ?? "") ?? now))];
    case "malformed_signature":
    case "signature_mismatch":
      return signatureCauses(secrets, body, deliveryHeaders(headers));
    default:
      return body.length === 0 ? [EMPTY_BODY] : [];
  }
}

/** Tries every reading of the signature with every key over every body: one change of each explains most refusals. */
function signatureCauses(secrets: readonly string[], body: Uint8Array, headers: DeliveryHeaders): Cause[] {
  const { signature = "", timestamp = "", deliveryId = "" } = headers;
  const signatures = signatureReadings(signature);
  for (const [secret, aboutSecret] of secrets.flatMap(secretReadings)) {
    for (const [reading, aboutBody] of bodyReadings(body)) {
      const expected = secret.sign({ timestamp, deliveryId, body: reading });
      const found = signatures.find(([candidate]) => isSame(candidate, expected));
      if (found !== undefined) return [aboutSecret, aboutBody, found[1]].filter((cause) => cause !== undefined);
    }
  }
  const aboutForm = signatures.flatMap(([, cause]) => cause ?? []);
  if (body.length === 0) aboutForm.push(EMPTY_BODY);
  return aboutForm.length > 0 ? aboutForm : [UNEXPLAINED];
}

function signatureReadings(header: string): Guess<string>[] {
  const readings: Guess<string>[] = [];
  const add = (text: string, cause?: Cause) => {
    const signature = decode(text);
    if (signature !== undefined && readings.length === 0) readings.push([signature, cause]);
  };
  add(header);
  if (SIGNATURE.encoding === "hex") add(header.toLowerCase(), UPPER_CASE);
  if (SIGNATURE.prefix === "") add(header.replace(/^[^=, ]{1,9}[=, ] */, ""), HAS_PREFIX);
  else add(SIGNATURE.prefix + header, PREFIX_MISSING);
  return readings;
}

function secretReadings(secret: string): Guess<Secret>[] {
  const readings: Guess<Secret>[] = [[new Secret(secret), undefined]];
  const { key, secretPrefix: prefix } = SIGNATURE;
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

const PREFIX_MISSING: Cause = {
  cause: "signature_prefix_missing",
  finding: `The signature comes without ${SIGNATURE.prefix} before it.`,
  fix: "Send the prefix.",
};

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
