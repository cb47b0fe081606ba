// region: receive
import { webhook } from "autosend-webhooks/next";
import { after } from "next/server";

// Reads the secret from AUTOSEND_WEBHOOK_SECRET at the first request.
export const POST = webhook({
  // Keeps a serverless platform waiting for handlers that take longer than the answer may.
  waitUntil: after,
  handlers: {
    "email.bounced": (event) => console.log(`${event.data.to.email} bounced: ${event.data.reason}`),
    "contact.created": (event) => console.log(`${event.data.email} is new`),
  },
  onAny: (event, delivery) => console.log(`${delivery.id} ${delivery.type} of ${event.createdAt}`),
});
// endregion
