// Generated from schema/ by `cargo xtask generate`; do not edit.

/** How many numbers there are to a result besides its string. */
export const NUMBERS = 3;

/** The most places that a result has: an inbound message with a few attachments. */
export const MAX_SPANS = 128;

/** Where the kind is among the numbers: the position of the event's type in the catalog, or one of those below. */
export const KIND = 0;

/** Where the time of sending is: Unix milliseconds; NaN: unknown. */
export const SENT_AT = 1;

/** Where the index of the secret is. */
export const SECRET_INDEX = 2;

/** A kind: the string is the body of a typed event of today's form, to be parsed. */
export const TEXT = -1;

/** A kind: the body is authentic, and JavaScript reads its event. */
export const READ = -2;

/** A kind: the string is the error, as JSON. */
export const REFUSAL = -3;

/** A place: the member is not there. */
export const ABSENT = -1;

/** A place: the position of the value in the catalog follows. */
export const KNOWN = -2;

/** A place: the number, the length of a list, or 0 and 1 for false and true follow. */
export const NUMBER = -3;

/** The number of today's form of the body. */
export const TODAY = 2;
