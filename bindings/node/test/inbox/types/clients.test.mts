// Each client fits the inbox as its own types describe it, and handlers know its transaction.

import { DatabaseSync } from "node:sqlite";
import { type Delivery, Webhooks } from "autosend-webhooks";
import { webhook } from "autosend-webhooks/express";
import {
  fromBetterSqlite3,
  fromDrizzle,
  fromKnex,
  fromKysely,
  fromNodeSqlite,
  fromPg,
  fromPostgres,
  fromPrisma,
  fromRedisStreams,
  Inbox,
} from "autosend-webhooks/inbox";
import { fromJetStream } from "autosend-webhooks/jetstream";
import Database from "better-sqlite3";
import { drizzle as drizzleSqlite } from "drizzle-orm/better-sqlite3";
import { drizzle } from "drizzle-orm/node-postgres";
import { pgTable, text } from "drizzle-orm/pg-core";
import knex, { type Knex } from "knex";
import { Kysely, type PostgresDialect } from "kysely";
import pg, { type PoolClient } from "pg";
import postgres, { type TransactionSql } from "postgres";
import { createClient } from "redis";
import type { PrismaClient } from "../generated/postgres/index.js";

declare const delivery: Delivery;
declare const prisma: PrismaClient;
declare const dialect: PostgresDialect;
const bounce = pgTable("bounce", { address: text("address") });

export async function firsts(): Promise<void> {
  const pool = new pg.Pool();
  const inbox = new Inbox(fromPg<PoolClient>(pool));
  await inbox.migrate();
  const isFirst: Promise<boolean> = inbox.first(delivery, fromPg(await pool.connect()));
  const atOnce: boolean = inbox.first(delivery, fromBetterSqlite3(new Database(":memory:")));
  await drizzle(pool).transaction(async (tx) => {
    if (await inbox.first(delivery, fromDrizzle(tx))) await tx.insert(bounce).values({ address: "a" });
  });
  await prisma.$transaction(async (tx) => inbox.first(delivery, fromPrisma(tx)));
  await new Kysely<object>({ dialect }).transaction().execute((trx) => inbox.first(delivery, fromKysely(trx)));
  await knex({}).transaction((trx) => inbox.first(delivery, fromKnex(trx)));
  await postgres().begin((tx) => inbox.first(delivery, fromPostgres(tx)));
  void [isFirst, atOnce];
}

new Webhooks({ inbox: new Inbox(fromPg<PoolClient>(new pg.Pool())) }).on("email.bounced", async (event, _, tx) => {
  const result = await tx.query<{ address: string }>("SELECT address FROM bounce WHERE address = $1", [
    event.data.to.email,
  ]);
  const address: string | undefined = result.rows[0]?.address;
  void address;
});
new Webhooks({ inbox: new Inbox(fromPostgres<TransactionSql>(postgres())) }).onAny(
  (event, _, tx) => tx`SELECT ${event.type}`,
);
new Webhooks({ inbox: new Inbox(fromDrizzle(drizzle(new pg.Pool()))) }).onAny((event, _, tx) =>
  tx.insert(bounce).values({ address: event.type }),
);
new Webhooks({ inbox: new Inbox(fromPrisma(prisma)) }).onAny((_event, _delivery, tx) =>
  tx.effect.create({ data: { number: 1 } }),
);
new Webhooks({ inbox: new Inbox(fromKysely(new Kysely<{ bounce: { address: string } }>({ dialect }))) }).onAny(
  (event, _, tx) => tx.insertInto("bounce").values({ address: event.type }).execute(),
);
new Webhooks({ inbox: new Inbox(fromKnex<Knex.Transaction>(knex({}))) }).onAny((event, _, tx) =>
  tx("bounce").insert({ address: event.type }),
);

export async function consumed(signal: AbortSignal): Promise<void> {
  const inbox = new Inbox(fromPg<PoolClient>(new pg.Pool()));
  const webhooks = new Webhooks({ inbox });
  await inbox.consume(webhooks, fromRedisStreams(createClient()), { signal, leaseMs: 30_000 });
  await inbox.consume(webhooks, fromJetStream("nats://localhost:4222"));
  await inbox.consume(webhooks, fromJetStream({ servers: ["localhost:4222"], user: "worker", inbox: "mail" }));
  // @ts-expect-error: it has no engine's methods
  await inbox.consume(webhooks, createClient());
}

// Synchronous clients: handlers may return anything but a promise.
const synchronous = new Inbox(fromBetterSqlite3(new Database(":memory:")));
new Webhooks({ inbox: synchronous }).onAny((event, _, tx) =>
  tx.prepare("INSERT INTO bounce VALUES (?)").run(event.type),
);
new Webhooks({ inbox: synchronous }).onAny(() => {});
// @ts-expect-error: no transaction waits for it
new Webhooks({ inbox: synchronous }).onAny(async () => {});
// @ts-expect-error: no transaction waits for it
new Webhooks({ inbox: synchronous }).on("email.bounced", (event) => fetch(event.data.to.email));
// @ts-expect-error: no transaction waits for it
new Webhooks({ inbox: synchronous, handlers: { "email.bounced": async () => {} } });
new Webhooks({ inbox: new Inbox(fromNodeSqlite(new DatabaseSync(":memory:"))) }).onAny((event, _, tx) =>
  tx.prepare("INSERT INTO bounce VALUES (?)").run(event.type),
);
// @ts-expect-error: no transaction waits for it
new Webhooks({ inbox: new Inbox(fromNodeSqlite(new DatabaseSync(":memory:"))) }).onAny(async () => {});
new Webhooks({ inbox: new Inbox(fromDrizzle(drizzleSqlite({ client: new Database(":memory:") }))) }).onAny(
  (_event, _delivery, tx) => {
    tx.all("SELECT 1");
  },
);

// Adapters of frameworks pass the transaction's type on.
webhook({
  inbox: new Inbox(fromPg<PoolClient>(new pg.Pool())),
  handlers: { "email.bounced": (event, _, tx) => tx.query("INSERT INTO bounce VALUES ($1)", [event.data.to.email]) },
});
// Without an inbox there is none.
webhook({ onAny: (_event, _delivery, tx: undefined) => tx });
