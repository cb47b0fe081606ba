import type { Connection, Database, Row } from "../database.js";
import { positional } from "../sql.js";

/** The part of a Prisma client, and of its transaction, that matters here. */
export interface PrismaTransaction {
  /** Runs a statement that returns rows. */
  $queryRawUnsafe(text: string, ...values: any[]): PromiseLike<unknown>;
  /** Runs a statement that returns none. */
  $executeRawUnsafe(text: string, ...values: any[]): PromiseLike<number>;
}

/** A Prisma client. */
export interface PrismaClientLike<Tx> extends PrismaTransaction {
  $transaction(work: (tx: Tx) => Promise<any>, options?: any): Promise<any>;
}

/** What Prisma's transactions tell of themselves, by the name of this version and of those before. */
const SCOPES = ["scope_context", "id"].map((name) => Symbol.for(`prisma.client.transaction.${name}`));

/**
 * A Prisma client, or the `tx` of its `$transaction`.
 *
 * @example
 * const inbox = new Inbox(fromPrisma(prisma));
 * // or, in a transaction of your own:
 * await prisma.$transaction(async (tx) => {
 *   if (await inbox.first(delivery, fromPrisma(tx))) await tx.bounce.create({ data: { … } });
 * });
 */
export function fromPrisma<Tx = PrismaTransaction>(prisma: PrismaClientLike<Tx> | PrismaTransaction): Database<Tx> {
  return Object.assign(connectionOf(prisma), {
    transaction: <T>(work: (tx: Tx, connection: Connection) => Promise<T>) =>
      (prisma as PrismaClientLike<Tx>).$transaction((tx) => work(tx, connectionOf(tx as PrismaTransaction)), {
        timeout: TIMEOUT_MS,
      }) as Promise<T>,
  });
}

/** Prisma's own, 5 seconds, is shorter than a delivery may wait for its twin. */
const TIMEOUT_MS = 600_000;

function connectionOf(prisma: PrismaTransaction): Connection {
  const store = storeOf(prisma);
  return {
    store,
    isSync: false,
    inTransaction: !("$transaction" in prisma) || SCOPES.some((scope) => Reflect.get(prisma, scope) !== undefined),
    async execute(text, values, columns) {
      const [plain, ordered] = store === "sqlite" ? positional(text, values) : [text, values];
      // Prisma can't read what has no type, and SQLite has no rows to give where a statement returns none.
      if (columns.length > 0 && columns[0] !== "void")
        return (await prisma.$queryRawUnsafe(plain, ...ordered)) as Row[];
      await prisma.$executeRawUnsafe(plain, ...ordered);
      return [];
    },
  };
}

function storeOf(prisma: object): "postgres" | "sqlite" {
  const { _activeProvider: provider } = prisma as { _activeProvider?: string };
  if (provider === "sqlite") return "sqlite";
  if (provider === "postgresql" || provider === "postgres") return "postgres";
  throw new TypeError(
    `the inbox is kept in PostgreSQL or SQLite, not in ${provider ?? "what this client connects to"}`,
  );
}
