import type { Connection, Database, Row } from "../database.js";
import { positional } from "../sql.js";

/** The part of a Kysely instance, and of its transaction, that matters here. */
export interface KyselyTransaction {
  /** Whether it is a transaction. */
  readonly isTransaction: boolean;
  /** Runs a compiled query. */
  executeQuery(query: any): Promise<{ rows: any[] }>;
  /** Tells which database it is. */
  getExecutor(): { readonly adapter: object };
}

/** A Kysely instance. */
export interface KyselyLike<Tx> extends KyselyTransaction {
  transaction(): { execute(work: (tx: Tx) => Promise<any>): Promise<any> };
}

/**
 * A Kysely instance, or the `trx` of its transaction.
 *
 * @example
 * const inbox = new Inbox(fromKysely(db));
 * // or, in a transaction of your own:
 * await db.transaction().execute(async (trx) => {
 *   if (await inbox.first(delivery, fromKysely(trx))) await trx.insertInto("bounce").values({ … }).execute();
 * });
 */
export function fromKysely<Tx = KyselyTransaction>(db: KyselyLike<Tx> | KyselyTransaction): Database<Tx> {
  return Object.assign(connectionOf(db), {
    transaction: <T>(work: (tx: Tx, connection: Connection) => Promise<T>) =>
      (db as KyselyLike<Tx>)
        .transaction()
        .execute((tx) => work(tx, connectionOf(tx as KyselyTransaction))) as Promise<T>,
  });
}

function connectionOf(db: KyselyTransaction): Connection {
  const store = storeOf(db);
  return {
    store,
    isSync: false,
    inTransaction: db.isTransaction,
    async execute(text, values) {
      const [sql, parameters] = store === "sqlite" ? positional(text, values) : [text, [...values]];
      const query = { kind: "RawQueryNode", sqlFragments: [sql], parameters: [] };
      return (await db.executeQuery({ sql, parameters, query, queryId: { queryId: "inbox" } })).rows as Row[];
    },
  };
}

function storeOf(db: KyselyTransaction): "postgres" | "sqlite" {
  const name = db.getExecutor().adapter.constructor.name;
  if (/sqlite/i.test(name)) return "sqlite";
  if (/postgres/i.test(name)) return "postgres";
  throw new TypeError(`the inbox is kept in PostgreSQL or SQLite, not behind a ${name}`);
}
