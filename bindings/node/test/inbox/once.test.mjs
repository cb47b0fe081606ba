// Each event once, whatever happens: for every client, against its real database, with processes that are killed in the
// handler. AUTOSEND_WEBHOOKS_STORM says how many deliveries.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Inbox } from "autosend-webhooks/inbox";
import { CLIENTS } from "./support/clients.mjs";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { storm } from "./support/storm.mjs";

/** Of 20 deliveries one has its process killed in the handler, sometimes together with another's. */
const COUNT = Number(process.env.AUTOSEND_WEBHOOKS_STORM ?? 40);

after(endDatabases);

/** How many effects there are, of how many deliveries. */
async function counted(database) {
  const [row] = await database.query("SELECT count(*) AS effects, count(DISTINCT number) AS deliveries FROM effect");
  return { effects: Number(row.effects), deliveries: Number(row.deliveries) };
}

async function prepared(name) {
  const database = await emptyDatabase(name);
  const { database: client, close } = await CLIENTS[name](database.url);
  await new Inbox(client).migrate();
  await close();
  return database;
}

async function isRetired(database) {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (Number((await database.query("SELECT count(*) AS n FROM inbox_job"))[0].n) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("jobs are left");
}

for (const name of Object.keys(CLIENTS)) {
  test(`${name}: effects are as many as deliveries`, async () => {
    const database = await prepared(name);
    const deaths = await storm(name, database.url, { count: COUNT });
    assert.ok(deaths >= Math.floor(COUNT / 40), `processes were killed in the handler: ${deaths}`);
    assert.deepEqual(await counted(database), { effects: COUNT, deliveries: COUNT });
    assert.ok(await database.isFree(), "nothing is left locked");
    const [seen] = await database.query("SELECT count(*) AS n, sum(repeats) AS repeats FROM inbox_seen");
    assert.equal(Number(seen.n), COUNT);
    assert.ok(Number(seen.repeats) >= COUNT, "repeats are counted");
  });
}

for (const name of ["pg", "better-sqlite3"]) {
  test(`${name}: stored first, worked on by both processes`, async () => {
    const database = await prepared(name);
    const deaths = await storm(name, database.url, { count: COUNT, mode: "store", settled: () => isRetired(database) });
    assert.ok(deaths >= Math.floor(COUNT / 40), `processes were killed in the handler: ${deaths}`);
    assert.deepEqual(await counted(database), { effects: COUNT, deliveries: COUNT });
    assert.ok(await database.isFree(), "nothing is left locked");
  });

  test(`${name}: with the mark outside of the transaction effects are lost`, async () => {
    const database = await prepared(name);
    await storm(name, database.url, { count: COUNT, mode: "apart" });
    const { deliveries } = await counted(database);
    assert.ok(deliveries < COUNT, `${deliveries} of ${COUNT}`);
  });
}
