import { type Envelope, fieldOf, idFrom, named, timeOf, typeParts, valueAt } from "./envelope.js";
import { WebhookError } from "./errors.js";
import { type Event, isEventType } from "./event.js";
import { isTime, type Members, object } from "./fields.js";
import type { EventType } from "./generated/events.js";
import { ENVELOPE, GENERATIONS, IS_ADVICE, KEEPS_INTEGERS } from "./generated/provider.js";
import { READERS } from "./generated/readers.js";
import { DATA } from "./generated/shapes.js";
import { type HeadersLike, HeaderValues, headerValues } from "./headers.js";
import { readObject, readValue, textOf } from "./json.js";
import { ShapeReader } from "./problems.js";

/** The number of a form of the body. */
export type Generation = (typeof GENERATIONS)[number]["number"];

/** An event as it was read from a body. */
export interface Reading {
  /** What happened. */
  readonly event: Event;
  /** All that happened, where a body tells of several events; absent where it tells of one. */
  readonly events?: readonly Event[];
  /** The type as the request names it; a lone surrogate became U+FFFD. */
  readonly eventType: string;
  /** The number of the body's form. */
  readonly generation: Generation;
  /** What identifies the event, where something but the delivery id does. */
  readonly id?: string | undefined;
}

type Form = (typeof GENERATIONS)[number];

/**
 * Reads a body that is trusted already. The type is read first, and then its data: never guessed from the data.
 *
 * @param headers Those of the request, where the type stands in one.
 * @throws WebhookError `body_not_json`, `body_too_deep`, `body_not_object` or `missing_event_type`.
 */
export function readEvent(body: Uint8Array, headers?: HeadersLike): Reading {
  return readRequest(body, headers === undefined ? new HeaderValues() : headerValues(headers));
}

/** {@link readEvent}, of a request whose headers were picked out. */
export function readRequest(body: Uint8Array, headers: HeaderValues): Reading {
  return ENVELOPE === null ? readForm(readObject(body)) : readEnvelope(ENVELOPE, body, headers);
}

function readForm(members: Members): Reading {
  for (const form of GENERATIONS) {
    const eventType = members[form.type];
    if (eventType === undefined) continue;
    if (typeof eventType !== "string" || eventType === "") break;
    return { event: eventOf(members, form, eventType), eventType, generation: form.number };
  }
  throw new WebhookError("missing_event_type");
}

function eventOf(members: Members, form: Form, eventType: string): Event {
  const { [form.time]: time, [form.data]: data } = members;
  const createdAt = isTime(time) ? time : null;
  const reader = READERS[form.number].get(eventType);
  if (reader === undefined) return { type: "unknown", eventType, createdAt, data };
  const error = createdAt === null ? "" : reader.check(data);
  if (error !== undefined) {
    const reason = createdAt === null ? `${form.time} is not a time` : form.data + error;
    return { type: "invalid", eventType: eventType as EventType, reason, createdAt, data };
  }
  if (reader.renew === undefined && isEnvelope(form)) return members as unknown as Event;
  const { [form.type]: _type, [form.time]: _time, [form.data]: _data, ...others } = members;
  const renewed = reader.renew?.(data as Members) ?? data;
  return { ...others, type: eventType, createdAt, data: renewed } as unknown as Event;
}

/** Whether its members have the names that events have. */
function isEnvelope({ type, time, data }: { type: string; time: string; data: string }): boolean {
  return type === "type" && time === "createdAt" && data === "data";
}

function readEnvelope(envelope: Envelope, body: Uint8Array, headers: HeaderValues): Reading {
  const text = textOf(body);
  const root = readValue(envelope.formField === null ? text : fieldOf(text, envelope.formField));
  if (envelope.batch !== null) return readBatch(envelope, root, envelope.batch, headers);
  if (!object(root)) throw new WebhookError("body_not_object");
  return { ...readOne(envelope, root, headers), id: idFrom(envelope, root, headers) };
}

/** A body with a list of events; the first of them is told as the event. */
function readBatch(envelope: Envelope, root: unknown, path: readonly string[], headers: HeaderValues): Reading {
  const items = valueAt(root, path);
  if (!Array.isArray(items) || !items.every(object)) throw new WebhookError("body_not_object");
  if (items.length === 0) throw new WebhookError("missing_event_type", { detail: "there is no event in it" });
  const readings = items.map((item) => readOne(envelope, item, headers));
  return { ...readings[0]!, events: readings.map(({ event }) => event), id: idFrom(envelope, root, headers) };
}

function readOne(envelope: Envelope, root: unknown, headers: HeaderValues): Reading {
  const parts = typeParts(envelope, root, headers);
  const eventType = parts.join(envelope.join);
  const createdAt = timeOf(envelope, root);
  const data = valueAt(root, envelope.data);
  const known = knownType(envelope, parts);
  const event: Event =
    known === undefined
      ? { type: "unknown", eventType, createdAt, data }
      : typed(envelope, root as Members, known, createdAt, data);
  return { event, eventType, generation: GENERATIONS[0].number };
}

/**
 * The event that a body of one of these types holds; undefined if it is of another one. Where a header names a part of the
 * type, the only one of the types is it.
 */
export function readAs(envelope: Envelope, root: unknown, types: readonly string[]): Event | undefined {
  const isInBody = envelope.type.every(({ path }) => path !== null);
  if (!isInBody && types.length !== 1) return undefined;
  try {
    const parts = isInBody ? typeParts(envelope, root, new HeaderValues()) : [types[0]!];
    const known = knownType(envelope, parts);
    if (known === undefined || !types.includes(known)) return undefined;
    return typed(envelope, root as Members, known, timeOf(envelope, root), valueAt(root, envelope.data));
  } catch (error) {
    if (error instanceof WebhookError) return undefined;
    throw error;
  }
}

/** The type, or the longest known one that it begins with. */
function knownType({ join, hasFallback }: Envelope, parts: readonly string[]): EventType | undefined {
  for (let length = parts.length; length > 0; length--) {
    const type = parts.slice(0, length).join(join);
    if (isEventType(type)) return type;
    if (!hasFallback) return undefined;
  }
  return undefined;
}

function typed(envelope: Envelope, root: Members, type: EventType, createdAt: string | null, data: unknown): Event {
  const invalid = (reason: string): Event => ({ type: "invalid", eventType: type, reason, createdAt, data });
  if (!object(data)) return invalid(data === undefined ? "the data is missing" : "the data is not an object");
  if (!IS_ADVICE && envelope.time !== null && createdAt === null)
    return invalid(`${envelope.time.join(".")} is not a time`);
  const others = othersOf(envelope, root, createdAt);
  if (IS_ADVICE) {
    const { problems } = problemsOf(type, data, false);
    return { ...others, type, createdAt, data, problems } as unknown as Event;
  }
  const [problem] = problemsOf(type, data, true).problems;
  if (problem !== undefined) return invalid(`the data's ${problem.path} ${problem.message}`);
  if (KEEPS_INTEGERS) problemsOf(type, data, false);
  return { ...others, type, createdAt, data } as unknown as Event;
}

function problemsOf(type: EventType, data: Members, isTrial: boolean): ShapeReader {
  const reader = new ShapeReader(isTrial);
  reader.object(DATA[type]!, data);
  return reader;
}

/** The members of the body that neither the type, the time nor the data are. */
function othersOf({ type, time, timeFormat, data }: Envelope, root: Members, createdAt: string | null): Members {
  if (data.length === 0) return {};
  const others = { ...root };
  const told = [
    type.length === 1 ? type[0]!.path : null,
    createdAt !== null && timeFormat === "rfc3339" ? time : null,
    data,
  ];
  for (const path of told) {
    if (path?.length !== 1) continue;
    const [piece = ""] = path;
    delete others[piece.startsWith("{") ? (named(root, piece) ?? "") : piece];
  }
  return others;
}
