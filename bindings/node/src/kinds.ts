import { type Event, isTypedEvent } from "./event.js";
import { EVENTS, type EventOfGroup } from "./generated/events.js";

/** An event about an outbound message or a subscription. */
export type EmailEvent = EventOfGroup<"lifecycle" | "engagement" | "subscription">;
/** An event about a contact. */
export type ContactEvent = EventOfGroup<"contact">;
/** An event about a message that came in. */
export type InboundEvent = EventOfGroup<"inbound">;

/** Whether it is about an outbound message or a subscription. */
export function isEmailEvent(event: Event): event is EmailEvent {
  return isTypedEvent(event) && !isContactEvent(event) && !isInboundEvent(event);
}

/** Whether it is about a contact. */
export function isContactEvent(event: Event): event is ContactEvent {
  return isTypedEvent(event) && EVENTS[event.type].group === "contact";
}

/** Whether it is about a message that came in. */
export function isInboundEvent(event: Event): event is InboundEvent {
  return isTypedEvent(event) && EVENTS[event.type].group === "inbound";
}
