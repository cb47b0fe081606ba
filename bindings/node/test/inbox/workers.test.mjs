// Workers whose handlers do what they should not: block the event loop, end the process.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Verifier, Webhooks } from "autosend-webhooks";
import { Inbox } from "autosend-webhooks/inbox";
import { CLIENTS } from "./support/clients.mjs";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { kept } from "./support/kept.mjs";
import { numbered, SECRETS } from "./support/storm.mjs";
import { until } from "./support/until.mjs";

after(endDatabases);

const verifier = new Verifier(SECRETS);
const misbehaving = (...args) => [
  process.execPath,
  fileURLToPath(new URL("support/misbehaving.mjs", import.meta.url)),
  ...args,
];

/** A database where deliveries wait for workers, numbered from 1. */
async function stored(t, name, count) {
  const database = await emptyDatabase(name);
  const client = await CLIENTS[name](database.url);
  t.after(client.close);
  const inbox = new Inbox(client.database);
  await inbox.migrate();
  for (let number = 1; number <= count; number++) {
    const [{ body, headers }] = numbered(number);
    await inbox.store(verifier.verify(body, headers));
  }
  const rows = async (query) => Number((await database.query(`SELECT count(*) AS n FROM ${query}`))[0].n);
  return { ...client, database, inbox, count: rows };
}

/** How many effects there are of one delivery whose first worker blocks its event loop, and whose second is well. */
async function effectsOfABlockedWorker(t, how) {
  const { database, inbox, effect, count } = await stored(t, "pg", 1);
  const [program, ...args] = misbehaving("pg", database.url, how);
  const blocked = spawn(program, args, { stdio: ["pipe", "ignore", "inherit"] });
  await until(() => count("inbox_job WHERE lease > 0"), "the first worker has claimed nothing");
  const ending = new AbortController();
  const webhooks = new Webhooks({ secret: SECRETS, inbox, answer: "at-once" }).onAny(async (_event, _delivery, tx) => {
    await effect(tx, 2);
    ending.abort();
  });
  await inbox.work(webhooks, { signal: ending.signal, pollMs: 50 });
  assert.equal(blocked.exitCode, null, "the first worker is still at work");
  assert.deepEqual(await database.query("SELECT number FROM effect"), [{ number: 2 }]);
  assert.deepEqual(await once(blocked, "exit"), [0, null]);
  return count("effect");
}

test("a handler that blocks the event loop loses its lease, and its late effect is rolled back", async (t) => {
  assert.equal(await effectsOfABlockedWorker(t, "blocking"), 1);
});

test("without the fence the late effect comes twice", async (t) => {
  assert.equal(await effectsOfABlockedWorker(t, "unfenced"), 2);
});

for (const name of ["pg", "better-sqlite3"]) {
  test(`${name}: a delivery that ends its process is a dead letter at last, and takes no other along`, async (t) => {
    const { database, count } = await stored(t, name, 6);
    const workers = [1, 2].map(() => kept(...misbehaving(name, database.url, "deadly")));
    t.after(() => Promise.all(workers.map((worker) => worker.stop())));
    await until(async () => (await count("inbox_job")) === 0, "jobs are left");
    const [dead] = await database.query(
      "SELECT d.delivery_id, x.error FROM inbox_dead x JOIN inbox_delivery d USING (seq)",
    );
    assert.equal(dead.error, "HandlerFailure: the process ended before the handler did, at every attempt");
    assert.equal(await count("inbox_dead"), 1);
    assert.equal(workers[0].deaths + workers[1].deaths, 3, "as many as it had attempts");
    const effects = await database.query("SELECT number FROM effect ORDER BY number");
    assert.deepEqual(
      effects.map(({ number }) => number),
      [1, 2, 4, 5, 6],
    );
    assert.ok(await database.isFree());
  });
}

test("where attempts are not counted at the claim, such a delivery never ends", async (t) => {
  const { database, count } = await stored(t, "pg", 3);
  const worker = kept(...misbehaving("pg", database.url, "uncounted"));
  t.after(() => worker.stop());
  await until(() => worker.deaths > 4, "the worker lives");
  assert.equal(await count("inbox_dead"), 0);
  assert.ok((await count("inbox_job")) > 0, "it is still there");
});
