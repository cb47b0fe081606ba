// region: receive
import { pagesWebhook } from "autosend-webhooks/next";

// In these words: Next reads them without running them.
export const config = { api: { bodyParser: false } };

export default pagesWebhook({
  handlers: {
    "email.bounced": (event) => console.log(`${event.data.to.email} bounced: ${event.data.reason}`),
  },
});
// endregion
