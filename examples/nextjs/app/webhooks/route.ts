// region: receive
import { webhook } from "autosend-webhooks/next";

// Reads the secret from AUTOSEND_WEBHOOK_SECRET at the first request.
export const POST = webhook({
  handlers: {
    "email.bounced": (event) => console.log(`${event.data.to.email} bounced: ${event.data.reason}`),
    "contact.created": (event) => console.log(`${event.data.email} is new`),
  },
  // Queue the event here and return: if that fails, AutoSend delivers it again.
  onAny: (event, delivery) => console.log(`${delivery.id} ${delivery.type} of ${event.createdAt}`),
});
// endregion
