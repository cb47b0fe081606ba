import { brand } from "../brand.js";
import type { Delivery } from "../delivery.js";
import { POSTGRES } from "../generated/inbox-sql.js";
import { checkNumber, checkOptions } from "../options.js";
import { arrivalOf } from "./arrival.js";
import {
  type Connection,
  type Database,
  type Plan,
  refusePromise,
  run,
  runAsync,
  runSync,
  type SyncConnection,
  type SyncDatabase,
} from "./database.js";
import type { Consumer, Ending, Engine } from "./engines/engine.js";
import { InboxError, inboxError } from "./errors.js";
import type { Lease, Store, StoreOutcome } from "./store.js";
import { check, migrate, STORES } from "./stores.js";
import { Bell, follow } from "./wake.js";
import { DEFAULTS, type Handling, Worker, type WorkOptions, type Workplace } from "./work.js";

/** What an inbox may be told. */
export interface InboxOptions {
  /**
   * How old a delivery may be that {@link Inbox.store} hands to the handlers, in milliseconds (default 8 days): longer than
   * the last redelivery plus the longest outage of yours. What is older is stored only.
   */
  readonly windowMs?: number;
  /**
   * Whether {@link Inbox.store} tells workers of other processes at once, and they listen for it, each over a connection more
   * (`pg` and Postgres.js; others look each second). Default: yes. No behind a pooler that hands connections on.
   */
  readonly notify?: boolean;
}

/** How the tables are made: {@link Inbox.migrate}. */
export interface MigrateOptions {
  /**
   * `"day"` gives tables that hold nothing yet a partition for each day, on PostgreSQL: what is old is then dropped and not
   * deleted. The tables remember it.
   */
  readonly partitionBy?: "day";
}

/** What became of a delivery: {@link Inbox.store}. */
export interface Stored {
  /** `expired`: stored, and older than the window: not handed to the handlers. */
  readonly outcome: StoreOutcome;
  /** Whether it came under the id of another body. */
  readonly idReused: boolean;
}

/** Until something is written down again that could not be. */
const AGAIN_MS = 100;
const WINDOW_MS = 8 * 24 * 60 * 60 * 1000;

/**
 * Keeps deliveries in the application's own database, so that the effect of a handler and the mark that the delivery was
 * seen commit together: each event once, though deliveries are repeated, processes die and databases go away.
 *
 * @typeParam Tx What handlers are given: the transaction of the client at hand.
 * @typeParam IsSync Whether the client is synchronous, and with it the handlers in its transactions.
 *
 * @example
 * const inbox = new Inbox(fromPg<PoolClient>(new Pool()));
 * await inbox.migrate();
 * const webhooks = new Webhooks({ inbox }).on("email.bounced", async (event, delivery, tx) => {
 *   await tx.query("INSERT INTO suppressed (address) VALUES ($1)", [event.data.to.email]);
 * });
 */
export class Inbox<Tx = unknown, IsSync extends boolean = boolean> {
  /** Whether its client is synchronous, and with it the handlers in its transactions. */
  readonly isSync: IsSync;
  readonly #database: Database<Tx> | SyncDatabase<Tx>;
  readonly #store: Store;
  readonly #windowMs: number;
  readonly #waiting = new Set<() => void>();
  readonly #bell: Bell | undefined;
  #isChecked = false;

  /** @param database The application's own client: `fromPg(pool)`, `fromPrisma(prisma)` … */
  constructor(database: (Database<Tx> | SyncDatabase<Tx>) & { readonly isSync: IsSync }, options: InboxOptions = {}) {
    checkOptions(options, ["windowMs", "notify"]);
    this.#windowMs = checkNumber("windowMs", options.windowMs ?? WINDOW_MS, 1);
    this.#database = database;
    this.#store = STORES[database.store];
    this.isSync = database.isSync;
    const { notify = true } = options;
    if (notify && database.store === "postgres")
      this.#bell = new Bell(() => runAsync(database as Database<Tx>, run(POSTGRES.statements.notify)));
  }

  /**
   * Makes the inbox's tables in the application's database, or brings them up to date.
   *
   * @throws InboxError `newer_store`, `not_partitioned` …
   */
  async migrate(options: MigrateOptions = {}): Promise<void> {
    checkOptions(options, ["partitionBy"]);
    const { partitionBy } = options;
    if (partitionBy !== undefined && partitionBy !== "day")
      throw new TypeError(`partitionBy must be "day", got ${JSON.stringify(partitionBy)}`);
    const { sql, byDay } = STORES[this.#database.store];
    const lock = "lock_migration" in sql.statements ? sql.statements.lock_migration : undefined;
    await this.#transaction(function* () {
      yield* migrate(sql, lock);
      if (partitionBy === "day") yield* byDay();
    });
    this.#isChecked = true;
  }

  /**
   * Makes the partitions of the days to come, where there is one for each day. A worker does so each hour, and so does
   * `autosend-webhooks inbox serve`. Call it daily where neither runs: what comes without a partition is stored, in a default
   * one, and moved to its own as soon as that is made.
   */
  async maintain(): Promise<void> {
    const { addDays } = this.#store;
    if (addDays !== undefined) await this.#transaction(addDays);
  }

  /**
   * Whether a delivery was not seen before. If so it counts as seen, and is archived, as soon as the connection's transaction
   * commits, and not if it is rolled back. Another process with the same delivery waits for that, on PostgreSQL 5 seconds or
   * the `lock_timeout` that is set: answer 503 then. SQLite's transaction should be an immediate one.
   *
   * The unique index is the claim: nothing is left behind by a crash.
   *
   * @param connection The client that the transaction was begun on, as `fromPg` and the others wrap it.
   * @throws InboxError `no_tables`, `no_transaction`, `transaction_aborted`, `inbox_busy` …
   */
  first(delivery: Delivery, connection: SyncConnection): boolean;
  first(delivery: Delivery, connection: Connection): Promise<boolean>;
  first(delivery: Delivery, connection: Connection | SyncConnection): boolean | Promise<boolean> {
    const plan = STORES[connection.store].first(arrivalOf(delivery));
    if (connection.isSync) {
      if (connection.inTransaction === false) throw new InboxError("no_transaction");
      this.#checkSync(connection);
      return runSync(connection, plan);
    }
    return this.#firstIn(connection, plan);
  }

  async #firstIn(connection: Connection, plan: ReturnType<Store["first"]>): Promise<boolean> {
    const { inTransaction } = connection;
    if (inTransaction === false) throw new InboxError("no_transaction");
    // PostgreSQL refuses it outside of a transaction.
    if (inTransaction === undefined) await execute(connection, "SAVEPOINT autosend_inbox");
    await this.#check(connection);
    return runAsync(connection, plan);
  }

  /**
   * Runs a handler in a transaction that marks the delivery as seen; of what was seen before, nothing is run. It fails as the
   * handler does, and nothing is marked then.
   *
   * @throws InboxError if the database did; the delivery is to be answered with 503 then.
   */
  async once(delivery: Delivery, handle: (tx: Tx) => unknown): Promise<"first" | "duplicate"> {
    const database = this.#database;
    const plan = this.#store.first(arrivalOf(delivery));
    let hasFailed = false;
    const failed = (error: unknown): never => {
      hasFailed = true;
      throw error;
    };
    try {
      if (database.isSync) {
        this.#checkSync(database);
        return database.transaction((tx, connection) => {
          if (!runSync(connection, plan)) return "duplicate";
          try {
            refusePromise(handle(tx));
          } catch (error) {
            failed(error);
          }
          return "first";
        });
      }
      await this.#check(database);
      return await database.transaction(async (tx, connection) => {
        if (!(await runAsync(connection, plan))) return "duplicate";
        await Promise.resolve()
          .then(() => handle(tx))
          .catch(failed);
        await confirm(database, connection);
        return "first";
      });
    } catch (error) {
      throw hasFailed ? error : inboxError(error);
    }
  }

  /**
   * Stores a delivery for {@link Inbox.work}, to be answered at once. Workers of other processes are told, or look within a
   * second.
   *
   * @throws InboxError if it could not be stored; it is to be answered with 503 then.
   */
  async store(delivery: Delivery): Promise<Stored> {
    const arrival = arrivalOf(delivery);
    await this.#checkHere();
    const stored = await this.#transaction(() => this.#store.append(arrival, Date.now() - this.#windowMs));
    for (const wake of this.#waiting) wake();
    if (stored.outcome === "new") this.#bell?.ring();
    return stored;
  }

  /**
   * Works on what {@link Inbox.store} has stored, until the signal is given: calls the handlers in a transaction that marks the
   * delivery as done; after a failure again, with a delay that grows, and in the end makes it a dead letter. Any number of
   * processes may do so.
   *
   * @example
   * const ending = new AbortController();
   * process.once("SIGTERM", () => ending.abort());
   * await inbox.work(webhooks, { signal: ending.signal });
   */
  async work(webhooks: Handling<Tx>, options: WorkOptions = {}): Promise<void> {
    const worker = new Worker(this.#workplace(), webhooks, options);
    const wake = () => worker.wake();
    this.#waiting.add(wake);
    const ending = new AbortController();
    try {
      await this.#checkHere();
      const following = this.#bell && follow(this.#database as Database<Tx>, wake, ending.signal);
      await worker.run();
      ending.abort();
      await following;
    } finally {
      ending.abort();
      this.#waiting.delete(wake);
    }
  }

  /**
   * Works on what receivers have put into an engine, as {@link Inbox.work} does on what {@link Inbox.store} has stored. Each
   * delivery has a transaction, in which {@link Inbox.first} marks it and the handlers have their effects; the engine is told
   * after the commit. So the effect happens once, though an engine hands out a delivery twice. Any number of workers share an
   * engine, in Rust, Python and Node; give all of them the same lease. While the engine or the database is gone, it waits.
   *
   * @throws InboxError `unsafe_setting` for an engine that would lose what it acknowledged; `no_tables` …
   *
   * @example
   * await inbox.consume(webhooks, fromRedisStreams(client), { signal: ending.signal });
   */
  async consume(webhooks: Handling<Tx>, engine: Engine, options: WorkOptions = {}): Promise<void> {
    const consumer = engine.consumer();
    const place = this.#outpost(consumer, options.leaseMs ?? DEFAULTS.leaseMs);
    const worker = new Worker(place, webhooks, options);
    try {
      await this.#checkHere();
      await worker.run();
    } finally {
      await consumer.close();
    }
  }

  #workplace(): Workplace<Tx> {
    const store = this.#store;
    return {
      maintain: () => this.maintain(),
      claim: (limit, leaseMs) => this.#transaction(() => store.claim(limit, leaseMs)),
      renew: (lease, leaseMs) => this.#transaction(() => store.renew(lease, leaseMs)),
      retry: (lease, delayMs, error) => this.#transaction(() => store.retry(lease, delayMs, error)),
      bury: (lease, error) => this.#transaction(() => store.bury(lease, error)),
      finish: (lease, _delivery, handle) => this.#finish(lease, handle),
    };
  }

  /** An engine's deliveries: `first` and the handlers in one transaction, and what came of it is said to the engine then. */
  #outpost(consumer: Consumer, leaseMs: number): Workplace<Tx> {
    const said = (lease: Lease, ending: Ending) => persistent(() => consumer.finish(lease, ending), leaseMs);
    return {
      maintain: () => this.maintain(),
      claim: (limit, leaseMs) => consumer.claim(limit, leaseMs),
      renew: (lease, leaseMs) => consumer.renew(lease, leaseMs),
      retry: (lease, afterMs, error) =>
        error === null ? consumer.finish(lease, { kind: "release" }) : said(lease, { kind: "retry", afterMs, error }),
      bury: (lease, error) => said(lease, { kind: "dead", error }),
      finish: async (lease, delivery, handle) => {
        await this.once(delivery, handle);
        // Where this fails the delivery comes again, and is a duplicate.
        await said(lease, { kind: "done" }).catch(() => false);
      },
    };
  }

  /** The effect of a handler, and that the delivery is done; neither, if its lease went to another worker. */
  async #finish(lease: Lease, handle: (tx: Tx) => unknown): Promise<void> {
    const database = this.#database;
    const lost = () => new InboxError("lease_lost", { detail: `number ${lease.seq}` });
    if (database.isSync) {
      return database.transaction((tx, connection) => {
        refusePromise(handle(tx));
        if (!runSync(connection, this.#store.done(lease))) throw lost();
      });
    }
    return database.transaction(async (tx, connection) => {
      await handle(tx);
      if (!(await runAsync(connection, this.#store.done(lease)))) throw lost();
    });
  }

  /** Runs a plan in a transaction of its own. */
  async #transaction<T>(plan: () => Plan<T>): Promise<T> {
    const database = this.#database;
    try {
      if (database.isSync) return database.transaction((_, connection) => runSync(connection, plan()));
      return await database.transaction((_, connection) => runAsync(connection, plan()));
    } catch (error) {
      throw inboxError(error);
    }
  }

  /** Once, since a version changes by a migration, and that by a release. */
  async #check(connection: Connection): Promise<void> {
    if (!this.#isChecked) await runAsync(connection, check(STORES[connection.store].sql));
    this.#isChecked = true;
  }

  #checkSync(connection: SyncConnection): void {
    if (!this.#isChecked) runSync(connection, check(STORES[connection.store].sql));
    this.#isChecked = true;
  }

  async #checkHere(): Promise<void> {
    if (this.#database.isSync) this.#checkSync(this.#database);
    else await this.#check(this.#database);
  }
}

brand(Inbox, "Inbox");

/** Writes something down; what can't be written is tried until a lease has ended. */
async function persistent(write: () => Promise<boolean>, leaseMs: number): Promise<boolean> {
  for (const end = performance.now() + leaseMs; ; ) {
    try {
      return await write();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Runs a statement that is none of the inbox's. */
async function execute(connection: Connection, text: string): Promise<void> {
  await runAsync(connection, run({ text, columns: [] }));
}

/** Fails where a handler has caught an error that made PostgreSQL give the transaction up: the commit would be a rollback. */
async function confirm(
  { noticesRollback }: Pick<Database<unknown>, "noticesRollback">,
  connection: Connection,
): Promise<void> {
  if (connection.store === "postgres" && !noticesRollback) await execute(connection, "SELECT");
}
