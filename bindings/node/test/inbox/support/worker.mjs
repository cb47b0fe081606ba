// A worker in Node: `node worker.mjs DATABASE FOLDER [ENGINE]`. Its process ends after the effect of some deliveries, each once.
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { Webhooks } from "autosend-webhooks";
import { Inbox } from "autosend-webhooks/inbox";
import { CLIENTS } from "./clients.mjs";
import { opened } from "./engines.mjs";
import { SECRETS } from "./storm.mjs";

const [, , url, folder, address] = process.argv;
const { database, client } = await CLIENTS.pg(url);
const inbox = new Inbox(database);

function endsHere(number) {
  try {
    closeSync(openSync(join(folder, `node-${number}`), "wx"));
    return number % 20 === 7;
  } catch {
    return false;
  }
}

const webhooks = new Webhooks({ secret: SECRETS, inbox, answer: "at-once" }).onAny(async (event, _, tx) => {
  const number = Number(event.data.contactId);
  await tx.query("INSERT INTO effect (number, worker) VALUES ($1, 'node')", [number]);
  if (endsHere(number)) process.kill(process.pid, "SIGKILL");
});
// Whoever started it is gone.
process.stdin.resume().on("end", () => process.exit());
const options = { leaseMs: 2000, pollMs: 50, backoffMs: 50, maxConcurrent: 4 };
if (address === undefined) await inbox.work(webhooks, options);
else await inbox.consume(webhooks, (await opened(address)).engine, options);
await client.end();
