// Receives webhooks with Express, and processes each event once in PostgreSQL: its effect and the mark that it was seen commit
// together. DATABASE_URL says where.
import { once } from "node:events";
// region: receive
import express from "express";
import pg from "pg";
import { webhook } from "autosend-webhooks/express";
import { fromPg, Inbox } from "autosend-webhooks/inbox";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
const inbox = new Inbox(fromPg(pool));
await inbox.migrate();

const suppress = (event, _delivery, tx) =>
  tx.query("INSERT INTO suppressed (address) VALUES ($1)", [event.data.to.email]);
const app = express();
app.all("/webhooks", webhook({ inbox, handlers: { "email.bounced": suppress } }));
// endregion

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
await once(server, "listening");
console.log(`listening on http://127.0.0.1:${server.address().port}`);
