// What several processes share through Redis: one claims, the others wait or know; at least once.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Verifier, Webhooks } from "autosend-webhooks";
import { RedisDeduplicator } from "autosend-webhooks/inbox";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { REDIS_CLIENTS, startRedis } from "./support/redis.mjs";
import { numbered, SECRETS, storm } from "./support/storm.mjs";

const COUNT = Number(process.env.AUTOSEND_WEBHOOKS_STORM ?? 40);
const verifier = new Verifier(SECRETS);
const verified = ({ body, headers }) => verifier.verify(body, headers);
let server;

/** One for all tests, from the first that asks. */
async function address() {
  server ??= await startRedis();
  return server.url;
}

after(async () => {
  await server?.stop();
  await endDatabases();
});

for (const name of Object.keys(REDIS_CLIENTS)) {
  const opened = async (t, options) => {
    const { client, close } = await REDIS_CLIENTS[name](await address());
    t.after(close);
    return new RedisDeduplicator(client, options);
  };

  test(`${name}: a claim holds until it is completed or released`, async (t) => {
    const [one, other] = [await opened(t), await opened(t)];
    const [first, twin] = numbered(1).map(verified);
    assert.deepEqual(await one.admit(first), { outcome: "first", idReused: false });
    assert.equal((await other.admit(twin)).outcome, "in_progress");
    await other.forget(twin);
    assert.equal((await other.admit(twin)).outcome, "in_progress", "only its owner frees a claim");
    await one.forget(first);
    assert.equal((await other.admit(twin)).outcome, "first");
    await other.done(twin);
    assert.equal((await one.admit(first)).outcome, "duplicate");
  });

  test(`${name}: a claim of a process that died runs out`, async (t) => {
    const [dying, other] = [await opened(t, { claimMs: 50 }), await opened(t)];
    const [first, twin] = numbered(2).map(verified);
    assert.equal((await dying.admit(first)).outcome, "first");
    await new Promise((resolve) => setTimeout(resolve, 80));
    assert.equal((await other.admit(twin)).outcome, "first");
    await dying.done(first);
    assert.equal((await dying.admit(first)).outcome, "in_progress", "it ends no claim but its own");
  });

  test(`${name}: what is older than the window is expired, an id of another body is reported`, async (t) => {
    const seen = await opened(t, { windowMs: 100 });
    const old = { id: "old", digest: "0f", createdAt: new Date(Date.now() - 200).toISOString() };
    assert.equal((await seen.admit(old)).outcome, "expired");
    assert.equal((await seen.admit(old)).outcome, "expired", "it is not claimed");
    const recent = { createdAt: new Date().toISOString() };
    assert.equal((await seen.admit({ ...recent, id: "same", digest: `a${name}` })).idReused, false);
    assert.equal((await seen.admit({ ...recent, id: "same", digest: `b${name}` })).idReused, true);
  });

  test(`${name}: a Redis that is gone is answered with 503`, async (t) => {
    const lonely = await startRedis();
    const { client, close } = await REDIS_CLIENTS[name](lonely.url);
    t.after(close);
    const logger = { warn() {}, error() {} };
    const deduplicator = new RedisDeduplicator(client);
    const webhooks = new Webhooks({ secret: SECRETS, deduplicator, answerWithinMs: 300, logger });
    const [{ body, headers }] = numbered(3);
    await lonely.stop();
    assert.equal((await webhooks.receive(body, headers)).status, 503);
  });

  test(`${name}: two processes, killed in the handler: at least once, and no oftener than that explains`, async () => {
    const database = await emptyDatabase("pg");
    const deaths = await storm("pg", database.url, { count: COUNT, mode: `${name} ${await address()}` });
    const [row] = await database.query("SELECT count(*) AS effects, count(DISTINCT number) AS deliveries FROM effect");
    assert.equal(Number(row.deliveries), COUNT, "none is lost");
    // The effect commits by itself: again where a handler failed after it, or its process died with up to 8 at work.
    const again = Math.floor((COUNT + 6) / 10) + 8 * deaths;
    assert.ok(Number(row.effects) <= COUNT + again, `${row.effects} effects, ${deaths} deaths`);
  });
}
