// region: receive
import { webhook } from "autosend-webhooks/next";
import { inbox } from "../../inbox";

export const POST = webhook({
  inbox,
  handlers: {
    "email.bounced": (event, _delivery, tx) => tx.suppressed.create({ data: { address: event.data.to.email } }),
  },
});
// endregion
