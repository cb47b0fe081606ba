// node run.mjs [--edge] SDK REQUESTS: see ../README.md. SDK is a compiled package; --edge hides node:crypto from it.

import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";

const [requests, sdk, option] = process.argv.slice(2).reverse();
if (option === "--edge") process.getBuiltinModule = undefined;
const { Verifier, WebhookError } = await import(pathToFileURL(join(resolve(sdk), "dist/index.js")).href);

let all = 0;
let bad = 0;
for (const file of readdirSync(requests).sort()) {
  const { group, cases } = JSON.parse(readFileSync(join(requests, file), "utf8"));
  const problems = cases.flatMap(problemOf);
  for (const problem of problems) console.error(problem);
  console.log(`${group} ${cases.length - problems.length} ${problems.length}`);
  all += cases.length;
  bad += problems.length;
}
process.exit(all === 0 || bad > 0 ? 1 : 0);

function problemOf(test) {
  let outcome;
  try {
    outcome = outcomeOf(test);
  } catch (error) {
    return [`${test.name}: ${error.stack}`];
  }
  const expected = comparable(test.expect);
  return isDeepStrictEqual(comparable(outcome, test.expect), expected)
    ? []
    : [`${test.name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(outcome)}`];
}

/** An outcome with what the vector does not say left out, problems in one order, and a Unix time as an instant. */
function comparable(outcome, { accepted: wanted } = outcome) {
  const { accepted } = outcome;
  if (accepted === undefined || wanted?.problems === undefined) {
    return accepted === undefined ? outcome : { accepted: { ...accepted, problems: undefined } };
  }
  const { created_at: created, problems } = accepted;
  return { accepted: { ...accepted, created_at: created && Date.parse(created), problems: problems.toSorted() } };
}

function isRaw({ type }) {
  return type === "unknown" || type === "invalid";
}

function outcomeOfEvent(event) {
  return isRaw(event) ? event.type : "typed";
}

function typeOf(event) {
  return isRaw(event) ? event.eventType : event.type;
}

function outcomeOf(test) {
  const options = test.options ?? {};
  const body = bodyOf(test);
  try {
    const verifier = new Verifier(test.secrets, {
      ...("tolerance_ms" in options && { toleranceMs: options.tolerance_ms }),
      ...("future_tolerance_ms" in options && { futureToleranceMs: options.future_tolerance_ms }),
      ...("max_body" in options && { maxBody: options.max_body }),
      ...("strict" in options && { strict: options.strict }),
      ...("url" in options && { url: options.url }),
    });
    const delivery = verifier.verifyAt(body, test.headers, test.now_ms);
    const { event } = delivery;
    const wanted = test.expect.accepted?.events;
    if (wanted === undefined) checkLossless(JSON.parse(jsonOf(delivery.text)), event);
    else delivery.events.forEach((event, at) => void checkLossless(JSON.parse(delivery.text).events[at], event));
    return {
      accepted: {
        type: delivery.type,
        outcome: outcomeOfEvent(event),
        generation: delivery.generation,
        delivery_id: delivery.id,
        sent_at_ms: delivery.sentAt === null ? null : delivery.sentAt.getTime(),
        created_at: delivery.createdAt,
        secret_index: delivery.secretIndex,
        digest: delivery.digest,
        problems: (event.problems ?? []).map(({ path }) => path),
        ...(wanted !== undefined && { events: delivery.events.map((it) => [typeOf(it), outcomeOfEvent(it)]) }),
      },
    };
  } catch (error) {
    if (!(error instanceof WebhookError)) throw error;
    return { error: error.code };
  }
}

function bodyOf({ body, body_base64, body_repeat }) {
  if (body !== undefined) return new TextEncoder().encode(body);
  if (body_base64 !== undefined) return new Uint8Array(Buffer.from(body_base64, "base64"));
  return new TextEncoder().encode(body_repeat.map(([text, times]) => text.repeat(times)).join(""));
}

/** What the body says is in the event. Names of an older form of the body may have become today's. */
function checkLossless(root, event) {
  const body = wellFormed(root);
  const sent = Object.values(body);
  const kept = withMisfits(event);
  if (isDeepStrictEqual(kept.data, body)) return;
  const isTyped = event.type !== "unknown" && event.type !== "invalid";
  // Of an event that no type describes, all but the data is in the body's text only.
  const lost = isTyped
    ? sent.filter((value) => !Object.values(kept).some((it) => holds(it, value)))
    : [kept.data].filter((it) => it !== undefined && !sent.some((value) => isDeepStrictEqual(value, it)));
  if (lost.length > 0) throw new Error(`lost: ${JSON.stringify(lost)}`);
}

/** The JSON of a body, which may be a form. */
function jsonOf(text) {
  return /^\s*[{[]/.test(text) ? text : [...new URLSearchParams(text).values()].find((value) => value.startsWith("{"));
}

/** An event with what did not fit back in its place, and integers as `JSON.parse` has them. */
function withMisfits(event) {
  const plain = rounded(event);
  for (const { path, value } of (plain.problems ?? []).filter((problem) => "value" in problem)) {
    const names = path
      .slice(1)
      .split("/")
      .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
    const last = names.pop();
    names.reduce((members, name) => members[name], plain.data)[last] = value;
  }
  return plain;
}

function rounded(value) {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rounded(member)]));
}

/** Half pairs in names and texts are U+FFFD, and of names that become one the last is kept. */
function wellFormed(value) {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (!isMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toWellFormed(), wellFormed(member)]));
}

/** Whether all values of an object are among those of another, by whatever name. */
function holds(object, values) {
  if (isDeepStrictEqual(object, values)) return true;
  if (Array.isArray(object) && Array.isArray(values)) {
    return object.length === values.length && values.every((value, index) => holds(object[index], value));
  }
  if (!isMembers(object) || !isMembers(values)) return false;
  return Object.values(values).every((value) => Object.values(object).some((other) => holds(other, value)));
}

function isMembers(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
