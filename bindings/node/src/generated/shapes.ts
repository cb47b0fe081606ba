// Generated from schema/ by `cargo xtask generate`; do not edit.

import type { EventType } from "./events.js";

/** The fields of each object, in JSON, where an envelope says what is in a body. */
export const SHAPES: Readonly<Record<string, string>> = {
};

/** The unions of types, in JSON. */
export const UNIONS: Readonly<Record<string, string>> = {
};

/** The object that is the data of each event. */
export const DATA: Readonly<Partial<Record<EventType, string>>> = {
};
