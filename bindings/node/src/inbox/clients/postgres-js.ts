import type { Connection, Database, Row } from "../database.js";

/** What `postgres()` returns, or what `begin` gives to its callback. */
export interface PostgresSql {
  /** Runs a statement. */
  unsafe(text: string, values?: any[], options?: any): PromiseLike<readonly any[]>;
}

interface PostgresPool<Tx> extends PostgresSql {
  listen(channel: string, notified: () => void, listening: () => void): Promise<{ unlisten(): Promise<unknown> }>;
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
  return Object.assign(connectionOf(sql), "listen" in sql ? listening(sql as PostgresPool<Tx>) : {}, {
    transaction: <T>(work: (tx: Tx, connection: Connection) => Promise<T>) =>
      (sql as PostgresPool<Tx>).begin((tx: Tx) => work(tx, connectionOf(tx))) as Promise<T>,
  });
}

/** It has a connection for that, and makes it again by itself. */
function listening(sql: PostgresPool<unknown>): Pick<Database<unknown>, "listen"> {
  return {
    async listen(channel, notified, signal) {
      const { unlisten } = await sql.listen(channel, notified, notified);
      await new Promise<unknown>((resolve) =>
        signal.aborted ? resolve(undefined) : signal.addEventListener("abort", resolve),
      );
      await unlisten();
    },
  };
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
