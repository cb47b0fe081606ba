import type { Connection, Database, NoPromise, Row, SyncConnection, SyncDatabase } from "../database.js";
import { refusePromise } from "../database.js";
import { positional, type SqlValue } from "../sql.js";

/** A database of Drizzle's on PostgreSQL, or its transaction. */
export interface DrizzlePostgres<Tx> {
  execute(query: any): PromiseLike<any>;
  transaction(work: (tx: Tx) => Promise<any>): Promise<any>;
}

/** A database of Drizzle's on an SQLite client that waits, such as libSQL. */
export interface DrizzleSqlite<Tx> {
  readonly resultKind?: never;
  all(query: any): PromiseLike<any[]>;
  run(query: any): PromiseLike<any>;
  transaction(work: (tx: Tx) => Promise<any>, options?: any): Promise<any>;
}

/** A database of Drizzle's on an SQLite client that doesn't: better-sqlite3. */
export interface DrizzleSyncSqlite<Tx> {
  all(query: any): any[];
  run(query: any): any;
  transaction(work: (tx: Tx) => any, options?: any): any;
}

/** Whatever of Drizzle's. */
interface Any {
  readonly resultKind?: "sync" | "async";
  execute(query: unknown): PromiseLike<readonly Row[] | { rows: readonly Row[] }>;
  all(query: unknown): readonly Row[];
  run(query: unknown): unknown;
  transaction(work: (tx: Any) => any, options?: { behavior: "immediate" }): any;
}

/**
 * A database of Drizzle's, or its transaction.
 *
 * @example
 * const inbox = new Inbox(fromDrizzle(drizzle(pool)));
 * // or, in a transaction of your own:
 * await db.transaction(async (tx) => {
 *   if (await inbox.first(delivery, fromDrizzle(tx))) await tx.insert(bounces).values({ … });
 * });
 */
export function fromDrizzle<Tx>(db: DrizzlePostgres<Tx> | DrizzleSqlite<Tx>): Database<Tx>;
export function fromDrizzle<Tx>(db: DrizzleSyncSqlite<Tx>): SyncDatabase<Tx>;
export function fromDrizzle(client: unknown): Database<unknown> | SyncDatabase<unknown> {
  const db = client as Any;
  if (db.resultKind === "sync") return syncDatabase(db);
  const options = db.resultKind === "async" ? ([{ behavior: "immediate" }] as const) : [];
  return Object.assign(connectionOf(db), {
    transaction: <T>(work: (tx: unknown, connection: Connection) => Promise<T>) =>
      db.transaction((tx) => work(tx, connectionOf(tx)), ...options) as Promise<T>,
  });
}

function syncDatabase(db: Any): SyncDatabase<unknown> {
  return Object.assign(syncConnectionOf(db), {
    transaction: <T>(work: (tx: unknown, connection: SyncConnection) => T) =>
      db.transaction((tx) => refusePromise(work(tx, syncConnectionOf(tx))) as NoPromise, {
        behavior: "immediate",
      }) as T,
  });
}

function connectionOf(db: Any): Connection {
  const store = db.resultKind === undefined ? "postgres" : "sqlite";
  return {
    store,
    isSync: false,
    inTransaction: isTransaction(db),
    async execute(text, values, columns) {
      if (store === "sqlite")
        return (await (columns.length > 0 ? db.all : db.run).call(db, queryOf(text, values))) as Row[];
      const result = await db.execute(queryOf(text, values));
      return "rows" in result ? result.rows : result;
    },
  };
}

function syncConnectionOf(db: Any): SyncConnection {
  return {
    store: "sqlite",
    isSync: true,
    inTransaction: isTransaction(db),
    execute(text, values, columns) {
      if (columns.length > 0) return db.all(queryOf(text, values));
      db.run(queryOf(text, values));
      return [];
    },
  };
}

function isTransaction(db: object): boolean {
  return "rollback" in db;
}

/** What Drizzle's `sql` makes of a text, of the text and values as they are; Drizzle itself is not loaded for it. */
function queryOf(text: string, values: readonly SqlValue[]): object {
  const [sql, params] = text.includes("?") ? positional(text, values) : [text, [...values]];
  const query = { getSQL: () => query, toQuery: () => ({ sql, params }) };
  return query;
}
