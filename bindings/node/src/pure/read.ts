// Generated from schema/ by `cargo xtask generate`; do not edit.

import { WebhookError } from "./errors.js";
import { type Event, isEventType } from "./events.js";
import { isObject, type Members, member, readObject } from "./json.js";
import { GENERATIONS } from "./provider.js";
import { DATA, type Field, MAX_INTEGER, OBJECTS, TIME, type Type } from "./schema.js";

/** An event as it was read from a body. */
export interface Reading {
  readonly event: Event;
  /** The type as the body names it; a lone surrogate became U+FFFD. */
  readonly eventType: string;
  /** The number of the body's form. */
  readonly generation: (typeof GENERATIONS)[number]["number"];
}

/** Why data does not fit. */
class Misfit extends Error {}

/**
 * Reads a body that is trusted already. The type is read first, and then its data: never guessed from the data.
 *
 * @throws WebhookError `body_not_json`, `body_too_deep`, `body_not_object` or `missing_event_type`.
 */
export function readEvent(body: Uint8Array): Reading {
  const members = readObject(body);
  const form = GENERATIONS.find(({ type }) => Object.hasOwn(members, type));
  const name = form && members[form.type];
  if (form === undefined || typeof name !== "string" || name === "") throw new WebhookError("missing_event_type");
  const eventType = name.replace(/\p{Surrogate}/gu, "\uFFFD");
  const time = member(members, form.time);
  const createdAt = isTime(time) ? time : null;
  const data = member(members, form.data);
  const reading = { eventType, generation: form.number };
  if (!isEventType(eventType)) return { ...reading, event: { type: "unknown", eventType, createdAt, data } };
  try {
    if (createdAt === null) throw new Misfit(`${form.time} is not a time`);
    const typed = readMembers(DATA[eventType], data, form.number, form.data);
    return { ...reading, event: envelope(members, form, eventType, typed) };
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    return { ...reading, event: { type: "invalid", eventType, reason: error.message, createdAt, data } };
  }
}

/** The body with its members under the names that events have, whatever form it was of. */
function envelope(body: Members, form: (typeof GENERATIONS)[number], type: string, data: Members): Event {
  const { [form.type]: _type, [form.time]: createdAt, [form.data]: _data, ...others } = body;
  return { ...others, type, createdAt, data } as unknown as Event;
}

/** An object's members under today's names; the very object if it has them already. */
function readMembers(name: string, value: unknown, generation: number, path: string): Members {
  if (!isObject(value)) throw new Misfit(`${path} is not an object`);
  let read = value;
  for (const [field, spec] of Object.entries(OBJECTS[name]!)) {
    const sent = spec.names === undefined ? field : spec.names[generation];
    if (sent === undefined) {
      // What a generation does not say is false.
      if (spec.optional === undefined) read = { ...read, [field]: false };
      continue;
    }
    const given = member(value, sent);
    const typed = readMember(spec, given, generation, `${path}.${sent}`);
    if (sent === field && typed === given) continue;
    if (read === value) read = { ...value };
    if (sent !== field) delete read[sent];
    if (given !== undefined) read[field] = typed;
  }
  return read;
}

function readMember(spec: Field, value: unknown, generation: number, path: string): unknown {
  if (value === undefined || value === null) {
    if (spec.optional || (value === null && spec.nullable)) return value;
    throw new Misfit(`${path} is ${value === null ? "null" : "missing"}`);
  }
  return readValue(spec.type, value, generation, path);
}

function readValue(type: Type, value: unknown, generation: number, path: string): unknown {
  switch (type) {
    case "string":
    case "boolean":
    case "number":
      if (typeof value === type) return value;
      break;
    case "integer":
      if (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_INTEGER) return value;
      break;
    case "time":
      if (isTime(value)) return value;
      break;
    default:
      if ("object" in type) return readMembers(type.object, value, generation, path);
      if (Array.isArray(value)) return readList(type.list, value, generation, path);
  }
  throw new Misfit(`${path} is not ${typeof type === "string" ? type : "a list"}`);
}

/** A list of what its items were read as; the very list if they stayed what they are. */
function readList(type: Type, list: readonly unknown[], generation: number, path: string): readonly unknown[] {
  const read = list.map((item, index) => readValue(type, item, generation, `${path}[${index}]`));
  return read.some((item, index) => item !== list[index]) ? read : list;
}

/** Whether a value is an ISO 8601 time on a day that is in the calendar. */
export function isTime(value: unknown): value is string {
  if (typeof value !== "string" || !TIME.test(value)) return false;
  const day = Number(value.slice(8, 10));
  // Any month has 28 days.
  return day <= 28 || new Date(Date.UTC(+value.slice(0, 4), +value.slice(5, 7) - 1, day)).getUTCDate() === day;
}
