import { InboxError, inboxError } from "./errors.js";
import type { SqlValue, Statement } from "./sql.js";

/** A row as the client gives it. */
export type Row = Readonly<Record<string, unknown>>;

interface Base {
  /** Which SQL it speaks. */
  readonly store: "postgres" | "sqlite";
  /** Whether it is in a transaction; undefined where nothing but the database can tell. */
  readonly inTransaction: boolean | undefined;
}

/** Runs the inbox's statements with a client of the application's own. */
export interface Connection extends Base {
  readonly isSync: false;
  /**
   * Runs one statement.
   *
   * @param columns The columns that it returns; empty where it returns none.
   */
  execute(text: string, values: readonly SqlValue[], columns: readonly string[]): PromiseLike<readonly Row[]>;
}

/** The same with a client that has the rows at once. */
export interface SyncConnection extends Base {
  readonly isSync: true;
  /** Runs one statement, as {@link Connection.execute} does. */
  execute(text: string, values: readonly SqlValue[], columns: readonly string[]): readonly Row[];
}

/** What handlers of a synchronous client may return: no promise, which its transaction could not wait for. */
// biome-ignore lint/suspicious/noConfusingVoidType: what a function without a return statement returns.
export type NoPromise = void | undefined | null | string | number | bigint | boolean | (object & { then?: never });

/**
 * A connection, or what makes them, that can begin transactions.
 *
 * @typeParam Tx What handlers are given: the client's own transaction.
 */
export interface Database<Tx> extends Connection {
  /** Whether its transactions fail where PostgreSQL makes a rollback of a commit; of others the inbox finds out by itself. */
  readonly noticesRollback?: boolean;
  /**
   * Listens on a channel of PostgreSQL's, over a connection of its own, until that breaks or the signal is given. Where a
   * client can't, workers look from time to time.
   */
  listen?(channel: string, notified: () => void, signal: AbortSignal): Promise<void>;
  /** Commits if the work ends well, and rolls back if it doesn't. */
  transaction<T>(work: (tx: Tx, connection: Connection) => Promise<T>): Promise<T>;
}

/** A {@link Database} whose client is synchronous. */
export interface SyncDatabase<Tx> extends SyncConnection {
  /** Commits if the work ends well, and rolls back if it throws. */
  transaction<T>(work: (tx: Tx, connection: SyncConnection) => T): T;
}

/** A statement to run. */
export interface Call {
  readonly statement: Statement;
  readonly values: readonly SqlValue[];
}

/** What is to be done in a database, statement by statement: the same for clients that wait and for those that don't. */
export type Plan<T> = Generator<Call, T, readonly Row[]>;

/** A row with its columns in order: what they are called is up to the client. */
export function cells(row: Row | undefined): readonly unknown[] {
  return row === undefined ? [] : Object.values(row);
}

/** Runs one statement of a plan. */
export function* run(statement: Statement, ...values: SqlValue[]): Plan<readonly Row[]> {
  return yield { statement, values };
}

/** Runs a plan, and waits for each statement. */
export async function runAsync<T>(connection: Connection, plan: Plan<T>): Promise<T> {
  try {
    let step = plan.next();
    while (!step.done) {
      const { statement, values } = step.value;
      step = plan.next(await connection.execute(statement.text, values, statement.columns));
    }
    return step.value;
  } catch (error) {
    throw inboxError(error);
  }
}

/** Runs a plan at once. */
export function runSync<T>(connection: SyncConnection, plan: Plan<T>): T {
  try {
    let step = plan.next();
    while (!step.done) {
      const { statement, values } = step.value;
      step = plan.next(connection.execute(statement.text, values, statement.columns));
    }
    return step.value;
  } catch (error) {
    throw inboxError(error);
  }
}

/** Runs a plan in the client's own way. */
export function runIn<T>(connection: Connection | SyncConnection, plan: Plan<T>): T | Promise<T> {
  return connection.isSync ? runSync(connection, plan) : runAsync(connection, plan);
}

/** Whether something would have to be waited for. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === "function";
}

/** What a synchronous client's transaction can't wait for. */
export function refusePromise<T>(value: T): T {
  if (!isThenable(value)) return value;
  // Its failure is nobody's: the error that follows says what is wrong.
  value.then(undefined, () => undefined);
  throw new InboxError("async_handler");
}
