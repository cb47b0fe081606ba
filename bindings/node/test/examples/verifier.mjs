// region: receive
import { Deduplicator, Verifier } from "autosend-webhooks";

const verifier = new Verifier(process.env.AUTOSEND_WEBHOOK_SECRET);
const seen = new Deduplicator();

/** `body`: the raw bytes. Throws a WebhookError with code, status and hint. */
export function receive(body, headers) {
  const delivery = verifier.verify(body, headers);
  if (seen.admit(delivery).outcome !== "first") return;
  try {
    const result = handle(delivery);
    seen.done(delivery);
    return result;
  } catch (error) {
    seen.forget(delivery); // so that the retry is processed
    throw error;
  }
}

function handle({ event }) {
  switch (event.type) {
    case "email.bounced":
      return `${event.data.to.email} bounced`;
    case "unknown": // a type that this version does not know
      return `what is ${event.eventType}?`;
    case "invalid": // a known type with data that does not fit it
      return `${event.eventType}: ${event.reason}`;
  }
}
// endregion
