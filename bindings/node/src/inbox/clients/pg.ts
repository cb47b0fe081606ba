import { checkOptions } from "../../options.js";
import type { Connection, Database, Row } from "../database.js";
import { InboxError } from "../errors.js";

/** A client of `pg`, as its pool hands them out. */
export interface PgClient {
  /** Runs a statement. */
  query(text: any, values?: any[]): Promise<{ rows: any[]; command?: string }>;
}

/** How the inbox uses `pg`. */
export interface PgOptions {
  /**
   * Whether each connection prepares the inbox's statements once, which spares the server their planning (default false). Not
   * behind a pooler that hands connections on between transactions.
   */
  readonly prepare?: boolean;
}

/** A pool of `pg`. */
export interface PgPool extends PgClient {
  connect(): Promise<PgClient & { release(destroy?: boolean): void }>;
  readonly options: any;
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
export function fromPg<Tx extends PgClient = PgClient>(
  client: PgPool | PgClient,
  options: PgOptions = {},
): Database<Tx> {
  checkOptions(options, ["prepare"]);
  return Object.assign(connectionOf(client, options), isPool(client) ? listening(client) : {}, {
    noticesRollback: true,
    transaction: <T>(work: (tx: Tx, connection: Connection) => Promise<T>) =>
      isPool(client) ? borrowing(client, options, work) : inTransaction(client as Tx, options, work),
  });
}

function connectionOf(client: PgClient, { prepare = false }: PgOptions): Connection {
  return {
    store: "postgres",
    isSync: false,
    get inTransaction() {
      return isPool(client) ? false : isOpen(client);
    },
    async execute(text, values, columns) {
      // Migrations are run once.
      const name = prepare && columns.length > 0 ? { name: nameOf(text) } : {};
      return (await client.query({ ...name, text, values: [...values] })).rows as Row[];
    },
  };
}

/** A client of `pg` that is in no pool. */
interface Listener extends PgClient {
  connect(): Promise<unknown>;
  end(): Promise<unknown>;
  on(event: "notification" | "error" | "end", told: () => void): unknown;
}

/** Over a connection beside the pool's, so that workers have all of those. */
function listening(pool: PgPool): Pick<Database<unknown>, "listen"> {
  const { Client } = pool as { Client?: new (options: unknown) => Listener };
  if (Client === undefined) return {};
  return {
    async listen(channel, notified, signal) {
      const client = new Client(pool.options);
      const ended = new Promise<void>((resolve) => client.on("end", resolve));
      client.on("error", () => undefined);
      client.on("notification", notified);
      const end = () => void client.end().catch(() => undefined);
      signal.addEventListener("abort", end);
      try {
        await client.connect();
        await client.query(`LISTEN ${channel}`);
        // What was stored while nobody listened.
        notified();
        await ended;
      } finally {
        signal.removeEventListener("abort", end);
        end();
      }
    },
  };
}

const NAMES = new Map<string, string>();

/** What a prepared statement is called on every connection of this process. */
function nameOf(text: string): string {
  const name = NAMES.get(text) ?? `autosend_inbox_${NAMES.size}`;
  NAMES.set(text, name);
  return name;
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
  options: PgOptions,
  work: (tx: Tx, connection: Connection) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let isSound = false;
  try {
    const result = await inTransaction(client as PgClient as Tx, options, work);
    isSound = true;
    return result;
  } finally {
    // A handler that failed, or took too long, may still use it.
    client.release(!isSound);
  }
}

async function inTransaction<Tx extends PgClient, T>(
  client: Tx,
  options: PgOptions,
  work: (tx: Tx, connection: Connection) => Promise<T>,
): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work(client, connectionOf(client, options));
    // Of a transaction that was aborted, PostgreSQL makes a rollback, and no error.
    if ((await client.query("COMMIT")).command === "ROLLBACK") throw new InboxError("transaction_aborted");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
