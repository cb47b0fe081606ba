import type { Connection, Database, Row } from "../database.js";

/** What `postgres()` returns, or what `begin` gives to its callback. */
export interface PostgresSql {
  /** Runs a statement. */
  unsafe(text: string, values?: any[], options?: any): PromiseLike<readonly any[]>;
}

interface PostgresPool<Tx> extends PostgresSql {
  begin(work: (sql: any) => any): Promise<any>;
  readonly __tx?: Tx;
}

/**
 * Postgres.js: the client, or the `sql` of its `begin`.
 *
 * @example
 * const inbox = new Inbox(fromPostgres<TransactionSql>(postgres(url)));
 * // or, in a transaction of your own:
 * await sql.begin(async (tx) => {
 *   if (await inbox.first(delivery, fromPostgres(tx))) await tx`INSERT INTO …`;
 * });
 */
export function fromPostgres<Tx extends PostgresSql = PostgresSql>(sql: PostgresSql): Database<Tx> {
  return Object.assign(connectionOf(sql), {
    transaction: <T>(work: (tx: Tx, connection: Connection) => Promise<T>) =>
      (sql as PostgresPool<Tx>).begin((tx: Tx) => work(tx, connectionOf(tx))) as Promise<T>,
  });
}

function connectionOf(sql: PostgresSql): Connection {
  // A reserved connection has neither.
  const inTransaction = "savepoint" in sql ? true : "begin" in sql ? false : undefined;
  return {
    store: "postgres",
    isSync: false,
    inTransaction,
    // Prepared it is one round trip, as the client's own statements are; not where `prepare: false` says how it connects.
    execute: (text, values) =>
      sql.unsafe(text, [...values], { prepare: values.length > 0 }) as PromiseLike<readonly Row[]>,
  };
}
