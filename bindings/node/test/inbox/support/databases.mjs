// A database for each test: empty but for the table of effects.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { isPostgres } from "./clients.mjs";
import { query, startPostgres } from "./postgres.mjs";

let server;
const folders = [];

/** Its address, or path, and what can be asked of it besides. */
export async function emptyDatabase(client, table = "CREATE TABLE effect (id %, number integer NOT NULL)") {
  if (isPostgres(client)) {
    server ??= await startPostgres();
    const url = await server.database();
    await query(url, table.replace("%", "serial PRIMARY KEY"));
    return { url, query: (text) => query(url, text), isFree: () => isFree(url) };
  }
  const folder = mkdtempSync(join(tmpdir(), "inbox-node-"));
  folders.push(folder);
  const url = join(folder, "app.db");
  const db = new Database(url);
  db.pragma("journal_mode = WAL");
  db.exec(table.replace("%", "INTEGER PRIMARY KEY"));
  db.close();
  return {
    url,
    query: async (text) => withSqlite(url, (it) => it.prepare(text).all()),
    isFree: async () => isWritable(url),
  };
}

/** Ends the server, and removes the files. */
export async function endDatabases() {
  await server?.stop();
  server = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

function withSqlite(path, use) {
  const db = new Database(path);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

/** No transaction is left open, and no lock is held. */
async function isFree(url) {
  const open = await query(
    url,
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in%'",
  );
  const locks = await query(
    url,
    "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted OR (locktype = 'relation' AND pid <> pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
  );
  return open[0].n === 0 && locks[0].n === 0;
}

function isWritable(path) {
  return withSqlite(path, (db) => {
    db.exec("BEGIN IMMEDIATE");
    db.exec("ROLLBACK");
    return true;
  });
}
