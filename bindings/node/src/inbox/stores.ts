import { POSTGRES, SQLITE } from "../generated/inbox-sql.js";
import { cells, type Plan, run } from "./database.js";
import { InboxError } from "./errors.js";
import { postgres } from "./postgres.js";
import { type Statement, type StoreSql, statementsOf } from "./sql.js";
import { sqlite } from "./sqlite.js";
import { isTrue } from "./store.js";

/** The stores by name. */
export const STORES = { postgres: { sql: POSTGRES, ...postgres }, sqlite: { sql: SQLITE, ...sqlite } } as const;

interface Versions extends StoreSql {
  readonly statements: Readonly<Record<"version" | "set_version" | "has_tables", Statement>>;
}

/** Makes the tables, or brings them up to date. */
export function* migrate({ migrations, statements }: Versions, lock?: Statement): Plan<void> {
  if (lock !== undefined) yield* run(lock);
  const there = cells((yield* run(statements.has_tables))[0])[0];
  const version = isTrue(there) ? yield* versionOf(statements.version) : 0;
  checkNotNewer(version, migrations.length);
  for (const migration of migrations.slice(version)) {
    for (const text of statementsOf(migration)) yield* run({ text, columns: [] });
  }
  yield* run(statements.set_version, migrations.length);
}

/** Refuses tables of another version. */
export function* check({ migrations, statements }: Versions): Plan<void> {
  const version = yield* versionOf(statements.version);
  checkNotNewer(version, migrations.length);
  if (version < migrations.length)
    throw new InboxError("older_store", { detail: versions(version, migrations.length) });
}

function* versionOf(statement: Statement): Plan<number> {
  const row = (yield* run(statement))[0];
  return row === undefined ? 0 : Number(cells(row)[0]);
}

function checkNotNewer(version: number, known: number): void {
  if (version > known) throw new InboxError("newer_store", { detail: versions(version, known) });
}

function versions(version: number, known: number): string {
  return `the tables have version ${version}, this package knows ${known}`;
}
