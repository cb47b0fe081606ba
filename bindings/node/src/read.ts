import { WebhookError } from "./errors.js";
import type { Event } from "./event.js";
import { isTime, type Members } from "./fields.js";
import type { EventType } from "./generated/events.js";
import { GENERATIONS } from "./generated/provider.js";
import { READERS } from "./generated/readers.js";
import { readObject } from "./json.js";

/** The number of a form of the body. */
export type Generation = (typeof GENERATIONS)[number]["number"];

/** An event as it was read from a body. */
export interface Reading {
  /** What happened. */
  readonly event: Event;
  /** The type as the body names it; a lone surrogate became U+FFFD. */
  readonly eventType: string;
  /** The number of the body's form. */
  readonly generation: Generation;
}

type Form = (typeof GENERATIONS)[number];

/**
 * Reads a body that is trusted already. The type is read first, and then its data: never guessed from the data.
 *
 * @throws WebhookError `body_not_json`, `body_too_deep`, `body_not_object` or `missing_event_type`.
 */
export function readEvent(body: Uint8Array): Reading {
  const members = readObject(body);
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
