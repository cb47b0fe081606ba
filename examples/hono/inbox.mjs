// Receives webhooks with Hono, and processes each event once in the database that Drizzle knows: its effect and the mark that it
// was seen commit together. DATABASE_URL says where.
import { serve } from "@hono/node-server";
// region: receive
import { drizzle } from "drizzle-orm/node-postgres";
import { pgTable, text } from "drizzle-orm/pg-core";
import { Hono } from "hono";
import { webhook } from "autosend-webhooks/hono";
import { fromDrizzle, Inbox } from "autosend-webhooks/inbox";

const suppressed = pgTable("suppressed", { address: text("address").notNull() });
const inbox = new Inbox(fromDrizzle(drizzle(process.env.DATABASE_URL)));
await inbox.migrate();

const suppress = (event, _delivery, tx) => tx.insert(suppressed).values({ address: event.data.to.email });
const app = new Hono();
app.all("/webhooks", webhook({ inbox, handlers: { "email.bounced": suppress } }));
// endregion

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: "127.0.0.1" }, ({ port }) => {
  console.log(`listening on http://127.0.0.1:${port}`);
});
