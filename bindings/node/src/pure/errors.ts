// Generated from schema/ by `cargo xtask generate`; do not edit.

/** The package's own error: whichever backend is at work, it is the same class. */
export { WebhookError } from "../error.js";
