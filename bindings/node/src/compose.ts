import type { Members } from "./fields.js";
import type { EventType } from "./generated/events.js";
import { ENVELOPE, GENERATIONS } from "./generated/provider.js";
import { readValue } from "./json.js";
import { createdText } from "./sendable.js";

/** Where a body that was made keeps its type, part of which may stand in a header. */
const TYPE = Symbol("event type");

/** The body of an event, as the provider writes it. */
export function bodyOf(type: EventType, data: unknown, createdAt?: Date): object {
  const time = createdText(createdAt);
  if (ENVELOPE === null) {
    const form = GENERATIONS[0];
    return Object.fromEntries([
      [form.type, type],
      [form.time, time],
      [form.data, data],
    ]);
  }
  let root = withValue({}, ENVELOPE.data, data);
  for (const [path, part] of partsInBody(type)) root = withValue(root, path, part);
  if (ENVELOPE.time !== null) root = withValue(root, ENVELOPE.time, inFormat(time));
  const body = ENVELOPE.batch === null ? root : withValue({}, ENVELOPE.batch, [root]);
  return Object.defineProperty(body as object, TYPE, { value: type });
}

/** The type of a body that {@link bodyOf} made. */
export function typeOfBody(body: object): string | undefined {
  return (body as { readonly [TYPE]?: string })[TYPE];
}

/** The text of a body, created at another time. */
export function atTime(text: string, createdAt?: Date): string {
  const time = createdText(createdAt);
  if (ENVELOPE === null) return JSON.stringify({ ...JSON.parse(text), [GENERATIONS[0].time]: time });
  if (ENVELOPE.time === null || ENVELOPE.batch !== null) return text;
  return printed(withValue(readValue(text), ENVELOPE.time, inFormat(time)));
}

/** JSON as the provider sends it. */
export function inForm(text: string): string {
  return ENVELOPE?.formField ? `${ENVELOPE.formField}=${encodeURIComponent(text)}` : text;
}

/** JSON with the digits of bigints. */
export function printed(value: unknown): string {
  const mark = "\ufdd0";
  const text = JSON.stringify(value, (_name, it) => (typeof it === "bigint" ? mark + String(it) : it));
  return text.replace(/"\ufdd0(-?[0-9]+)"/g, "$1");
}

/** The parts of a type that the body says, and where: the last of them says all that is left. */
function partsInBody(type: string): [path: readonly string[], part: string][] {
  const { type: sources, join } = ENVELOPE!;
  const parts = join === "" || sources.length === 1 ? [type] : type.split(join);
  const last = sources.length - 1;
  return sources.flatMap(({ path }, at) => {
    const part = at === last ? parts.slice(at).join(join) : (parts[at] ?? "");
    return path === null || part === "" ? [] : [[path, part]];
  });
}

/** A value with another one below members of it. */
function withValue(root: unknown, path: readonly string[], value: unknown): unknown {
  const [piece, ...rest] = path;
  if (piece === undefined) return typeof value === "object" && !Array.isArray(value) ? { ...value } : value;
  const members = (typeof root === "object" ? root : {}) as Members;
  return { ...members, [piece]: rest.length === 0 ? value : withValue(members[piece] ?? {}, rest, value) };
}

function inFormat(time: string): string | number {
  if (ENVELOPE?.timeFormat === "unix") return Math.floor(Date.parse(time) / 1000);
  return ENVELOPE?.timeFormat === "unix_ms" ? Date.parse(time) : time;
}
