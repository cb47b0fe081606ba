// A process that receives: `node receiver.mjs CLIENT DATABASE FOLDER MODE`. It says where over IPC, and is killed, or fails, in
// the handlers of some deliveries, each once.
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Webhooks } from "autosend-webhooks";
import { Inbox, RedisDeduplicator } from "autosend-webhooks/inbox";
import { webhook } from "autosend-webhooks/node";
import { CLIENTS } from "./clients.mjs";
import { REDIS_CLIENTS } from "./redis.mjs";
import { SECRETS } from "./storm.mjs";

const [, , name, url, folder, mode] = process.argv;
const { database, effect } = await CLIENTS[name](url);
const inbox = new Inbox(database);
const logger = { warn() {}, error() {} };

/** Whether this is the first time, over all processes. */
function isFirst(what) {
  try {
    closeSync(openSync(join(folder, what), "wx"));
    return true;
  } catch {
    return false;
  }
}

/** What goes wrong after the effect. */
function mishap(number) {
  if (number % 20 === 7 && isFirst(`killed-${number}`)) process.kill(process.pid, "SIGKILL");
  if (number % 10 === 3 && isFirst(`failed-${number}`)) throw new Error("the first time it fails");
}

function handle(event, tx) {
  const number = Number(event.data.contactId);
  const done = effect(tx, number);
  return typeof done?.then === "function" ? done.then(() => mishap(number)) : mishap(number);
}

/** The mark commits by itself, before the effect does: what must not be done. */
function apart() {
  const outside = (event) => database.transaction((tx) => handle(event, tx));
  const isOnce = async (delivery) => (await inbox.once(delivery, () => undefined)) === "first";
  const marked = { admit: async (it) => ((await isOnce(it)) ? "first" : "duplicate"), forget() {} };
  return new Webhooks({ secret: SECRETS, logger, deduplicator: marked }).onAny(outside);
}

/** Processes that share what they have seen through Redis: the effect commits by itself. */
async function shared(client, address) {
  const { client: redis } = await REDIS_CLIENTS[client](address);
  const deduplicator = new RedisDeduplicator(redis, { claimMs: 1500 });
  const outside = (event) => database.transaction((tx) => effect(tx, Number(event.data.contactId)));
  return new Webhooks({ secret: SECRETS, logger, deduplicator }).onAny(async (event) => {
    await outside(event);
    mishap(Number(event.data.contactId));
  });
}

const [redis, address] = mode.split(" ");
const answer = mode === "store" ? "at-once" : "after-handlers";
const together = () =>
  new Webhooks({ secret: SECRETS, inbox, answer, logger }).onAny((event, _, tx) => handle(event, tx));
const webhooks = address !== undefined ? await shared(redis, address) : mode === "apart" ? apart() : together();
if (mode === "store") void inbox.work(webhooks, { backoffMs: 50, longestBackoffMs: 200, pollMs: 50, leaseMs: 1500 });
const server = createServer(webhook(webhooks)).listen(0, "127.0.0.1", () => process.send(server.address().port));
process.on("disconnect", () => process.exit());
