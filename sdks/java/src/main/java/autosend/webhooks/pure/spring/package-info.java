// Generated from schema/ by `cargo xtask generate`; do not edit.

/** Webhooks in Spring's controllers; needs spring-web and jakarta.servlet-api. */
package autosend.webhooks.pure.spring;
