// region: receive
import { webhook } from "autosend-webhooks/fetch";

// Bun, Deno and Workers serve what a module exports by default.
export default {
  fetch: webhook({
    secret: () => process.env.AUTOSEND_WEBHOOK_SECRET,
    handlers: { "contact.created": (event) => console.log(`${event.data.email} is new`) },
  }),
};
// endregion
