// Each client that the inbox runs on: opened on a database, with one effect in its own words. Loaded when it is asked for,
// since Prisma's are made by its generator.
import * as inbox from "autosend-webhooks/inbox";

const insert = "INSERT INTO effect (number) VALUES";

async function pg(url) {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: url });
  // A server that goes away is the pool's business.
  pool.on("error", () => undefined);
  return pool;
}

async function sqlite(path) {
  const { default: Database } = await import("better-sqlite3");
  const db = new Database(path, { timeout: 10_000 });
  db.pragma("journal_mode = WAL");
  return db;
}

async function effects(dialect) {
  const { integer, pgTable } = await import("drizzle-orm/pg-core");
  const { integer: int, sqliteTable } = await import("drizzle-orm/sqlite-core");
  return dialect === "pg"
    ? pgTable("effect", { number: integer("number").notNull() })
    : sqliteTable("effect", { number: int("number").notNull() });
}

const ALL = {
  async pg(url) {
    const pool = await pg(url);
    return {
      client: pool,
      database: inbox.fromPg(pool),
      effect: (tx, number) => tx.query(`${insert} ($1)`, [number]),
      close: () => pool.end(),
    };
  },

  async "pg, prepared"(url) {
    const opened = await ALL.pg(url);
    return { ...opened, database: inbox.fromPg(opened.client, { prepare: true }) };
  },

  async postgres(url) {
    const { default: postgres } = await import("postgres");
    const sql = postgres(url, { onnotice() {} });
    return {
      client: sql,
      database: inbox.fromPostgres(sql),
      effect: (tx, number) => tx`INSERT INTO effect (number) VALUES (${number})`,
      close: () => sql.end(),
    };
  },

  async "drizzle, pg"(url) {
    const { drizzle } = await import("drizzle-orm/node-postgres");
    const pool = await pg(url);
    const db = drizzle(pool);
    const effect = await effects("pg");
    return {
      client: db,
      database: inbox.fromDrizzle(db),
      effect: (tx, number) => tx.insert(effect).values({ number }),
      close: () => pool.end(),
    };
  },

  async "drizzle, postgres"(url) {
    const { drizzle } = await import("drizzle-orm/postgres-js");
    const { default: postgres } = await import("postgres");
    const sql = postgres(url, { onnotice() {} });
    const db = drizzle(sql);
    const effect = await effects("pg");
    return {
      client: db,
      database: inbox.fromDrizzle(db),
      effect: (tx, number) => tx.insert(effect).values({ number }),
      close: () => sql.end(),
    };
  },

  async "prisma, pg"(url) {
    const { PrismaClient } = await import("../generated/postgres/index.js");
    const { PrismaPg } = await import("@prisma/adapter-pg");
    const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) });
    return {
      client: prisma,
      database: inbox.fromPrisma(prisma),
      effect: (tx, number) => tx.effect.create({ data: { number } }),
      close: () => prisma.$disconnect(),
    };
  },

  async "kysely, pg"(url) {
    const { Kysely, PostgresDialect } = await import("kysely");
    const db = new Kysely({ dialect: new PostgresDialect({ pool: await pg(url) }) });
    return kysely(db);
  },

  async "knex, pg"(url) {
    const { default: knex } = await import("knex");
    return knexClient(knex({ client: "pg", connection: url, pool: { min: 0, max: 20 } }));
  },

  async "better-sqlite3"(path) {
    const db = await sqlite(path);
    return {
      client: db,
      database: inbox.fromBetterSqlite3(db),
      effect: (tx, number) => tx.prepare(`${insert} (?)`).run(number),
      close: () => db.close(),
    };
  },

  async "node:sqlite"(path) {
    const { DatabaseSync } = await import("node:sqlite");
    const db = new DatabaseSync(path, { timeout: 10_000 });
    db.exec("PRAGMA journal_mode = WAL");
    return {
      client: db,
      database: inbox.fromNodeSqlite(db),
      effect: (tx, number) => tx.prepare(`${insert} (?)`).run(number),
      close: () => db.close(),
    };
  },

  async "drizzle, better-sqlite3"(path) {
    const { drizzle } = await import("drizzle-orm/better-sqlite3");
    const client = await sqlite(path);
    const db = drizzle({ client });
    const effect = await effects("sqlite");
    return {
      client: db,
      database: inbox.fromDrizzle(db),
      effect: (tx, number) => tx.insert(effect).values({ number }).run(),
      close: () => client.close(),
    };
  },

  async "prisma, better-sqlite3"(path) {
    const { PrismaClient } = await import("../generated/sqlite/index.js");
    const { PrismaBetterSqlite3 } = await import("@prisma/adapter-better-sqlite3");
    const prisma = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: `file:${path}`, timeout: 10_000 }) });
    return {
      client: prisma,
      database: inbox.fromPrisma(prisma),
      effect: (tx, number) => tx.effect.create({ data: { number } }),
      close: () => prisma.$disconnect(),
    };
  },

  async "kysely, better-sqlite3"(path) {
    const { Kysely, SqliteDialect } = await import("kysely");
    return kysely(new Kysely({ dialect: new SqliteDialect({ database: await sqlite(path) }) }));
  },

  async "knex, better-sqlite3"(path) {
    const { default: knex } = await import("knex");
    const connection = { filename: path, options: { timeout: 10_000 } };
    return knexClient(knex({ client: "better-sqlite3", connection, useNullAsDefault: true }));
  },
};

function kysely(db) {
  return {
    client: db,
    database: inbox.fromKysely(db),
    effect: (tx, number) => tx.insertInto("effect").values({ number }).execute(),
    close: () => db.destroy(),
  };
}

function knexClient(knex) {
  return {
    client: knex,
    database: inbox.fromKnex(knex),
    effect: (tx, number) => tx("effect").insert({ number }),
    close: () => knex.destroy(),
  };
}

const wanted = process.env.AUTOSEND_WEBHOOKS_CLIENTS?.split(";") ?? Object.keys(ALL);

/**
 * By name: opens the client, and returns its database for the inbox, an effect in a transaction, and how to end it. Those that
 * AUTOSEND_WEBHOOKS_CLIENTS names, with ";" between, if it is set: some need a newer Node than others.
 */
export const CLIENTS = Object.fromEntries(wanted.map((name) => [name, ALL[name]]));

/** Whether a client's database is PostgreSQL: an address; or else a path. */
export const isPostgres = (name) => /pg|postgres/.test(name);
