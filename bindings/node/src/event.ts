import { EVENTS, type EventType, type TypedEvent } from "./generated/events.js";

/** An event of a type that this version does not know: AutoSend adds types without notice. */
export interface UnknownEvent {
  readonly type: "unknown";
  /** The type as the body names it. */
  readonly eventType: string;
  /** When the event was created, ISO 8601; null if the body holds no such time. */
  readonly createdAt: string | null;
  /** The body's `data`, whatever it is. */
  readonly data: unknown;
}

/** An event of a known type whose time or data does not fit it. */
export interface InvalidEvent {
  readonly type: "invalid";
  /** The type as the body names it. */
  readonly eventType: EventType;
  /** What does not fit, for people to read. */
  readonly reason: string;
  /** When the event was created, ISO 8601; null if the body holds no such time. */
  readonly createdAt: string | null;
  /** The body's `data`, whatever it is. */
  readonly data: unknown;
}

/**
 * A variant of a union that this version does not know, as it came. The member that tells the variants apart has some other
 * value than the listed ones: its type says so, in place of the text.
 */
export type UnknownVariant<Tag extends string> = { readonly [member in Tag]: "(another value)" } & {
  readonly [member: string]: unknown;
};

/**
 * An event. `switch (event.type)` narrows it to one of the known types, to `"unknown"` or to `"invalid"`.
 *
 * Members that this version does not know are there as they came.
 */
export type Event = TypedEvent | UnknownEvent | InvalidEvent;

/** Whether the type is known and the data fits it. */
export function isTypedEvent(event: Event): event is TypedEvent {
  return event.type !== "unknown" && event.type !== "invalid";
}

/** Whether a text names an event type that this version knows. */
export function isEventType(text: string): text is EventType {
  return Object.hasOwn(EVENTS, text);
}
