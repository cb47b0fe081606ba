// Generated from schema/ by `cargo xtask generate`; do not edit.

/** Webhooks in servlet containers; needs jakarta.servlet-api. */
package autosend.webhooks.pure.servlet;
