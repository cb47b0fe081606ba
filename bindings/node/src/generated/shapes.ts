// Generated from schema/ by `cargo xtask generate`; do not edit.

import type { Field, Union } from "../problems.js";
import type { EventType } from "./events.js";

/** The fields of each object, where an envelope says what is in a body. */
export const SHAPES: Readonly<Record<string, readonly Field[]>> = {
};

/** The unions of types. */
export const UNIONS: Readonly<Record<string, Union>> = {
};

/** The object that is the data of each event. */
export const DATA: Readonly<Partial<Record<EventType, string>>> = {
};
