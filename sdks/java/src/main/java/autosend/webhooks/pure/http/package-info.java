// Generated from schema/ by `cargo xtask generate`; do not edit.

/** Webhooks in the HTTP server that comes with Java. */
package autosend.webhooks.pure.http;
