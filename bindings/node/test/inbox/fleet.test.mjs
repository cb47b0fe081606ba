// A receiver in Rust, workers in Python and in Node, one inbox in PostgreSQL: processes are killed after an effect, before its
// commit. AUTOSEND_WEBHOOKS_PYTHON is a Python that has the package.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { kept } from "./support/kept.mjs";
import { query, startPostgres } from "./support/postgres.mjs";
import { numbered, SECRETS } from "./support/storm.mjs";

const COUNT = Number(process.env.AUTOSEND_WEBHOOKS_STORM ?? 100);
const CLI = process.env.AUTOSEND_WEBHOOKS_CLI;
const PYTHON = process.env.AUTOSEND_WEBHOOKS_PYTHON;
const file = (name) => fileURLToPath(new URL(`support/${name}`, import.meta.url));

/** The receiver, once it listens, and where. */
async function receiver(url, folder, options) {
  const secret = join(folder, "secret");
  writeFileSync(secret, SECRETS.join("\n"), { mode: 0o600 });
  const args = [
    "inbox",
    "serve",
    "--listen",
    "127.0.0.1:0",
    "--store",
    url,
    "--secret-file",
    secret,
    "--json",
    ...options,
  ];
  const child = spawn(CLI, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise((resolve, reject) => {
    lines.once("line", (line) => resolve(JSON.parse(line)));
    child.once("exit", (code) => reject(new Error(`the receiver ended with ${code}`)));
  });
  return { address: first.listening, stop: () => child.kill("SIGKILL") };
}

const skip = !PYTHON && "AUTOSEND_WEBHOOKS_PYTHON is not set";

for (const options of [[], ["--partition-by", "day"]]) {
  test(`a receiver ${["in Rust", ...options].join(" ")}, workers in Python and Node`, { skip }, () => fleet(options));
}

async function fleet(options) {
  // The receiver refuses a server that does not flush.
  const server = await startPostgres({ fsync: "on" });
  const url = await server.database();
  await query(url, "CREATE TABLE effect (number integer NOT NULL, worker text NOT NULL)");
  const folder = mkdtempSync(join(tmpdir(), "inbox-fleet-"));
  const serving = await receiver(url, folder, options);
  const workers = [
    kept(process.execPath, file("worker.mjs"), url, folder),
    kept(PYTHON, file("worker.py"), url, folder),
  ];
  try {
    for (let number = 0; number < COUNT; number++) {
      const sent = numbered(number).map((request) => fetch(serving.address, request));
      for (const response of await Promise.all(sent)) assert.equal(response.status, 200);
    }
    const left = async () => Number((await query(url, "SELECT count(*) AS n FROM inbox_job"))[0].n);
    for (const end = Date.now() + 90_000; (await left()) > 0 && Date.now() < end; )
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await left(), 0, "jobs are left");
    const [row] = await query(
      url,
      "SELECT count(*)::int AS effects, count(DISTINCT number)::int AS deliveries, count(DISTINCT worker)::int AS workers FROM effect",
    );
    assert.deepEqual(row, { effects: COUNT, deliveries: COUNT, workers: 2 });
    assert.ok(
      workers.every((worker) => worker.deaths > 0),
      "every language's worker was killed",
    );
  } finally {
    for (const worker of workers) await worker.stop();
    serving.stop();
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}
