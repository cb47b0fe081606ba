/**
 * What receivers in Rust have put into NATS JetStream, for the inbox.
 *
 * @example
 * import { Inbox, fromPg } from "autosend-webhooks/inbox";
 * import { fromJetStream } from "autosend-webhooks/jetstream";
 *
 * const inbox = new Inbox(fromPg(pool));
 * const webhooks = new Webhooks({ inbox }).on("email.bounced", (event, delivery, tx) => suppress(tx, event));
 * await inbox.consume(webhooks, fromJetStream("nats://localhost:4222"));
 *
 * @packageDocumentation
 */

export { fromJetStream, type JetStreamOptions } from "../inbox/engines/jetstream.js";
