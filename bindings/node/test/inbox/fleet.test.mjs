// A receiver in Rust, workers in Python and in Node, one inbox in PostgreSQL; or in an engine, with a worker in Rust besides, and
// marks in PostgreSQL. Processes are killed after an effect, before its commit. AUTOSEND_WEBHOOKS_PYTHON is a Python that has the
// package.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Inbox } from "autosend-webhooks/inbox";
import { CLIENTS } from "./support/clients.mjs";
import { receiver, startEngine } from "./support/engines.mjs";
import { kept } from "./support/kept.mjs";
import { query, startPostgres } from "./support/postgres.mjs";
import { numbered } from "./support/storm.mjs";
import { until } from "./support/until.mjs";

const COUNT = Number(process.env.AUTOSEND_WEBHOOKS_STORM ?? 100);
const CLI = process.env.AUTOSEND_WEBHOOKS_CLI;
const PYTHON = process.env.AUTOSEND_WEBHOOKS_PYTHON;
const file = (name) => fileURLToPath(new URL(`support/${name}`, import.meta.url));

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

/** A worker in Rust, which forwards to a server that has the effect. It is not killed: its mark is committed after the effect. */
async function workerInRust(store, url) {
  const { client, close } = await CLIENTS.pg(url);
  const server = createServer(async (request, response) => {
    const parts = await Array.fromAsync(request);
    const { contactId } = JSON.parse(Buffer.concat(parts).toString()).data;
    await client.query("INSERT INTO effect (number, worker) VALUES ($1, 'rust')", [Number(contactId)]);
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const to = `http://127.0.0.1:${server.address().port}`;
  const args = ["inbox", "work", "--store", store, "--mark", url, "--forward-to", to, "--lease", "2s"];
  const environment = { ...process.env, AUTOSEND_WEBHOOK_SECRET: "whsec_0123456789abcdef0123456789abcdef" };
  const worker = spawn(CLI, args, { env: environment, stdio: ["ignore", "ignore", "inherit"] });
  return async () => {
    worker.kill("SIGTERM");
    await once(worker, "exit");
    server.close();
    await close();
  };
}

for (const kind of ["redis", "nats"]) {
  test(`a receiver in Rust into ${kind}, workers in Rust, Python and Node`, { skip }, async (t) => {
    // A worker in Rust refuses a server that does not flush, too.
    const server = await startPostgres({ fsync: "on" });
    t.after(() => server.stop());
    const url = await server.database();
    await query(url, "CREATE TABLE effect (number integer NOT NULL, worker text NOT NULL)");
    const { database, close } = await CLIENTS.pg(url);
    await new Inbox(database).migrate();
    await close();
    const folder = mkdtempSync(join(tmpdir(), "inbox-fleet-"));
    t.after(() => rmSync(folder, { recursive: true }));
    const engine = await startEngine(kind);
    t.after(() => engine.stop());
    const serving = await receiver(engine.address, folder);
    t.after(serving.stop);
    const killed = [
      kept(process.execPath, file("worker.mjs"), url, folder, engine.address),
      kept(PYTHON, file("worker.py"), url, folder, engine.address),
    ];
    t.after(() => Promise.all(killed.map((worker) => worker.stop())));
    const workers = async () =>
      (await query(url, "SELECT DISTINCT worker FROM effect ORDER BY 1")).map((it) => it.worker);
    t.after(await workerInRust(engine.address, url));
    let number = 0;
    const sendSome = async () => {
      for (const end = number + COUNT / 2; number < end; number++) await serving.send(numbered(number)[0]);
    };
    await sendSome();
    // Those that start slowly get something, too.
    const isEnough = async () => (await workers()).length === 3 && killed.every((worker) => worker.deaths > 0);
    for (let more = 0; more < 20 && !(await isEnough()); more++) await sendSome();
    await until(async () => (await serving.depth()).join() === "0,0", "deliveries are left");
    const [row] = await query(
      url,
      "SELECT count(*)::int AS effects, count(DISTINCT number)::int AS deliveries FROM effect",
    );
    assert.deepEqual(row, { effects: number, deliveries: number });
    assert.deepEqual(await workers(), ["node", "python", "rust"]);
    assert.ok(await isEnough(), "workers were killed");
  });
}
