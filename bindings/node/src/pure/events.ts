// Generated from schema/ by `cargo xtask generate`; do not edit.

/** The package's own events: whichever backend is at work, they are the same types. */
export { type Event, isEventType } from "../event.js";
export type { EventType } from "../generated/events.js";
