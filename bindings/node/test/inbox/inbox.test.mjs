// What the inbox keeps, refuses and says, for every client against its real database.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Verifier, Webhooks } from "autosend-webhooks";
import { fromPg, fromPostgres, HandlerFailure, Inbox, InboxError } from "autosend-webhooks/inbox";
import { CLIENTS, isPostgres } from "./support/clients.mjs";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { startProxy } from "./support/proxy.mjs";
import { numbered, SECRETS } from "./support/storm.mjs";

after(endDatabases);

const verifier = new Verifier(SECRETS);
const verified = ({ body, headers }) =>
  verifier.verify(body, { ...headers, Cookie: "session=1", "User-Agent": "test" });
const delivery = (number) => verified(numbered(number)[0]);
const quiet = { warn() {}, error() {} };

/** A client on a database with the inbox's tables, unless it is to have none. */
async function opened(t, name, hasTables = true) {
  const database = await emptyDatabase(name);
  const client = await CLIENTS[name](database.url);
  t.after(client.close);
  const inbox = new Inbox(client.database);
  if (hasTables) await inbox.migrate();
  const count = async (table) => Number((await database.query(`SELECT count(*) AS n FROM ${table}`))[0].n);
  return { ...client, database, connection: client.database, inbox, count };
}

/** Runs work in a transaction of the client's own, and waits where it has to be waited for. */
const within = (connection, work) => connection.transaction((tx, its) => work(its, tx));
const code = (expected) => (error) => {
  assert.ok(error instanceof InboxError, String(error.stack));
  assert.equal(error.code, expected);
  assert.equal(error.status, 503);
  return true;
};
/** As a promise, also of what throws at once. */
const attempted = async (call) => call();

for (const name of Object.keys(CLIENTS)) {
  test(`${name}: first is true once, archives, and counts repeats`, async (t) => {
    const { inbox, connection, database } = await opened(t, name);
    await inbox.migrate();
    const [first, twin] = numbered(1).map(verified);
    assert.equal(await within(connection, (its) => inbox.first(first, its)), true);
    assert.equal(await within(connection, (its) => inbox.first(first, its)), false);
    assert.equal(await within(connection, (its) => inbox.first(twin, its)), false);
    const [row] = await database.query("SELECT * FROM inbox_delivery");
    assert.deepEqual(Buffer.from(row.body), Buffer.from(first.body));
    assert.equal(Buffer.from(row.digest).toString("hex"), first.digest);
    assert.equal(row.delivery_id, first.id);
    assert.equal(row.type, "contact.deleted");
    assert.equal(row.address, "c1@example.com");
    assert.equal(Number(row.created), Date.parse(first.createdAt));
    assert.equal(Number(row.sent), Number(first.sentAt));
    assert.equal(Number(row.secret), 0);
    const names = ["Content-Type", "User-Agent", "X-Webhook-Delivery-Id", "X-Webhook-Event"];
    assert.deepEqual(Object.keys(JSON.parse(row.headers)), [...names, "X-Webhook-Signature", "X-Webhook-Timestamp"]);
    const [seen] = await database.query("SELECT repeats FROM inbox_seen");
    assert.equal(Number(seen.repeats), 2);
    const [noted] = await database.query("SELECT delivery_id, secret FROM inbox_repeat");
    assert.deepEqual([noted.delivery_id, Number(noted.secret)], [twin.id, 1]);
    const counters = await database.query("SELECT name, value FROM inbox_counter ORDER BY name");
    const counted = Object.fromEntries(counters.map(({ name, value }) => [name, Number(value)]));
    assert.deepEqual([counted.new, counted["type:contact.deleted"]], [1, 1]);
  });

  test(`${name}: a rollback takes the mark with it`, async (t) => {
    const { inbox, connection, count } = await opened(t, name);
    const failing = (its) => {
      const end = () => {
        throw new Error("rolled back");
      };
      const isFirst = inbox.first(delivery(1), its);
      return connection.isSync ? end() : isFirst.then(end);
    };
    await assert.rejects(
      attempted(() => within(connection, failing)),
      /rolled back/,
    );
    assert.equal(await count("inbox_seen"), 0);
    assert.equal(await within(connection, (its) => inbox.first(delivery(1), its)), true);
  });

  test(`${name}: errors say what to do`, async (t) => {
    const { inbox, connection, database } = await opened(t, name, false);
    const first = (its) => inbox.first(delivery(1), its);
    await assert.rejects(
      attempted(() => within(connection, first)),
      code("no_tables"),
    );
    await assert.rejects(inbox.store(delivery(1)), /no_tables|not there.*inbox\.migrate/);
    await assert.rejects(
      attempted(() => inbox.first(delivery(1), connection)),
      code("no_transaction"),
    );
    await inbox.migrate();
    const versions = [
      [99, "newer_store"],
      [0, "older_store"],
    ];
    for (const [version, expected] of versions) {
      await database.query(`UPDATE inbox_meta SET value = ${version} WHERE name = 'version' RETURNING name`);
      const fresh = new Inbox(connection);
      await assert.rejects(
        attempted(() => within(connection, (its) => fresh.first(delivery(1), its))),
        code(expected),
      );
    }
    await database.query("UPDATE inbox_meta SET value = 99 WHERE name = 'version' RETURNING name");
    await assert.rejects(new Inbox(connection).migrate(), code("newer_store"));
  });

  test(`${name}: the response follows the commit`, async (t) => {
    const { inbox, effect, count } = await opened(t, name);
    let isFailing = true;
    const told = [];
    const webhooks = new Webhooks({
      secret: SECRETS,
      inbox,
      logger: quiet,
      onError: (error) => told.push(error.message),
    });
    const end = () => {
      if (isFailing) throw new Error("not now");
    };
    webhooks.onAny((_event, _delivery, tx) => {
      const done = effect(tx, 1);
      return inbox.isSync ? end() : done.then(end);
    });
    const [request, twin] = numbered(1);
    const receive = async ({ body, headers }) => {
      const response = await webhooks.receive(body, headers);
      return [response.status, response.body];
    };
    assert.deepEqual(await receive(request), [500, { received: false, code: "handler_failed" }]);
    assert.deepEqual(told, ["not now"]);
    assert.equal(await count("effect"), 0);
    isFailing = false;
    assert.deepEqual(await receive(request), [200, { received: true, duplicate: false }]);
    assert.deepEqual(await receive(twin), [200, { received: true, duplicate: true }]);
    assert.equal(await count("effect"), 1);
  });

  test(`${name}: workers try again, and bury`, async (t) => {
    const { inbox, effect, database, count } = await opened(t, name);
    const attempts = new Map();
    const webhooks = new Webhooks({ secret: SECRETS, inbox, answer: "at-once", logger: quiet });
    const end = (number) => {
      attempts.set(number, (attempts.get(number) ?? 0) + 1);
      if (number === 1 && attempts.get(1) < 3) throw new Error("not now");
      if (number === 2) throw new HandlerFailure("never", { isPermanent: true });
      if (number === 3) throw new Error("always");
    };
    webhooks.onAny(({ data }, stored, tx) => {
      assert.equal(stored.keptHeaders["X-Webhook-Event"], "contact.deleted");
      const done = effect(tx, Number(data.contactId));
      return inbox.isSync ? end(Number(data.contactId)) : done.then(() => end(Number(data.contactId)));
    });
    for (const number of [0, 1, 2, 3, 0]) {
      const [{ body, headers }] = numbered(number);
      const stored = await webhooks.receive(body, headers);
      assert.equal(stored.status, 200);
    }
    const ending = new AbortController();
    t.after(() => ending.abort());
    const working = inbox.work(webhooks, { signal: ending.signal, backoffMs: 5, attempts: 3, pollMs: 20 });
    for (let look = 0; (await count("inbox_job")) > 0; look++) {
      assert.ok(look < 400, "jobs are left");
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    ending.abort();
    await working;
    // Of number 0 there are two, made at different times.
    const effects = await database.query("SELECT number FROM effect ORDER BY number");
    assert.deepEqual(
      effects.map(({ number }) => number),
      [0, 0, 1],
    );
    assert.deepEqual([attempts.get(1), attempts.get(2), attempts.get(3)], [3, 1, 3]);
    const dead = await database.query("SELECT attempts, error FROM inbox_dead ORDER BY attempts");
    const buried = dead.map(({ attempts, error }) => [Number(attempts), error]);
    assert.deepEqual(buried, [
      [1, "HandlerFailure: never"],
      [3, "Error: always"],
    ]);
  });
}

for (const name of Object.keys(CLIENTS).filter(isPostgres)) {
  test(`${name}: an error of the database that a handler catches is no success`, async (t) => {
    const { inbox, count } = await opened(t, name);
    const webhooks = new Webhooks({ secret: SECRETS, inbox, logger: quiet });
    const codes = [];
    webhooks.onError((error) => codes.push(error.code));
    webhooks.onAny(async (_event, _delivery, tx) => {
      await failingStatement(name, tx).catch(() => undefined);
    });
    const [{ body, headers }] = numbered(1);
    const response = await webhooks.receive(body, headers);
    assert.deepEqual([response.status, response.body.code], [503, "transaction_aborted"]);
    assert.deepEqual(codes, ["transaction_aborted"]);
    assert.equal(await count("inbox_seen"), 0);
  });

  test(`${name}: first is one round trip more than the transaction alone`, async (t) => {
    const database = await emptyDatabase(name);
    const proxy = await startProxy(database.url);
    const { effect, close, database: connection } = await CLIENTS[name](proxy.url);
    t.after(async () => {
      await close();
      proxy.stop();
    });
    const inbox = new Inbox(connection);
    await inbox.migrate();
    const alone = () => connection.transaction((tx) => effect(tx, 1));
    const marked = () =>
      connection.transaction(async (tx, its) => {
        if (await inbox.first(delivery(1), its)) await effect(tx, 1);
      });
    const trips = async (run) => {
      await run();
      const before = proxy.trips;
      await run();
      return proxy.trips - before;
    };
    const more = (await trips(marked)) - (await trips(alone));
    // Drizzle asks Postgres.js for the types of each statement first, its own too.
    assert.equal(more, name === "drizzle, postgres" ? 2 : 1);
  });

  test(`${name}: a transaction that a statement failed in is refused`, async (t) => {
    const { inbox, connection } = await opened(t, name);
    const hiding = async (its, tx) => {
      await failingStatement(name, tx).catch(() => undefined);
      await assert.rejects(inbox.first(delivery(1), its), code("transaction_aborted"));
      throw new Error("rolled back");
    };
    await assert.rejects(within(connection, hiding), /rolled back/);
  });

  test(`${name}: the second of two waits for the first, and no longer than lock_timeout says`, async (t) => {
    const { inbox, connection, database } = await opened(t, name);
    await database.query(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET lock_timeout = '300ms'`);
    const other = await CLIENTS[name](database.url);
    t.after(other.close);
    const webhooks = new Webhooks({ secret: SECRETS, inbox: new Inbox(other.database), logger: quiet });
    const [first, { body, headers }] = numbered(1);
    await within(connection, async (its) => {
      assert.equal(await inbox.first(verified(first), its), true);
      const response = await webhooks.receive(body, headers);
      assert.deepEqual([response.status, response.body.code], [503, "inbox_busy"]);
      assert.equal(response.headers["retry-after"], "1");
    });
    const response = await webhooks.receive(body, headers);
    assert.deepEqual([response.status, response.body.duplicate], [200, true]);
  });
}

const both = { skip: !("pg" in CLIENTS && "postgres" in CLIENTS) && "one of its clients is not asked for" };

test("connections that no transaction was begun on are refused", both, async (t) => {
  const { client: pool, inbox } = await opened(t, "pg");
  const client = await pool.connect();
  await assert.rejects(inbox.first(delivery(1), fromPg(client)), code("no_transaction"));
  client.release();
  const { client: sql, inbox: other } = await opened(t, "postgres");
  const reserved = await sql.reserve();
  await assert.rejects(other.first(delivery(1), fromPostgres(reserved)), code("no_transaction"));
  reserved.release();
});

/** A statement that fails in the client's own transaction. */
async function failingStatement(name, tx) {
  const text = "SELECT 1 / 0";
  if (name.startsWith("pg")) return tx.query(text);
  if (name === "postgres") return tx.unsafe(text);
  if (name.startsWith("drizzle")) return tx.execute(text);
  if (name.startsWith("prisma")) return tx.$queryRawUnsafe(text);
  if (name.startsWith("knex")) return tx.raw(text);
  const { sql } = await import("kysely");
  return sql.raw(text).execute(tx);
}

for (const name of ["better-sqlite3", "node:sqlite", "drizzle, better-sqlite3"].filter((it) => it in CLIENTS)) {
  test(`${name}: a handler that returns a promise is refused, and leaves nothing`, async (t) => {
    const { inbox, effect, count } = await opened(t, name);
    const codes = [];
    const webhooks = new Webhooks({
      secret: SECRETS,
      inbox,
      logger: quiet,
      onError: (error) => codes.push(error.code),
    });
    webhooks.onAny(async (_event, _delivery, tx) => effect(tx, 1));
    const [{ body, headers }] = numbered(1);
    const response = await webhooks.receive(body, headers);
    assert.equal(response.status, 500);
    assert.deepEqual(codes, ["async_handler"]);
    assert.equal(await count("effect"), 0);
    assert.equal(await count("inbox_seen"), 0);
  });
}
