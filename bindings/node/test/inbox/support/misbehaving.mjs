// A worker whose handler does what it should not: `node misbehaving.mjs CLIENT DATABASE HOW`.
//   deadly     ends the process at delivery 3, always, after the effect
//   blocking   blocks the event loop for longer than its lease after the effect, and ends
//   unfenced   the same, and takes a delivery as done though its lease is another's: what must not be done
//   uncounted  ends the process like deadly, and counts no attempts: what must not be done
import { Webhooks } from "autosend-webhooks";
import { Inbox } from "autosend-webhooks/inbox";
import { CLIENTS } from "./clients.mjs";
import { SECRETS } from "./storm.mjs";

const LEASE_MS = 600;

const [, , name, url, how] = process.argv;

/** Statements without a guard of the inbox's, by what is missing. */
const UNGUARDED = {
  async unfenced(execute, text, ...others) {
    const rows = await execute(text, ...others);
    return text.includes("DELETE FROM inbox_job") && rows.length === 0 ? [{ seq: 0, key: null }] : rows;
  },
  uncounted: (execute, text, ...others) => execute(text.replace("attempt = attempt + 1", "attempt = 1"), ...others),
};

function without(guard, database) {
  const unguarded = ({ execute, ...connection }) => ({ ...connection, execute: (...args) => guard(execute, ...args) });
  return { ...database, transaction: (work) => database.transaction((tx, its) => work(tx, unguarded(its))) };
}

const { database, effect, close } = await CLIENTS[name](url);
const inbox = new Inbox(how in UNGUARDED ? without(UNGUARDED[how], database) : database);
const ending = new AbortController();

function misbehave(number) {
  if (how === "blocking" || how === "unfenced") {
    ending.abort();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LEASE_MS * 5);
  } else if (number === 3) process.kill(process.pid, "SIGKILL");
}

const webhooks = new Webhooks({ secret: SECRETS, inbox, answer: "at-once" }).onAny((event, _, tx) => {
  const number = Number(event.data.contactId);
  const done = effect(tx, number);
  return typeof done?.then === "function" ? done.then(() => misbehave(number)) : misbehave(number);
});
// Whoever started it is gone.
process.stdin
  .resume()
  .on("end", () => process.exit())
  .unref();
await inbox.work(webhooks, { signal: ending.signal, leaseMs: LEASE_MS, pollMs: 50, attempts: 3 });
await close();
