// The examples with an inbox, as users start them: the local AutoSend delivers to them, and again, and their own database tells.
// AUTOSEND_WEBHOOKS_CLI is the built command line, AUTOSEND_WEBHOOKS_EXAMPLES the folder of the examples, AUTOSEND_WEBHOOKS_NEXTJS
// the one with Next.js, built, and AUTOSEND_WEBHOOKS_START_NEXTJS what starts it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { isPostgres } from "./support/clients.mjs";
import { emptyDatabase, endDatabases } from "./support/databases.mjs";
import { freePort } from "./support/postgres.mjs";

const TABLE = "CREATE TABLE suppressed (id %, address text NOT NULL)";
const MAILS = 20;
let dev, address;

before(async () => {
  const run = ["dev", "--port", "0", "--json", "--time-scale", "600"];
  dev = spawn(process.env.AUTOSEND_WEBHOOKS_CLI, run, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(createInterface(dev.stdout), "line");
  address = JSON.parse(line);
});

after(async () => {
  dev.kill("SIGKILL");
  await endDatabases();
});

async function ask(path, body) {
  const response = await fetch(`${address.url}/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${address.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.ok(response.ok, `${path}: ${response.status} ${await response.clone().text()}`);
  return (await response.json()).data;
}

/** A copy of an example's folder beside the packages that it needs. */
function copied(t, example) {
  const folder = mkdtempSync(fileURLToPath(new URL(".example-", import.meta.url)));
  cpSync(join(process.env.AUTOSEND_WEBHOOKS_EXAMPLES, example), folder, { recursive: true });
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Starts a program of an example, and waits until it listens. */
async function started(t, folder, program, environment) {
  const env = { ...process.env, ...environment };
  const example = spawn(process.execPath, [program], { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  t.after(() => example.kill("SIGKILL"));
  for await (const line of createInterface(example.stdout)) if (line.startsWith("listening on ")) break;
  assert.equal(example.exitCode, null);
  // What it says later is read, and nobody's business.
  example.stdout.resume();
}

async function suppresses(t, folder, program, client) {
  const database = await emptyDatabase(client, TABLE);
  const port = await freePort();
  const events = ["email.sent", "email.bounced"];
  const { webhook } = await ask("/webhooks", { url: `http://127.0.0.1:${port}/webhooks`, events });
  const DATABASE_URL = isPostgres(client) ? database.url : `file:${database.url}`;
  await started(t, folder, program, { DATABASE_URL, AUTOSEND_WEBHOOK_SECRET: webhook.secret, PORT: String(port) });
  for (let number = 0; number < MAILS; number++) {
    const to = { email: `bounce@${number}.example` };
    await ask("/mails/send", { from: { email: "shop@example.com" }, to, subject: "Hello", text: "Hello" });
  }
  for (let look = 0; ; look++) {
    const [{ n, addresses }] = await database.query(
      "SELECT count(*) AS n, count(DISTINCT address) AS addresses FROM suppressed",
    );
    if (Number(addresses) === MAILS) {
      assert.equal(Number(n), MAILS);
      break;
    }
    assert.ok(look < 400, `${addresses} of ${MAILS} bounces arrived`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const [{ n }] = await database.query("SELECT count(*) AS n FROM inbox_delivery WHERE type = 'email.bounced'");
  assert.equal(Number(n), MAILS, "they are in the archive");
}

test("Express with pg", (t) => suppresses(t, copied(t, "express"), "inbox.mjs", "pg"));
test("Express with pg, four processes", (t) => suppresses(t, copied(t, "express"), "cluster.mjs", "pg"));
test("Hono with Drizzle", (t) => suppresses(t, copied(t, "hono"), "inbox.mjs", "drizzle, pg"));

test("Next.js with Prisma, on SQLite", (t) => {
  const { AUTOSEND_WEBHOOKS_NEXTJS: folder, AUTOSEND_WEBHOOKS_START_NEXTJS: start } = process.env;
  return suppresses(t, folder, start, "prisma, better-sqlite3");
});
