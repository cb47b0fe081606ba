// A worker on an engine: `node consumer.mjs ENGINE DATABASE HOW`. The effect of a delivery is its number, and `node`.
//   slow       its handler takes 2 s, and it never renews its lease
//   unguarded  the same, without `first`: what must not be done
import { Webhooks } from "autosend-webhooks";
import { Inbox } from "autosend-webhooks/inbox";
import { CLIENTS } from "./clients.mjs";
import { opened } from "./engines.mjs";

const [, , address, url, how = ""] = process.argv;
const { database } = await CLIENTS.pg(url);

class Unguarded extends Inbox {
  once(_delivery, handle) {
    return database.transaction((tx) => handle(tx));
  }
}

const inbox = how === "unguarded" ? new Unguarded(database) : new Inbox(database);
const webhooks = new Webhooks({ secret: "whsec_of_nobody", inbox }).onAny(async (event, _, tx) => {
  const number = Number(event.data.contactId);
  if (how !== "") {
    process.stdout.write("begun\n");
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  await tx.query("INSERT INTO effect (number, worker) VALUES ($1, 'node')", [number]);
});
const ending = new AbortController();
process.once("SIGTERM", () => ending.abort());
// Whoever started it is gone.
process.stdin.resume().on("end", () => process.exit());
const { engine } = await opened(address);
const late = { consumer: () => Object.assign(engine.consumer(), { renew: async () => false }) };
const options = {
  leaseMs: how === "" ? 1000 : 500,
  pollMs: 50,
  backoffMs: 50,
  maxConcurrent: 4,
  signal: ending.signal,
};
await inbox.consume(webhooks, how === "" ? engine : late, options);
process.exit();
