/**
 * Each event once: deliveries are kept in the application's own database, and marked in the transaction of their effect.
 *
 * @example
 * import { Inbox, fromPg } from "autosend-webhooks/inbox";
 *
 * const inbox = new Inbox(fromPg(pool));
 * await inbox.migrate();
 * app.all("/webhooks", webhook({ inbox, handlers: { "email.bounced": (event, delivery, tx) => suppress(tx, event) } }));
 *
 * @packageDocumentation
 */

export { fromDrizzle } from "../inbox/clients/drizzle.js";
export { fromKnex, type KnexTransaction } from "../inbox/clients/knex.js";
export { fromKysely, type KyselyTransaction } from "../inbox/clients/kysely.js";
export { fromPg, type PgClient, type PgOptions } from "../inbox/clients/pg.js";
export { fromPostgres, type PostgresSql } from "../inbox/clients/postgres-js.js";
export { fromPrisma, type PrismaTransaction } from "../inbox/clients/prisma.js";
export { fromBetterSqlite3, fromNodeSqlite } from "../inbox/clients/sqlite.js";
export type { Connection, Database, NoPromise, Row, SyncConnection, SyncDatabase } from "../inbox/database.js";
export type { Consumer, Ending, Engine, EngineOptions } from "../inbox/engines/engine.js";
export { fromRedisStreams, type RedisStreamsClient } from "../inbox/engines/redis-streams.js";
export { InboxError, type InboxErrorCode } from "../inbox/errors.js";
export { HandlerFailure } from "../inbox/failure.js";
export { Inbox, type InboxOptions, type MigrateOptions, type Stored } from "../inbox/inbox.js";
export { type IoRedis, type NodeRedis, RedisDeduplicator, type RedisDeduplicatorOptions } from "../inbox/redis.js";
export type { SqlValue } from "../inbox/sql.js";
export type { Handling, WorkOptions } from "../inbox/work.js";
