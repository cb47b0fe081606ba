// Receives webhooks: verifies every request and processes each event once.
import { once } from "node:events";
// region: receive
import express from "express";
import { webhook } from "autosend-webhooks/express";

const app = express();

// Before express.json(), which would keep no raw bytes to verify.
app.all(
  "/webhooks",
  webhook({
    // While a secret is being replaced, deliveries come signed with either.
    secret: () => [process.env.AUTOSEND_WEBHOOK_SECRET, process.env.AUTOSEND_WEBHOOK_SECRET_OLD].filter(Boolean),
    handlers: {
      "email.bounced": (event) => console.log(`${event.data.to.email} bounced: ${event.data.reason}`),
    },
    // AutoSend has its answer when this has ended, and delivers again what fails here.
    onAny: (event, delivery) => console.log(`${delivery.id} ${delivery.type} of ${event.createdAt}`),
    onError: (error, delivery) => console.error(delivery?.id ?? "refused", String(error)),
  }),
);

app.use(express.json());
// endregion

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
await once(server, "listening");
console.log(`listening on http://127.0.0.1:${server.address().port}`);
