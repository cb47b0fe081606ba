// What docs/exactly-once.md shows for each client: `first` in a transaction of the application's own.
import {
  fromBetterSqlite3,
  fromDrizzle,
  fromKnex,
  fromKysely,
  fromNodeSqlite,
  fromPg,
  fromPostgres,
  fromPrisma,
  Inbox,
} from "autosend-webhooks/inbox";
import { integer, pgTable } from "drizzle-orm/pg-core";

const effects = pgTable("effect", { number: integer("number").notNull() });

export const GUIDE = {
  async pg(pool, delivery, number) {
    // region: pg
    const inbox = new Inbox(fromPg(pool));
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      if (await inbox.first(delivery, fromPg(client)))
        await client.query("INSERT INTO effect (number) VALUES ($1)", [number]);
      await client.query("COMMIT");
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
    // endregion
  },

  async postgres(sql, delivery, number) {
    // region: postgres
    const inbox = new Inbox(fromPostgres(sql));
    await sql.begin(async (tx) => {
      if (await inbox.first(delivery, fromPostgres(tx))) await tx`INSERT INTO effect (number) VALUES (${number})`;
    });
    // endregion
  },

  async "drizzle, pg"(db, delivery, number) {
    // region: drizzle
    const inbox = new Inbox(fromDrizzle(db));
    await db.transaction(async (tx) => {
      if (await inbox.first(delivery, fromDrizzle(tx))) await tx.insert(effects).values({ number });
    });
    // endregion
  },

  async "prisma, better-sqlite3"(prisma, delivery, number) {
    // region: prisma
    const inbox = new Inbox(fromPrisma(prisma));
    await prisma.$transaction(async (tx) => {
      if (await inbox.first(delivery, fromPrisma(tx))) await tx.effect.create({ data: { number } });
    });
    // endregion
  },

  async "kysely, pg"(db, delivery, number) {
    // region: kysely
    const inbox = new Inbox(fromKysely(db));
    await db.transaction().execute(async (trx) => {
      if (await inbox.first(delivery, fromKysely(trx))) await trx.insertInto("effect").values({ number }).execute();
    });
    // endregion
  },

  async "knex, pg"(knex, delivery, number) {
    // region: knex
    const inbox = new Inbox(fromKnex(knex));
    await knex.transaction(async (trx) => {
      if (await inbox.first(delivery, fromKnex(trx))) await trx("effect").insert({ number });
    });
    // endregion
  },

  async "better-sqlite3"(db, delivery, number) {
    // region: better-sqlite3
    const inbox = new Inbox(fromBetterSqlite3(db));
    const receive = db.transaction(() => {
      if (inbox.first(delivery, fromBetterSqlite3(db)))
        db.prepare("INSERT INTO effect (number) VALUES (?)").run(number);
    });
    receive.immediate();
    // endregion
  },

  async "node:sqlite"(db, delivery, number) {
    // region: node-sqlite
    const inbox = new Inbox(fromNodeSqlite(db));
    db.exec("BEGIN IMMEDIATE");
    try {
      if (inbox.first(delivery, fromNodeSqlite(db))) db.prepare("INSERT INTO effect (number) VALUES (?)").run(number);
      db.exec("COMMIT");
    } catch (error) {
      db.exec("ROLLBACK");
      throw error;
    }
    // endregion
  },
};
