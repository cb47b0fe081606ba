// Who stores wakes the workers of other processes, which else would look a minute later.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Verifier, Webhooks } from "autosend-webhooks";
import { Inbox } from "autosend-webhooks/inbox";
import { CLIENTS, isPostgres } from "./support/clients.mjs";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { numbered, SECRETS } from "./support/storm.mjs";
import { until } from "./support/until.mjs";

after(endDatabases);

const verifier = new Verifier(SECRETS);
function delivery(number) {
  const [{ body, headers }] = numbered(number);
  return verifier.verify(body, headers);
}

/** A worker that never looks by itself, and an inbox of another process that stores. */
async function apart(t, listener, teller, options = {}) {
  const database = await emptyDatabase(listener);
  const [one, other] = [await CLIENTS[listener](database.url), await CLIENTS[teller](database.url)];
  const inbox = new Inbox(one.database, options);
  await inbox.migrate();
  const handled = [];
  const webhooks = new Webhooks({ secret: SECRETS, inbox, answer: "at-once" });
  webhooks.onAny((event) => void handled.push(Number(event.data.contactId)));
  const ending = new AbortController();
  const working = inbox.work(webhooks, { signal: ending.signal, pollMs: 60_000 });
  t.after(async () => {
    ending.abort();
    await working;
    // What was to be told is told before.
    await sleep(100);
    await Promise.all([one.close(), other.close()]);
  });
  const listening = async () =>
    database.query(
      "SELECT pid FROM pg_stat_activity WHERE query ILIKE 'listen%autosend_inbox%' AND datname = current_database()",
    );
  return { database, other: new Inbox(other.database, options), handled, listening };
}

const listens = async ({ listening }) => (await listening()).length === 1;

for (const listener of ["pg", "postgres"]) {
  test(`${listener}: a worker hears of what another process stores, and again after its connection broke`, async (t) => {
    const it = await apart(t, listener, "pg");
    await until(() => listens(it), "nobody listens");
    await it.other.store(delivery(1));
    await until(() => it.handled.length === 1, "it was not woken");
    const [{ pid }] = await it.listening();
    await it.database.query(`SELECT pg_terminate_backend(${pid})`);
    await until(async () => (await listens(it)) && (await it.listening())[0].pid !== pid, "nobody listens again");
    await it.other.store(delivery(2));
    await until(() => it.handled.length === 2, "it was not woken again");
  });
}

for (const teller of Object.keys(CLIENTS).filter(isPostgres)) {
  test(`${teller}: who stores says so`, async (t) => {
    const it = await apart(t, "pg", teller);
    await until(() => listens(it), "nobody listens");
    await it.other.store(delivery(1));
    await until(() => it.handled.length === 1, "it was not woken");
  });
}

test("without notifications a worker looks by itself", async (t) => {
  const it = await apart(t, "pg", "pg", { notify: false });
  await it.other.store(delivery(1));
  await sleep(1000);
  assert.deepEqual([it.handled, await it.listening()], [[], []]);
});
