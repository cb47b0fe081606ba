// Receivers as they are usually written, to be measured beside the inbox. Arguments: redis or postgres, where that is, and where
// the effect of an event goes. Then the port to listen on.
import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";
import pg from "pg";
import { createClient } from "redis";

const [kind, address, target, port] = process.argv.slice(2);
const secret = process.env.AUTOSEND_WEBHOOK_SECRET;

/** The effect: something that takes a moment, and that must happen once. */
const perform = (body) => fetch(target, { method: "POST", body });

function verifies(body, signature) {
  const expected = createHmac("sha256", secret).update(body).digest("hex");
  return signature?.length === expected.length && timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}

/** As the provider advises: the delivery id as a key in Redis, asked for and then set. */
async function redisStore() {
  const redis = await createClient({ socket: { path: address.replace("unix://", "") } }).connect();
  return async (id) => {
    if (await redis.exists(`webhook:${id}`)) return false;
    await redis.setEx(`webhook:${id}`, 24 * 60 * 60, "1");
    return true;
  };
}

/** A look-up before the insert. */
async function postgresStore() {
  const pool = new pg.Pool({ connectionString: address, max: 10 });
  await pool.query("CREATE TABLE IF NOT EXISTS processed (id text NOT NULL)");
  return async (id) => {
    const { rowCount } = await pool.query("SELECT 1 FROM processed WHERE id = $1", [id]);
    if (rowCount > 0) return false;
    await pool.query("INSERT INTO processed (id) VALUES ($1)", [id]);
    return true;
  };
}

const isFirst = await (kind === "redis" ? redisStore() : postgresStore());
const app = express();
app.post("/webhooks", express.raw({ type: "*/*" }), async (request, response) => {
  if (!verifies(request.body, request.get("X-Webhook-Signature"))) return response.sendStatus(401);
  const first = await isFirst(request.get("X-Webhook-Delivery-Id"));
  // Answered at once, as the provider asks for; the work follows.
  response.sendStatus(200);
  if (first) perform(request.body).catch(() => {});
});
app.listen(Number(port), "127.0.0.1");
