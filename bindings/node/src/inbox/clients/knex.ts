import type { Connection, Database, Row } from "../database.js";
import { positional } from "../sql.js";

/** The part of Knex, and of its transaction, that matters here. */
export interface KnexTransaction {
  /** Runs a statement with a `?` for each value. */
  raw(text: string, values?: any): PromiseLike<any>;
  /** Tells which database it is. */
  readonly client: any;
}

/** What `knex()` returns. */
export interface KnexLike<Tx> extends KnexTransaction {
  transaction(work: (trx: Tx) => Promise<any>, options?: any): Promise<any>;
}

/**
 * Knex, or the `trx` of its transaction.
 *
 * @example
 * const inbox = new Inbox(fromKnex<Knex.Transaction>(knex));
 * // or, in a transaction of your own:
 * await knex.transaction(async (trx) => {
 *   if (await inbox.first(delivery, fromKnex(trx))) await trx("bounce").insert({ … });
 * });
 */
export function fromKnex<Tx = KnexTransaction>(knex: KnexTransaction): Database<Tx> {
  return Object.assign(connectionOf(knex), {
    transaction: <T>(work: (tx: Tx, connection: Connection) => Promise<T>) =>
      (knex as KnexLike<Tx>).transaction((tx) => work(tx, connectionOf(tx as KnexTransaction))) as Promise<T>,
  });
}

function connectionOf(knex: KnexTransaction): Connection {
  const store = storeOf(knex);
  return {
    store,
    isSync: false,
    inTransaction: (knex as { isTransaction?: boolean }).isTransaction === true,
    async execute(text, values) {
      // Knex takes a plain question mark, and makes of it what the database takes.
      const [plain, ordered] = positional(text, values);
      const result: readonly Row[] | { rows: readonly Row[] } = await knex.raw(plain, ordered);
      return "rows" in result ? result.rows : result;
    },
  };
}

function storeOf({ client }: KnexTransaction): "postgres" | "sqlite" {
  const name = String(client.config.client);
  if (/sqlite/.test(name)) return "sqlite";
  if (/^(pg|postgres|postgresql)$/.test(name)) return "postgres";
  throw new TypeError(`the inbox is kept in PostgreSQL or SQLite, not behind ${name}`);
}
