// node sdk.mjs REQUESTS [--addon] [PACKAGE]: how long a request takes, beside the snippet that one would paste, in one
// process. REQUESTS is a folder that `cargo run --release -p bench --bin sdk-inputs` wrote. The package, compiled, is the
// one that this file is in; without --addon it runs without its addon.
//
// Prints `request<TAB>variant<TAB>median<TAB>10th percentile<TAB>90th`, in nanoseconds of processor time.
import { createHmac, timingSafeEqual } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const options = process.argv.slice(2).filter((argument) => argument !== "--addon");
const isNative = options.length < process.argv.length - 2;
const [folder, root = join(dirname(fileURLToPath(import.meta.url)), "..")] = options;
process.env.AUTOSEND_WEBHOOKS_PURE = isNative ? "0" : "1";
const { Verifier, backend } = await import(pathToFileURL(join(resolve(root), "dist/index.js")).href);
if (backend !== (isNative ? "native" : "pure")) throw new Error(`the ${backend} backend is at work`);

const ROUNDS = 31;
const ROUND_MS = 20;
const secret = readFileSync(join(folder, "secret"), "utf8");

/** The work of each variant on a request. */
function variants(label) {
  const body = readFileSync(join(folder, `${label}.body`));
  const lines = readFileSync(join(folder, `${label}.headers`), "utf8")
    .trimEnd()
    .split("\n");
  // In lower case, as Node hands them over.
  const headers = Object.fromEntries(lines.map((line) => line.toLowerCase().split(/: (.*)/s, 2)));
  const now = Number(headers["x-webhook-timestamp"]);
  const verifier = new Verifier(secret);
  return {
    snippet: () => snippet(body, headers, now),
    event: () => verifier.verifyAt(body, headers, now).event,
    read: () => readAll(verifier.verifyAt(body, headers, now).event.data),
  };
}

/** As the provider's documentation has it, over the raw body, with the check of the time that it recommends. */
function snippet(body, headers, now) {
  const age = now - Number(headers["x-webhook-timestamp"]);
  if (!(age < 300_000 && age > -60_000)) throw new Error("stale");
  const expected = Buffer.from(createHmac("sha256", secret).update(body).digest("hex"));
  const given = Buffer.from(headers["x-webhook-signature"]);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Error("forged");
  return JSON.parse(body.toString());
}

/** Every field of an `email.bounced`. */
function readAll(data) {
  let read = 0;
  for (const value of [
    data.emailId,
    data.from,
    data.to.email,
    data.to.name,
    data.subject,
    data.test,
    data.campaignId,
    data.templateId,
    data.workflowAutomationId,
    data.batchId,
    data.bounceType,
    data.bounceSubType,
    data.reason,
  ]) {
    if (value !== undefined) read += typeof value === "string" ? value.length : 1;
  }
  return read;
}

let _sink;

/** Nanoseconds of this process: what else the machine does is not counted. */
function now() {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}

function run(work, times) {
  const start = now();
  for (let round = 0; round < times; round++) _sink = work();
  return (now() - start) / times;
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".body"))) {
  const label = file.slice(0, -".body".length);
  const rows = Object.entries(variants(label)).map(([name, work]) => ({ name, work, nanos: [] }));
  for (const row of rows) {
    // Until the compiler has done what it does.
    for (const end = Date.now() + 200; Date.now() < end; ) run(row.work, 10);
    row.times = Math.max(1, Math.round((ROUND_MS * 1e6) / run(row.work, 100)));
  }
  for (let round = 0; round < ROUNDS; round++) for (const row of rows) row.nanos.push(run(row.work, row.times));
  for (const { name, nanos } of rows) {
    nanos.sort((one, other) => one - other);
    const [median, low, high] = [0.5, 0.1, 0.9].map((part) => Math.round(nanos[Math.floor((ROUNDS - 1) * part)]));
    console.log([label, name, median, low, high].join("\t"));
  }
}
