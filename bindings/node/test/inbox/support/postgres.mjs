// A PostgreSQL server in a temporary folder; it ends with this process, however that ends.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/** Whose program ends when the standard input does: then the process that started it is gone. */
const GUARD =
  'folder=$1; shift; "$@" </dev/null & server=$!; read -r _; kill -QUIT $server; wait $server; rm -rf "$folder"';

function installed(program) {
  const folder = "/usr/lib/postgresql";
  const versions = existsSync(folder) ? readdirSync(folder).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(folder, version, "bin", program)).find(existsSync) ?? program;
}

/** PostgreSQL refuses to be root. */
function serverUser() {
  if (process.getuid() !== 0) return {};
  const id = (kind) => Number(execFileSync("id", [kind, "postgres"]).toString());
  return { uid: id("-u"), gid: id("-g") };
}

/** A port that nothing listens on now. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts a server. `database()` makes an empty database, and returns its address. Without `fsync` it is faster: processes are
 * killed in these tests, the server is not.
 */
export async function startPostgres({ fsync = "off" } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "inbox-node-"));
  const user = serverUser();
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const init = ["--auth=trust", "--username=inbox", "--no-sync", "--encoding=UTF8", "-D", data];
  execFileSync(installed("initdb"), init, { ...user, cwd: "/", stdio: "ignore" });
  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
    "max_connections=200",
    `fsync=${fsync}`,
  ];
  const run = [
    installed("postgres"),
    "-D",
    data,
    "-p",
    String(port),
    ...settings.flatMap((setting) => ["-c", setting]),
  ];
  const server = spawn("sh", ["-c", GUARD, "sh", folder, ...run], {
    ...user,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  });
  const url = (database) => `postgres://inbox@127.0.0.1:${port}/${database}`;
  await answering(url("postgres"));
  let count = 0;
  return {
    async database() {
      const name = `inbox_${++count}`;
      await query(url("postgres"), `CREATE DATABASE ${name}`);
      return url(name);
    },
    async stop() {
      server.stdin.end();
      await once(server, "close");
    },
  };
}

async function answering(url) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await query(url, "SELECT 1");
    } catch (error) {
      if (attempt > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Runs a statement over a connection of its own. */
export async function query(url, text, values) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
