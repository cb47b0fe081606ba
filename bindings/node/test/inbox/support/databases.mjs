// A database for each test: empty but for the table of effects.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3 from "better-sqlite3";
import { isPostgres } from "./clients.mjs";
import { query as postgresQuery, startPostgres } from "./postgres.mjs";

let server;
const folders = [];

/** Its address, or path, and what can be asked of it besides. */
export async function emptyDatabase(client, table = "CREATE TABLE effect (id %, number integer NOT NULL)") {
  if (isPostgres(client)) {
    server ??= await startPostgres();
    const url = await server.database();
    await postgresQuery(url, table.replace("%", "serial PRIMARY KEY"));
    return { url, query: (text) => postgresQuery(url, text), isFree: () => isSoonFree(url) };
  }
  const folder = mkdtempSync(join(tmpdir(), "inbox-node-"));
  folders.push(folder);
  const url = join(folder, "app.db");
  const use = await sqlite(client);
  use(url, (db) => db.exec(`PRAGMA journal_mode = WAL; ${table.replace("%", "INTEGER PRIMARY KEY")}`));
  const query = async (text) => use(url, (db) => db.prepare(text).all());
  return { url, query, isFree: async () => use(url, isWritable) };
}

/** Ends the server, and removes the files. */
export async function endDatabases() {
  await server?.stop();
  server = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}

/** Opens files by the library that the client has: two of them in one process don't see each other's locks. */
async function sqlite(client) {
  const Database = client === "node:sqlite" ? (await import("node:sqlite")).DatabaseSync : BetterSqlite3;
  return (path, use) => {
    const db = new Database(path);
    try {
      return use(db);
    } finally {
      db.close();
    }
  };
}

/** No transaction is left open, and no lock is held. */
/** The server notices after a moment that a process is gone; its own cleaning takes locks, too. */
async function isSoonFree(url) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await isFree(url)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

async function isFree(url) {
  const open = await postgresQuery(
    url,
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in%'",
  );
  const locks = await postgresQuery(
    url,
    "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted OR (locktype = 'relation' AND pid <> pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
  );
  return open[0].n === 0 && locks[0].n === 0;
}

function isWritable(db) {
  db.exec("BEGIN IMMEDIATE");
  db.exec("ROLLBACK");
  return true;
}
