import type { Connection, Database, Row } from "../database.js";
import { InboxError } from "../errors.js";

/** A client of `pg`, as its pool hands them out. */
export interface PgClient {
  /** Runs a statement. */
  query(text: string, values?: any[]): Promise<{ rows: any[]; command?: string }>;
}

/** A pool of `pg`. */
export interface PgPool extends PgClient {
  connect(): Promise<PgClient & { release(destroy?: boolean): void }>;
  readonly totalCount: number;
}

/**
 * A pool or a client of `pg`.
 *
 * @example
 * const inbox = new Inbox(fromPg<PoolClient>(pool));
 * // or, in a transaction of your own:
 * await client.query("BEGIN");
 * if (await inbox.first(delivery, fromPg(client))) await client.query("INSERT INTO …");
 * await client.query("COMMIT");
 */
export function fromPg<Tx extends PgClient = PgClient>(client: PgPool | PgClient): Database<Tx> {
  return Object.assign(connectionOf(client), {
    noticesRollback: true,
    transaction: <T>(work: (tx: Tx, connection: Connection) => Promise<T>) =>
      isPool(client) ? borrowing(client, work) : inTransaction(client as Tx, work),
  });
}

function connectionOf(client: PgClient): Connection {
  return {
    store: "postgres",
    isSync: false,
    get inTransaction() {
      return isPool(client) ? false : isOpen(client);
    },
    execute: async (text, values) => (await client.query(text, [...values])).rows as Row[],
  };
}

function isPool(client: PgClient): client is PgPool {
  return "totalCount" in client;
}

/** Older versions of `pg` don't tell. */
function isOpen(client: object): boolean | undefined {
  const status = (client as { getTransactionStatus?(): string | null }).getTransactionStatus?.();
  if (status === "E") throw new InboxError("transaction_aborted");
  return status === undefined ? undefined : status === "T";
}

async function borrowing<Tx extends PgClient, T>(
  pool: PgPool,
  work: (tx: Tx, connection: Connection) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let isSound = false;
  try {
    const result = await inTransaction(client as PgClient as Tx, work);
    isSound = true;
    return result;
  } finally {
    // A handler that failed, or took too long, may still use it.
    client.release(!isSound);
  }
}

async function inTransaction<Tx extends PgClient, T>(
  client: Tx,
  work: (tx: Tx, connection: Connection) => Promise<T>,
): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work(client, connectionOf(client));
    // Of a transaction that was aborted, PostgreSQL makes a rollback, and no error.
    if ((await client.query("COMMIT")).command === "ROLLBACK") throw new InboxError("transaction_aborted");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
