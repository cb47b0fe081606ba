// region: receive
import { webhook } from "autosend-webhooks/fastify";
import Fastify from "fastify";

export const app = Fastify();

app.register(webhook, {
  path: "/webhooks",
  handlers: { "email.bounced": (event) => console.log(`${event.data.to.email} bounced`) },
});
// endregion
