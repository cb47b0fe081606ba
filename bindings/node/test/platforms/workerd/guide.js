// As the guide to Workers shows it.
// region: receive
import { env } from "cloudflare:workers";
import { webhook } from "autosend-webhooks/fetch";

export default {
  fetch: webhook({
    secret: () => env.AUTOSEND_WEBHOOK_SECRET,
    handlers: {
      "email.bounced": (event) => console.log(`${event.data.to.email} bounced: ${event.data.reason}`),
    },
    onAny: (event, delivery) => console.log(`${delivery.id} ${delivery.type} of ${event.createdAt}`),
  }),
};
// endregion
