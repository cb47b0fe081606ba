/**
 * Receive AutoSend webhooks: signatures verified over the raw bytes, typed events, replays recognised.
 *
 * @packageDocumentation
 */

export * from "./api.js";
export * from "./kinds.js";
