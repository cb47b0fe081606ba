// An inbox that has a partition for each day, on each client of PostgreSQL.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Verifier, Webhooks } from "autosend-webhooks";
import { Inbox } from "autosend-webhooks/inbox";
import { CLIENTS, isPostgres } from "./support/clients.mjs";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { numbered, SECRETS } from "./support/storm.mjs";

after(endDatabases);

const verifier = new Verifier(SECRETS);
const verified = ({ body, headers }) => verifier.verify(body, headers);
const delivery = (number) => verified(numbered(number)[0]);

/** A client on a database whose inbox it has made, by days. */
async function made(t, name) {
  const database = await emptyDatabase(name);
  const client = await CLIENTS[name](database.url);
  t.after(client.close);
  const inbox = new Inbox(client.database);
  await inbox.migrate({ partitionBy: "day" });
  const days = async () => {
    const list =
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'inbox_delivery'::regclass";
    return (await database.query(list)).map(({ name }) => name).sort();
  };
  const stray = async () => (await database.query("SELECT inbox_default_rows()::int AS n"))[0].n;
  return { ...client, connection: client.database, database, inbox, days, stray };
}

/** Works until one delivery is done, and returns its number. */
async function worked({ inbox, effect }) {
  const ending = new AbortController();
  let handled;
  const webhooks = new Webhooks({ secret: SECRETS, inbox, answer: "at-once" }).onAny(async (event, _delivery, tx) => {
    handled = event.data.contactId;
    await effect(tx, 2);
    ending.abort();
  });
  await inbox.work(webhooks, { signal: ending.signal, pollMs: 20 });
  return handled;
}

for (const name of Object.keys(CLIENTS).filter(isPostgres)) {
  test(`${name}: first, store and work, by days`, async (t) => {
    const it = await made(t, name);
    const { inbox, database, days, stray } = it;
    assert.ok((await days()).length >= 8, "a week ahead");
    const [first, twin] = numbered(1).map(verified);
    const within = (one) => it.connection.transaction((_, its) => inbox.first(one, its));
    assert.deepEqual([await within(first), await within(twin)], [true, false]);
    assert.equal((await inbox.store(delivery(2))).outcome, "new");
    assert.equal((await inbox.store(first)).outcome, "duplicate");
    assert.equal(await worked(it), "2");
    assert.deepEqual(await database.query("SELECT number FROM effect"), [{ number: 2 }]);
    assert.equal(await stray(), 0);
    const [left] = await database.query(
      "SELECT (SELECT count(*) FROM inbox_job)::int AS jobs, (SELECT count(*) FROM inbox_seen)::int AS seen",
    );
    assert.deepEqual(left, { jobs: 0, seen: 2 });
  });
}

for (const [who, maintain] of [
  ["maintain", ({ inbox }) => inbox.maintain()],
  ["a worker", worked],
]) {
  test(`${who} makes the days that are missing, and moves there what has come`, async (t) => {
    const it = await made(t, "pg");
    const { inbox, database, days, stray } = it;
    const all = await days();
    const dated = all.filter((day) => !day.endsWith("_default"));
    await database.query(`DROP TABLE ${dated.join(", ")}`);
    await inbox.store(delivery(1));
    assert.equal(await stray(), 1);
    await maintain(it);
    assert.deepEqual(await days(), all);
    assert.equal(await stray(), 0);
    assert.equal((await database.query("SELECT 1 FROM inbox_delivery")).length, 1);
  });
}

test("tables that hold something, and SQLite's, get no partitions", async (t) => {
  const code = (error) => error.code === "not_partitioned";
  for (const name of ["pg", "better-sqlite3"]) {
    const { url } = await emptyDatabase(name);
    const { database, close } = await CLIENTS[name](url);
    t.after(close);
    const inbox = new Inbox(database);
    await inbox.migrate();
    await inbox.store(delivery(1));
    await assert.rejects(inbox.migrate({ partitionBy: "day" }), code);
    await inbox.maintain();
    await assert.rejects(inbox.migrate({ partitionBy: "week" }), TypeError);
  }
});
