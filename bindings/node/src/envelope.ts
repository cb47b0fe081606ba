import { WebhookError } from "./errors.js";
import { isTime, type Members, object } from "./fields.js";
import { type HeaderValues, numbersOf } from "./headers.js";

/** Where a request says what it is. */
export interface Envelope {
  /** What the event type is joined from. */
  readonly type: readonly Source[];
  /** What stands between those that are there. */
  readonly join: string;
  /** Whether an unknown type is taken for the known one that its parts begin with. */
  readonly hasFallback: boolean;
  /** What identifies the event, if not the header of the delivery id. */
  readonly id: Source | null;
  /** The members that lead to when the event was created. */
  readonly time: readonly string[] | null;
  readonly timeFormat: "rfc3339" | "unix" | "unix_ms" | "none";
  /** The members that lead to the data; `{name}` is the value of that member of the body. */
  readonly data: readonly string[];
  /** The members that lead to the list of events, where a body holds several. */
  readonly batch: readonly string[] | null;
  /** The field of a form that holds the JSON; null: the body is JSON. */
  readonly formField: string | null;
}

/** Where a text stands: in a header, by its name in lower case, or in the body, below members. */
export interface Source {
  readonly header: string | null;
  readonly path: readonly string[] | null;
  /** Whether it may be missing. */
  readonly isOptional: boolean;
}

/** The value below members of a body; undefined if there is none. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const piece of path) {
    const name = piece.startsWith("{") ? named(root, piece) : piece;
    if (typeof value !== "object" || value === null || name === undefined || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Members)[name];
  }
  return value;
}

/** The name that a member of the body says, for a piece `{member}`. */
export function named(root: unknown, piece: string): string | undefined {
  const name = object(root) ? root[piece.slice(1, -1)] : undefined;
  return typeof name === "string" ? name : undefined;
}

/** The text of a source, if it has one. */
function textFrom({ header, path }: Source, root: unknown, headers: HeaderValues): string | undefined {
  if (header !== null) return headers.value(numbersOf([header]));
  const value = valueAt(root, path ?? []);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What identifies the event: a text, or the digits of a number. */
export function idFrom({ id }: Envelope, root: unknown, headers: HeaderValues): string | undefined {
  if (id === null) return undefined;
  const value = id.path === null ? undefined : valueAt(root, id.path);
  return typeof value === "number" || typeof value === "bigint" ? String(value) : textFrom(id, root, headers);
}

/**
 * The parts of the event type.
 *
 * @throws WebhookError `missing_event_type` if one is not there that has to be.
 */
export function typeParts({ type }: Envelope, root: unknown, headers: HeaderValues): string[] {
  const parts: string[] = [];
  for (const source of type) {
    const part = textFrom(source, root, headers);
    if (part !== undefined) parts.push(part);
    else if (!source.isOptional) throw new WebhookError("missing_event_type");
  }
  if (parts.length === 0) throw new WebhookError("missing_event_type");
  return parts;
}

/** When the event was created, ISO 8601; null if the body holds no such time. */
export function timeOf({ time, timeFormat }: Envelope, root: unknown): string | null {
  if (time === null) return null;
  const value = valueAt(root, time);
  if (timeFormat === "rfc3339") return isTime(value) ? value : null;
  const isNumber = typeof value === "number" || (typeof value === "string" && /^[0-9]+(?:\.[0-9]+)?$/.test(value));
  const date = new Date(isNumber ? Math.floor(Number(value) * (timeFormat === "unix" ? 1000 : 1)) : Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/**
 * The JSON that a field of a form holds.
 *
 * @throws WebhookError `body_not_json` if there is no such field.
 */
export function fieldOf(text: string, name: string): string {
  const json = new URLSearchParams(text).get(name);
  if (json === null) throw new WebhookError("body_not_json", { detail: `the form has no field ${name}` });
  return json;
}
