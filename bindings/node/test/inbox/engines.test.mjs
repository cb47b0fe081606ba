// Deliveries that the receiver in Rust stores into an engine, and workers in Node: acknowledged is processed, once.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Webhooks } from "autosend-webhooks";
import { fromPg, fromRedisStreams, HandlerFailure, Inbox } from "autosend-webhooks/inbox";
import { fromJetStream } from "autosend-webhooks/jetstream";
import { sample, signedRequest } from "autosend-webhooks/testing";
import { createClient } from "redis";
import { CLIENTS } from "./support/clients.mjs";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { opened, receiver, startEngine } from "./support/engines.mjs";
import { kept } from "./support/kept.mjs";
import { REDIS_CLIENTS } from "./support/redis.mjs";
import { numbered, SECRETS } from "./support/storm.mjs";
import { until } from "./support/until.mjs";

const COUNT = Number(process.env.AUTOSEND_WEBHOOKS_STORM ?? 80);
const TABLE = "CREATE TABLE effect (id %, number integer NOT NULL, worker text)";
const QUICK = { leaseMs: 1000, pollMs: 50, backoffMs: 20, longestBackoffMs: 50 };
const CONSUMER = fileURLToPath(new URL("support/consumer.mjs", import.meta.url));

after(endDatabases);

/** A server of an engine, a receiver in Rust into it, and a database with an inbox for marks. */
async function fleet(t, kind) {
  const server = await startEngine(kind);
  t.after(() => server.stop());
  return fleetOn(t, server, server.address);
}

async function fleetOn(t, server, address) {
  const folder = mkdtempSync(join(tmpdir(), "inbox-engine-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const receiving = await receiver(address, folder);
  t.after(receiving.stop);
  const database = await emptyDatabase("pg", TABLE);
  const { client, database: its, close } = await CLIENTS.pg(database.url);
  t.after(close);
  const inbox = new Inbox(its);
  await inbox.migrate();
  const { engine, close: disconnect } = await opened(address);
  t.after(disconnect);
  const isAt = async (...depth) => (await receiving.depth()).join() === depth.join();
  const numbers = async () =>
    (await database.query("SELECT number FROM effect ORDER BY number")).map((it) => it.number);
  const effect = (event, _, tx) => tx.query("INSERT INTO effect (number) VALUES ($1)", [Number(event.data.contactId)]);
  const send = (number) => receiving.send(numbered(number)[0]);
  return { server, receiving, database, client, inbox, engine, isAt, numbers, effect, send };
}

/** Works until a condition holds. */
async function workUntil({ inbox, engine }, onAny, holds, options = {}) {
  const ending = new AbortController();
  const webhooks = new Webhooks({ secret: "whsec_of_nobody", inbox }).onAny(onAny);
  const working = inbox.consume(webhooks, engine, { ...QUICK, ...options, signal: ending.signal });
  try {
    await Promise.race([until(holds, "it does not happen"), working]);
  } finally {
    ending.abort();
  }
  await working;
}

for (const kind of ["redis", "nats"]) {
  test(`${kind}: workers that are killed process each delivery once`, async (t) => {
    const { server, database, isAt, numbers, send } = await fleet(t, kind);
    const workers = [1, 2].map(() => kept(process.execPath, CONSUMER, server.address, database.url));
    t.after(() => Promise.all(workers.map((worker) => worker.stop())));
    let next = 0;
    const sender = async () => {
      for (let number = next++; number < COUNT; number = next++) await send(number);
    };
    const sending = Promise.all([1, 2, 3, 4].map(sender));
    for (let kills = 0; kills < 4; kills++) {
      // At work: some are done since the last time, and some are left.
      await until(async () => (await numbers()).length > (kills * COUNT) / 6, "nothing is done");
      await sleep(Math.random() * 100);
      workers[Math.random() < 0.5 ? 0 : 1].kill();
    }
    await sending;
    await until(() => isAt(0, 0), "deliveries are left");
    assert.equal(workers[0].deaths + workers[1].deaths, 4);
    assert.deepEqual(
      await numbers(),
      Array.from({ length: COUNT }, (_, number) => number),
    );
  });

  /** Two workers that take turns at a delivery, since its lease ends while a handler is at work. */
  const copied = async (t, how) => {
    const { server, database, isAt, numbers, send } = await fleet(t, kind);
    const start = () => spawn(process.execPath, [CONSUMER, server.address, database.url, how]);
    const first = start();
    t.after(() => first.kill("SIGKILL"));
    await send(1);
    await once(first.stdout, "data");
    const second = start();
    t.after(() => second.kill("SIGKILL"));
    return { isAt, numbers };
  };

  test(`${kind}: a copy has no second effect`, async (t) => {
    const { isAt, numbers } = await copied(t, "slow");
    await until(() => isAt(0, 0), "it is not acknowledged");
    // Either may be at work still.
    await sleep(2500);
    assert.ok(await isAt(0, 0));
    assert.deepEqual(await numbers(), [1]);
  });

  test(`${kind}: without first a copy has a second effect`, async (t) => {
    const { numbers } = await copied(t, "unguarded");
    await until(async () => (await numbers()).length > 1, "there is one effect only");
  });

  test(`${kind}: a long handler keeps its lease`, async (t) => {
    const its = await fleet(t, kind);
    await its.send(1);
    let attempts = 0;
    const slow = async () => {
      attempts++;
      await sleep(1500);
    };
    const isDone = () => its.isAt(0, 0);
    await Promise.all([1, 2].map(() => workUntil(its, slow, isDone, { leaseMs: 600 })));
    assert.equal(attempts, 1, "another worker took it meanwhile");
  });

  test(`${kind}: a failure is tried again, and is a dead letter in the end`, async (t) => {
    const its = await fleet(t, kind);
    await its.send(1);
    let attempts = 0;
    const fail = () => {
      attempts++;
      throw new Error("no room\n left");
    };
    await workUntil(its, fail, () => its.isAt(0, 1), { attempts: 3 });
    assert.equal(attempts, 3);
    const permanent = () => {
      throw new HandlerFailure("gone", { isPermanent: true });
    };
    await its.send(2);
    await workUntil(its, permanent, () => its.isAt(0, 2));
    assert.deepEqual(await its.numbers(), []);
    assert.deepEqual(await deadLetters(its.server), [
      { error: "Error: no room  left", type: "contact.deleted" },
      { error: "HandlerFailure: gone", type: "contact.deleted" },
    ]);
  });

  test(`${kind}: a server that is gone is waited for`, async (t) => {
    const its = await fleet(t, kind);
    await its.send(1);
    const comeAndGo = async () => {
      await until(async () => (await its.numbers()).length === 1, "the first is not processed");
      await its.server.kill();
      await sleep(1000);
      await its.server.start();
      await its.send(2);
      await until(() => its.isAt(0, 0), "the second is not processed");
      return true;
    };
    let going;
    await workUntil(its, its.effect, () => (going ??= comeAndGo()));
    assert.deepEqual(await its.numbers(), [1, 2]);
  });

  for (const drainMs of [10_000, 100]) {
    test(`${kind}: a worker that is to end waits ${drainMs} ms for what it has begun`, async (t) => {
      const its = await fleet(t, kind);
      await its.send(1);
      let hasBegun = false;
      let goOn;
      const slow = async (...args) => {
        hasBegun = true;
        await new Promise((resolve) => (goOn = resolve));
        await its.effect(...args);
      };
      const options = { leaseMs: 60_000, drainMs };
      if (drainMs > 1000) setTimeout(() => goOn(), 1000);
      await workUntil(its, slow, () => hasBegun, options);
      if (drainMs > 1000) {
        assert.ok(await its.isAt(0, 0));
      } else {
        // Free at once, long before its lease ends; `first` waits for the other's commit.
        setTimeout(() => goOn(), 500);
        const again = await opened(its.server.address);
        t.after(again.close);
        await workUntil({ ...its, engine: again.engine }, its.effect, () => its.isAt(0, 0), { leaseMs: 60_000 });
      }
      assert.deepEqual(await its.numbers(), [1]);
    });
  }

  test(`${kind}: what is no delivery is put aside`, async (t) => {
    const its = await fleet(t, kind);
    await putStray(its.server);
    await its.send(1);
    await workUntil(its, its.effect, () => its.isAt(0, 1));
    assert.deepEqual(await its.numbers(), [1]);
    assert.deepEqual(await deadLetters(its.server), [{ error: "this is no delivery", type: undefined }]);
  });
}

for (const [setting, said] of [
  ["maxmemory-policy allkeys-lru", /maxmemory-policy is allkeys-lru, and must be noeviction/],
  ["appendfsync everysec", /appendfsync is everysec, and must be always/],
  ['rename-command CONFIG ""', /appendonly can't be read/],
]) {
  test(`redis: ${setting.split(" ")[0]} that is not safe is refused by name`, async (t) => {
    const server = await startEngine("redis", setting);
    t.after(() => server.stop());
    const { engine, close } = await opened(server.address);
    t.after(close);
    await refusal(t, engine, said);
  });
}

test("nats: it is used as the user of the address", async (t) => {
  const server = await startEngine("nats", 'authorization { user: worker, password: "p@ss" }');
  t.after(() => server.stop());
  const its = await fleetOn(t, server, server.address.replace("://", "://worker:p%40ss@"));
  await its.send(1);
  await workUntil(its, its.effect, () => its.isAt(0, 0));
  assert.deepEqual(await its.numbers(), [1]);
});

test("nats: a stream that forgets is refused by name", async (t) => {
  const server = await startEngine("nats");
  t.after(() => server.stop());
  const { connection, manager } = await connected(server);
  await manager.streams.add({ name: "autosend-inbox", subjects: ["x"], max_msgs: 10 });
  await connection.close();
  await refusal(t, fromJetStream(server.address), /max_msgs must not be set/);
});

async function refusal(t, engine, message) {
  const { url } = await emptyDatabase("pg", TABLE);
  const { client, close } = await CLIENTS.pg(url);
  t.after(close);
  const inbox = new Inbox(fromPg(client));
  await inbox.migrate();
  const working = inbox.consume(new Webhooks({ secret: "whsec_of_nobody", inbox }), engine);
  await assert.rejects(working, (error) => error.code === "unsafe_setting" && message.test(error.message));
}

test("a wrong name or address is refused", () => {
  const client = { isReady: true, withTypeMapping: () => client };
  assert.throws(() => fromRedisStreams(client, { inbox: "a.b" }), /inbox must be 1 to 64 letters/);
  assert.throws(() => fromRedisStreams(client, { inbx: "a" }), /there is no option inbx/);
  assert.throws(() => fromJetStream("nats://localhost?inbx=1"), /inbx is not known/);
  assert.throws(() => fromJetStream("nats://localhost?inbox=a.b"), /inbox must be 1 to 64 letters/);
  assert.throws(() => fromJetStream("http://localhost"), /write the address like/);
});

for (const [kind, consume] of Object.entries({
  async redis(pool, url, signal) {
    // region: redis
    const inbox = new Inbox(fromPg(pool));
    const webhooks = new Webhooks({ inbox }).on("email.bounced", (event, _delivery, tx) =>
      // Commits with the mark, or not at all; the engine is told after that.
      tx.query("INSERT INTO suppressed (address) VALUES ($1)", [event.data.to.email]),
    );
    const client = await createClient({ url }).on("error", console.error).connect();
    await inbox.consume(webhooks, fromRedisStreams(client), { signal });
    // endregion
    client.destroy();
  },
  async nats(pool, address, signal) {
    const inbox = new Inbox(fromPg(pool));
    const webhooks = new Webhooks({ inbox }).on("email.bounced", (event, _delivery, tx) =>
      tx.query("INSERT INTO suppressed (address) VALUES ($1)", [event.data.to.email]),
    );
    // region: nats
    // nats://… as `inbox serve --store` has it, or the options of `connect`.
    await inbox.consume(webhooks, fromJetStream(address), { signal });
    // endregion
  },
})) {
  test(`${kind}: as the guide says`, async (t) => {
    const { server, database, client, receiving, isAt } = await fleet(t, kind);
    await database.query("CREATE TABLE suppressed (address text NOT NULL)");
    const ending = new AbortController();
    const working = consume(client, server.address, ending.signal);
    const request = signedRequest(sample("email.bounced"), { secret: SECRETS[0] });
    try {
      for (let time = 0; time < 2; time++) await receiving.send(request);
      await until(() => isAt(0, 0), "it is not processed");
    } finally {
      ending.abort();
      await working;
    }
    assert.equal((await database.query("SELECT address FROM suppressed")).length, 1);
  });
}

async function connected(server) {
  const { connect } = await import("@nats-io/transport-node");
  const { jetstreamManager } = await import("@nats-io/jetstream");
  const connection = await connect({ servers: /127\.0\.0\.1:\d+/.exec(server.address)[0] });
  return { connection, manager: await jetstreamManager(connection) };
}

/** What the dead letters say, in order, and the type of the event. */
async function deadLetters(server) {
  const read = (error, delivery) => ({
    error: error.replaceAll("\n", " "),
    type: /"type":"([a-z.]+)"/.exec(delivery.split("\n")[1] ?? "")?.[1],
  });
  if (server.kind === "redis") {
    const { client, close } = await REDIS_CLIENTS.redis(server.address);
    const entries = await client.xRange("{autosend-inbox}:dead", "-", "+");
    close();
    return entries.map(({ message }) => {
      assert.deepEqual(Object.keys(message), ["seq", "delivery", "error"]);
      return read(message.error, message.delivery);
    });
  }
  const { connection, manager } = await connected(server);
  const { messages } = (await manager.streams.info("autosend-inbox-dead")).state;
  const letters = [];
  for (let seq = 1; seq <= messages; seq++) {
    const { header, data } = await manager.streams.getMessage("autosend-inbox-dead", { seq });
    assert.match(header.get("Nats-Msg-Id"), /^dead-\d+-([0-9a-f]{64})?$/);
    letters.push(read(header.get("Autosend-Error"), new TextDecoder().decode(data)));
  }
  await connection.close();
  return letters;
}

async function putStray(server) {
  if (server.kind === "nats") {
    const { connection, manager } = await connected(server);
    await manager.jetstream().publish("autosend-inbox.new", "hello");
    return connection.close();
  }
  const { client, close } = await REDIS_CLIENTS.redis(server.address);
  await client.set("{autosend-inbox}:sequence", "5");
  await client.xAdd("{autosend-inbox}:entries", "5-0", { delivery: "hello" });
  return close();
}
