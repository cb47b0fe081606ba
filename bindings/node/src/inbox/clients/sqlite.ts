import { type Row, refusePromise, type SyncDatabase } from "../database.js";
import { positional, type SqlValue } from "../sql.js";

/** A database of better-sqlite3. */
export interface BetterSqlite3 {
  prepare(text: string): any;
  exec(text: string): unknown;
  readonly inTransaction: boolean;
}

/** A `DatabaseSync` of `node:sqlite`; Node tells whether it is in a transaction from 22.16 on. */
export interface NodeSqlite {
  prepare(text: string): any;
  exec(text: string): unknown;
  readonly isTransaction: boolean;
}

/**
 * A database of better-sqlite3. It is synchronous, and so are handlers in its transactions.
 *
 * @example
 * const inbox = new Inbox(fromBetterSqlite3(db));
 * // or, in a transaction of your own:
 * db.transaction(() => {
 *   if (inbox.first(delivery, fromBetterSqlite3(db))) db.prepare("INSERT INTO …").run();
 * }).immediate();
 */
export function fromBetterSqlite3<Db extends BetterSqlite3>(db: Db): SyncDatabase<Db> {
  return synchronous(
    db,
    () => db.inTransaction,
    (statement) => (statement.reader ? statement.all.bind(statement) : statement.run.bind(statement)),
  );
}

/**
 * A `DatabaseSync` of `node:sqlite`. It is synchronous, and so are handlers in its transactions.
 *
 * @example
 * const inbox = new Inbox(fromNodeSqlite(db));
 * // or, in a transaction of your own:
 * db.exec("BEGIN IMMEDIATE");
 * if (inbox.first(delivery, fromNodeSqlite(db))) db.prepare("INSERT INTO …").run();
 * db.exec("COMMIT");
 */
export function fromNodeSqlite<Db extends NodeSqlite>(db: Db): SyncDatabase<Db> {
  return synchronous(
    db,
    () => db.isTransaction,
    (statement) => statement.all.bind(statement),
  );
}

interface Client {
  prepare(text: string): any;
  exec(text: string): unknown;
}

type Execute = (...values: SqlValue[]) => Row[];

function synchronous<Db extends Client>(
  db: Db,
  isOpen: () => boolean,
  executeOf: (statement: any) => Execute,
): SyncDatabase<Db> {
  const connection = {
    store: "sqlite" as const,
    isSync: true as const,
    get inTransaction() {
      return isOpen();
    },
    execute(text: string, values: readonly SqlValue[], columns: readonly string[]) {
      const [plain, ordered] = positional(text, values);
      const rows = executeOf(db.prepare(plain))(...ordered);
      return columns.length > 0 ? rows : [];
    },
  };
  const transaction: SyncDatabase<Db>["transaction"] = (work) => {
    db.exec("BEGIN IMMEDIATE");
    try {
      const result = refusePromise(work(db, connection));
      db.exec("COMMIT");
      return result;
    } catch (error) {
      // Where the disk is full, SQLite has rolled back already.
      if (isOpen()) db.exec("ROLLBACK");
      throw error;
    }
  };
  return Object.defineProperties({ transaction } as SyncDatabase<Db>, Object.getOwnPropertyDescriptors(connection));
}
