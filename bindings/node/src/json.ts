import { WebhookError } from "./errors.js";
import { type Members, object } from "./fields.js";
import { KEEPS_INTEGERS, MAX_DEPTH } from "./generated/provider.js";
import { decode } from "./utf8.js";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Reads a body that is one JSON object in UTF-8.
 *
 * @throws WebhookError `body_not_json`, `body_too_deep` or `body_not_object`.
 */
export function readObject(body: Uint8Array): Members {
  const value = readValue(textOf(body));
  if (!object(value)) throw new WebhookError("body_not_object");
  return value;
}

/**
 * Reads JSON. Where the catalog has fields for it, an integer that a number can't hold is a bigint.
 *
 * @throws WebhookError `body_not_json` or `body_too_deep`.
 */
export function readValue(text: string): unknown {
  if (hasMany(text, MAX_DEPTH) && isDeeper(text, MAX_DEPTH)) throw new WebhookError("body_too_deep");
  try {
    const sound = wellFormed(text);
    const value: unknown = JSON.parse(sound);
    return KEEPS_INTEGERS && LONG_NUMBER.test(sound) ? withIntegers(sound) : value;
  } catch {
    // Without the parser's words, which quote the body.
    throw new WebhookError("body_not_json");
  }
}

const LONG_NUMBER = /[0-9]{16}/;

/** The strings of JSON, and its numbers. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*/g;

/** What JSON says, which it was checked to be, with a bigint for each integer that a number would round. */
function withIntegers(text: string): unknown {
  // No string of the text begins with it, so that none is taken for a number.
  let mark = "\ufdd0";
  while (text.includes(mark)) mark += "\ufdd0";
  const marked = text.replace(TOKENS, (token) => (isRounded(token) ? `"${mark}${token}"` : token));
  return JSON.parse(marked, (_name, value) =>
    typeof value === "string" && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

function isRounded(token: string): boolean {
  return /^-?[0-9]{16,}$/.test(token) && !Number.isSafeInteger(Number(token));
}

/** A body as text. Throws `body_not_json` if it is not UTF-8. */
export function textOf(body: Uint8Array): string {
  try {
    return decode(body);
  } catch {
    throw new WebhookError("body_not_json", { detail: "it is not UTF-8" });
  }
}

/** JSON text whose escapes of lone surrogates, in names and values, are those of U+FFFD. */
export function wellFormed(text: string): string {
  if (!text.includes("\\u") || !/\\u[dD][89a-fA-F]/.test(text)) return text;
  const parts: string[] = [];
  let copied = 0;
  let at = text.indexOf("\\");
  while (at >= 0) {
    const length = isAt(PAIR, text, at) ? 12 : isAt(SURROGATE, text, at) ? 6 : 2;
    if (length === 6) {
      parts.push(text.slice(copied, at), "\\ufffd");
      copied = at + length;
    }
    at = text.indexOf("\\", at + length);
  }
  return parts.join("") + text.slice(copied);
}

const PAIR = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}/y;
const SURROGATE = /\\u[dD][89a-fA-F][0-9a-fA-F]{2}/y;

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Whether there are more opening brackets than that, in strings or outside: most bodies have a few. */
function hasMany(text: string, limit: number): boolean {
  let left = limit;
  for (const bracket of BRACKETS) {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      if (--left < 0) return true;
    }
  }
  return false;
}

const BRACKETS = ["{", "["];

/** Whether more objects and arrays are open at once than that: no parser is given what could exhaust it. */
function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfString(text, at + 1);
    } else if ((unit | 0x20) === 0x7b) {
      // { and [ differ in one bit, as } and ] do.
      if (++depth > limit) return true;
    } else if ((unit | 0x20) === 0x7d) {
      // What closes nothing is for the parser to refuse.
      if (depth > 0) depth--;
    }
  }
  return false;
}

/** Where the string ends that is open at a place. */
function endOfString(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at++;
    else if (unit === QUOTE) return at;
  }
  return text.length;
}
