import { brand } from "../brand.js";

/** Why an inbox did not do what it was asked, by code: what it means, and what to do. */
const ERRORS = {
  inbox_busy: ["the database did not answer in time, or another process holds it", "nothing: it is delivered again"],
  inbox_unavailable: ["the database can't be reached, or can't write", "see the cause"],
  delivery_not_storable: ["the database refuses this delivery, whatever its own state", "see the cause"],
  no_tables: ["the inbox's tables are not there", "call `await inbox.migrate()` once, before the first delivery"],
  older_store: ["the inbox's tables are of an older version of this package", "call `await inbox.migrate()` once"],
  newer_store: ["the inbox's tables were made by a newer version of this package", "install that version"],
  not_partitioned: [
    "these tables can't have a partition for each day",
    "leave `partitionBy` out, or begin with an empty PostgreSQL database",
  ],
  foreign_database: ["this is no database, or it is one of another program", "see which file is opened"],
  no_transaction: [
    "the connection is in no transaction: the effect and the mark would not commit together",
    "begin one, and hand over its connection: the client that BEGIN was sent to, not the pool; the `tx` of the callback, not the database",
  ],
  transaction_aborted: [
    "a statement failed in this transaction before, and it can only be rolled back",
    "let errors of the database leave the transaction: one that is caught within it makes PostgreSQL refuse all that follows, the commit too",
  ],
  async_handler: [
    "a handler of a synchronous SQLite client returned a promise, which no transaction can wait for",
    "make the handler synchronous, or answer at once and call what is asynchronous elsewhere",
  ],
  unsafe_setting: ["the engine would lose what it acknowledged", "change the setting that is named"],
  lease_lost: ["the delivery is another worker's by now", "nothing: its effect is rolled back"],
} as const;

/** The causes of {@link InboxError}. */
export type InboxErrorCode = keyof typeof ERRORS;

/**
 * Why an inbox did not do what it was asked. What is not stored must not be answered 2xx: all of these are answered 503, so
 * that it is delivered again.
 *
 * @example
 * try {
 *   await inbox.migrate();
 * } catch (error) {
 *   if (error instanceof InboxError && error.code === "newer_store") process.exit(1);
 *   throw error;
 * }
 */
export class InboxError extends Error {
  /** The cause, as a code that is the same in every language. */
  readonly code: InboxErrorCode;
  /** What to do about it. */
  readonly hint: string;
  /** The HTTP status to answer with. */
  readonly status = 503;

  constructor(code: InboxErrorCode, options: { readonly detail?: string; readonly cause?: unknown } = {}) {
    const [meaning, hint] = ERRORS[code];
    const detail = options.detail === undefined ? "" : ` (${options.detail})`;
    super(`${meaning}${detail}: ${hint}`, "cause" in options ? { cause: options.cause } : {});
    this.code = code;
    this.hint = hint;
  }

  /** The same as {@link status}: the name by which Express, Fastify and Nest look for it. */
  get statusCode(): number {
    return this.status;
  }
}

Object.defineProperty(InboxError.prototype, "name", { value: "InboxError", configurable: true, writable: true });
brand(InboxError, "InboxError");

/** What a database's error means to the inbox. */
export function inboxError(error: unknown): InboxError {
  if (error instanceof InboxError) return error;
  for (const { code, text } of causesOf(error)) {
    const known =
      BY_SQLSTATE.find(([pattern]) => pattern.test(code)) ?? BY_SQLITE.find(([it]) => it.test(`${code} ${text}`));
    if (known !== undefined) return new InboxError(known[1], { cause: error });
  }
  return new InboxError("inbox_unavailable", { cause: error });
}

const BY_SQLSTATE: readonly (readonly [RegExp, InboxErrorCode])[] = [
  [/^(42P01|42883|3F000)$/, "no_tables"],
  [/^42703$/, "older_store"],
  [/^25P02$/, "transaction_aborted"],
  [/^25P01$/, "no_transaction"],
  [/^(55P03|40001|40P01|57014|P2028)$/, "inbox_busy"],
  [/^2[23]\w{3}$/, "delivery_not_storable"],
];

const BY_SQLITE: readonly (readonly [RegExp, InboxErrorCode])[] = [
  [/no such table/, "no_tables"],
  [/no such column|has no column/, "older_store"],
  [/SQLITE_(BUSY|LOCKED)|database is locked|database table is locked/, "inbox_busy"],
  [/SQLITE_(CONSTRAINT|TOOBIG|MISMATCH)|constraint failed/, "delivery_not_storable"],
  [/SQLITE_NOTADB|file is not a database/, "foreign_database"],
];

/** The codes and messages of an error and of what it wraps: Drizzle and Prisma put the client's own error into theirs. */
function* causesOf(error: unknown): Generator<{ code: string; text: string }> {
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 6; depth++) {
    const { code, message, originalCode, originalMessage, cause, meta, driverAdapterError } = at as Record<
      string,
      unknown
    >;
    yield { code: String(originalCode ?? code ?? ""), text: String(originalMessage ?? message ?? "") };
    at = driverAdapterError ?? (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError ?? cause;
  }
}
