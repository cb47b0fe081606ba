import { WebhookError } from "./errors.js";
import { ALIASES, ENVELOPE, HEADERS, SIGNATURES } from "./generated/provider.js";

/**
 * The headers of a request, in any of the forms that frameworks hand over: `Headers`, Node's `request.headers` or
 * `request.rawHeaders`, a plain object, a `Map`, a list of pairs. Names in any case; a header that came more than once
 * as a list of values or as several entries.
 */
export type HeadersLike =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string | readonly string[] | undefined]>
  | readonly string[];

/** The values of the headers that count, and what came besides them under the same names. */
export class HeaderValues {
  /** By {@link NAMES}: the first value of each. */
  readonly first: (string | undefined)[] = NOTHING.slice();
  /** Further, different values: the number of the header, and the value. */
  more: [number, string][] | undefined;

  add(header: number, value: unknown): void {
    if (typeof value === "string") {
      if (this.first[header] === undefined) this.first[header] = value;
      else if (this.first[header] !== value) (this.more ??= []).push([header, value]);
    } else if (Array.isArray(value)) {
      for (const one of value) this.add(header, one);
    } else if (value !== undefined && value !== null) {
      throw new TypeError(
        `headers: the value of ${NAMES[header]} must be a string or a list of strings, not ${typeof value}`,
      );
    }
  }

  /**
   * The value of the first header of a list that is there, without the white space around it; an empty one counts as absent.
   *
   * @param headers The numbers of the headers.
   */
  value(headers: readonly number[]): string | undefined {
    let value: string | undefined;
    for (let at = 0; at < headers.length && value === undefined; at++) value = content(this.first[headers[at]!]);
    return value;
  }

  /**
   * @throws WebhookError `duplicate_header` if a header is there with two values: which of them another component reads is
   *   anybody's guess.
   */
  checkUnique(): void {
    for (const [header, value] of this.more ?? []) {
      if (trim(value) !== trim(this.first[header]!)) {
        throw new WebhookError("duplicate_header", { detail: NAMES[header]! });
      }
    }
  }
}

const SIGNED = SIGNATURES.flatMap(({ content }) => content.flatMap(({ name }) => name ?? []));
const SOURCES = [...(ENVELOPE?.type ?? []), ENVELOPE?.id].flatMap((source) => source?.header ?? []);

/** The headers that count, in lower case; their place is the number that stands for them. */
export const NAMES: readonly string[] = [
  ...new Set([
    HEADERS.signature,
    HEADERS.timestamp,
    HEADERS.deliveryId,
    HEADERS.event,
    ...SIGNATURES.flatMap(({ headers }) => headers),
    ...ALIASES.timestamp,
    ...ALIASES.deliveryId,
    ...SIGNED,
    ...SOURCES,
  ]),
].filter((name) => name !== "");
const NOTHING: (string | undefined)[] = NAMES.map(() => undefined);

/** The numbers of headers; none of a header that there is not. */
export function numbersOf(names: readonly string[]): readonly number[] {
  return names.filter((name) => name !== "").map((name) => NAMES.indexOf(name));
}

/** The number of the delivery id's header. */
export const DELIVERY_ID = NAMES.indexOf(HEADERS.deliveryId);

function content(value: string | undefined): string | undefined {
  return value === undefined ? undefined : trim(value) || undefined;
}

/** Strips the white space that HTTP allows around a value, and no other. */
export function trim(value: string): string {
  // By hand: a pattern for the end would be tried at each blank inside.
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--;
  return end - start === value.length ? value : value.slice(start, end);
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}

/** Which of those that count a name is; -1: none. */
function numberOf(name: string): number {
  // Most headers are out after one look at a letter.
  if (IS_SHARED && (name.charCodeAt(LETTER) | 0x20) !== CODE) return -1;
  const header = placeOf(name);
  return header >= 0 ? header : placeOf(lowerCase(name));
}

/** Of the letters of ASCII alone: the Kelvin sign is no `k`. */
function lowerCase(name: string): string {
  return name.length > LONGEST ? name : name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

// What proxies add often begins with `x-` as well: the third letter tells most.
const LETTER = 2;
const CODE = NAMES[0]!.charCodeAt(LETTER) | 0x20;
const IS_SHARED = NAMES.every((name) => (name.charCodeAt(LETTER) | 0x20) === CODE);
const LONGEST = Math.max(...NAMES.map((name) => name.length));

function placeOf(name: string): number {
  for (let header = 0; header < NAMES.length; header++) if (NAMES[header] === name) return header;
  return -1;
}

/** Picks the headers that count out of all, in one pass. */
export function headerValues(headers: unknown): HeaderValues {
  const values = new HeaderValues();
  if (typeof headers !== "object" || headers === null) {
    throw new TypeError(`headers must be the request's headers, not ${headers === null ? "null" : typeof headers}`);
  }
  if (Array.isArray(headers) && typeof headers[0] === "string") {
    fromList(headers, values);
  } else if (Symbol.iterator in headers && !isFetchHeaders(headers)) {
    fromPairs(headers as Iterable<unknown>, values);
  } else if (isFetchHeaders(headers)) {
    for (let header = 0; header < NAMES.length; header++) values.add(header, headers.get(NAMES[header]!));
  } else {
    fromObject(headers as Record<string, unknown>, values);
  }
  return values;
}

function isFetchHeaders(headers: object): headers is { get(name: string): string | null } {
  return "get" in headers && typeof headers.get === "function" && !(headers instanceof Map);
}

function fromObject(headers: Record<string, unknown>, values: HeaderValues): void {
  for (const name in headers) {
    const header = numberOf(name);
    if (header >= 0) values.add(header, headers[name]);
  }
}

/** Name, value, name, value …: Node's `rawHeaders`. */
function fromList(headers: readonly unknown[], values: HeaderValues): void {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const header = numberOf(String(headers[at]));
    if (header >= 0) values.add(header, headers[at + 1]);
  }
}

function fromPairs(headers: Iterable<unknown>, values: HeaderValues): void {
  for (const pair of headers) {
    if (!Array.isArray(pair) || typeof pair[0] !== "string") {
      throw new TypeError("headers: an iterable must hold pairs of name and value");
    }
    const header = numberOf(pair[0]);
    if (header >= 0) values.add(header, pair[1]);
  }
}

/** The headers of a list of names, by those names; of one that came more than once, the last value. */
export function pickHeaders(headers: unknown, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  const wanted = new Map(names.map((name) => [name.toLowerCase(), name]));
  for (const [given, value] of pairsIn(headers, names)) {
    const name = wanted.get(lowerCase(given));
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (name !== undefined && typeof last === "string") picked[name] = last;
  }
  return picked;
}

function pairsIn(headers: unknown, names: readonly string[]): Iterable<readonly [string, unknown]> {
  if (typeof headers !== "object" || headers === null) return [];
  if (isFetchHeaders(headers)) return names.map((name) => [name, headers.get(name)]);
  if (Array.isArray(headers) && typeof headers[0] === "string") {
    return headers.flatMap((name, at) => (at % 2 === 0 ? [[String(name), headers[at + 1]] as const] : []));
  }
  return Symbol.iterator in headers ? (headers as Iterable<readonly [string, unknown]>) : Object.entries(headers);
}
