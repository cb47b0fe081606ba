// Receives webhooks: verifies every request and processes each event once.
import { serve } from "@hono/node-server";
// region: receive
import { Hono } from "hono";
import { Webhooks } from "autosend-webhooks";
import { webhook } from "autosend-webhooks/hono";

const webhooks = new Webhooks()
  .on(["email.unsubscribed", "email.spam_reported"], (event) => console.log(`stop writing: ${event.data.emailId}`))
  .onUnknown((event) => console.log(`new event type ${event.eventType}`))
  .onError((error, delivery) => console.error(delivery?.id ?? "refused", String(error)));

const app = new Hono();
app.all("/webhooks", webhook(webhooks));
// endregion

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: "127.0.0.1" }, ({ port }) => {
  console.log(`listening on http://127.0.0.1:${port}`);
});
