// node run.mjs SDK EXAMPLES SCHEMA: as run.py, for the compiled package in TypeScript.

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [sdk, examples, schema] = process.argv.slice(2);
const { EVENTS, Verifier } = await import(pathToFileURL(`${sdk}/dist/index.js`));
const secret = "It's a Secret to Everybody";
const verifier = new Verifier(secret);
const known = new Set(Object.keys(EVENTS));
let passed = 0;
let failed = 0;
let problems = 0;

/** What is wrong with what was made of a body, or nothing. */
async function check(name, sent) {
  const body = JSON.stringify(sent);
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const headers = { "x-github-event": name, "x-github-delivery": "1", "x-hub-signature-256": signature };
  const expected = typeof sent.action === "string" ? `${name}.${sent.action}` : name;
  let delivery;
  try {
    delivery = await verifier.verify(Buffer.from(body), headers);
  } catch (error) {
    return `refused as ${error.code ?? error}`;
  }
  problems += delivery.event.problems?.length ? 1 : 0;
  if (delivery.type !== expected) return `taken for ${delivery.type}`;
  const isTyped = delivery.event.type !== "unknown" && delivery.event.type !== "invalid";
  if (isTyped !== (known.has(expected) || known.has(name))) return `${expected} is ${isTyped ? "" : "not "}typed`;
  return undefined;
}

for (const group of JSON.parse(readFileSync(examples, "utf8"))) {
  for (const body of group.examples) {
    const complaint = await check(group.name, body);
    if (complaint === undefined) passed += 1;
    else failed += 1;
    if (complaint !== undefined) console.error(`${group.name}: ${complaint}`);
  }
}
console.error(`${problems} of ${passed + failed} have members that do not fit the schema`);
console.log(`github-${schema}`, passed, failed);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
