// node --test doors.test.mjs, with the folder of a compiled package in SDK.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

const load = (name) => import(pathToFileURL(join(process.env.SDK, "dist", `${name}.js`)).href);
const { Deduplicator, ERRORS, EVENT_TYPES, Verifier, WebhookError } = await load("index");
const { sample, sign, signedRequest, TEST_SECRET } = await load("testing");
const { Sha256 } = await load("sha256");
const doors = { fetch: await load("fetch"), node: await load("node") };

const [TYPE] = EVENT_TYPES;
const options = (seen) => ({ secret: TEST_SECRET, onDelivery: (delivery) => void seen.push(delivery) });

/** Answers requests through the door for fetch, or a server of Node's. */
async function receiver(t, door, receiverOptions) {
  const handler = doors[door].webhook(receiverOptions);
  if (door === "fetch") return (request) => handler(new Request("http://localhost/", request));
  const server = createServer(handler).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return (request) => fetch(`http://127.0.0.1:${server.address().port}/`, request);
}

for (const door of Object.keys(doors)) {
  test(`${door}: every event arrives once`, async (t) => {
    const seen = [];
    const send = await receiver(t, door, options(seen));
    for (const type of EVENT_TYPES) {
      const request = signedRequest(sample(type), { deliveryId: `d-${type}` });
      assert.deepEqual(await (await send(request)).json(), { received: true, duplicate: false });
      assert.deepEqual(await (await send(request)).json(), { received: true, duplicate: true });
    }
    assert.deepEqual(seen.map(({ event }) => event.type), EVENT_TYPES);
  });

  test(`${door}: refusals have their status and code`, async (t) => {
    const send = await receiver(t, door, { ...options([]), maxBody: 4000 });
    const good = signedRequest(sample(TYPE));
    const refused = async (request) => {
      const response = await send(request);
      const { code, status } = await response.json();
      assert.equal(response.status, status);
      return code;
    };
    assert.equal(await refused({ ...good, body: new Uint8Array([1]) }), "signature_mismatch");
    assert.equal(await refused({ ...good, body: new Uint8Array(4001) }), "body_too_large");
    assert.equal(await refused({ method: "POST", body: good.body }), "missing_signature");
    assert.equal((await send({ method: "GET" })).status, 405);
  });

  test(`${door}: what takes too long, or a deduplicator that fails, has it come again`, async (t) => {
    t.mock.method(console, "error", () => {});
    t.mock.method(console, "warn", () => {});
    let release;
    const work = new Promise((resolve) => (release = resolve));
    const send = await receiver(t, door, { secret: TEST_SECRET, answerWithinMs: 50, onDelivery: () => work });
    const request = signedRequest(sample(TYPE));
    for (let round = 0; round < 2; round++) {
      const response = await send(request);
      assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "1"]);
      assert.equal((await response.json()).code, "in_progress");
    }
    release();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal((await (await send(request)).json()).duplicate, true);

    const fail = () => Promise.reject(new Error("password"));
    for (const admit of [fail, () => undefined, () => new Promise(() => {})]) {
      const options = { secret: TEST_SECRET, answerWithinMs: 50, onDelivery: () => {}, deduplicator: { admit, forget() {} } };
      const response = await (await receiver(t, door, options))(signedRequest(sample(TYPE)));
      assert.equal(response.status, 503);
      assert.deepEqual(await response.json(), { received: false, code: "deduplicator_failed" });
    }
  });

  test(`${door}: what fails is let in again`, async (t) => {
    t.mock.method(console, "error", () => {});
    let failures = 1;
    const onDelivery = () => {
      if (failures-- > 0) throw new Error("the database is down");
    };
    const send = await receiver(t, door, { secret: TEST_SECRET, onDelivery });
    const request = signedRequest(sample(TYPE));
    assert.equal((await send(request)).status, 500);
    assert.equal((await send(request)).status, 200);
  });
}

test("every error has a status, a meaning and a hint", () => {
  for (const [code, row] of Object.entries(ERRORS)) {
    const error = new WebhookError(code);
    assert.deepEqual(error.toJSON(), { code, message: row.meaning, hint: row.hint, status: row.status });
    assert.ok(error instanceof Error && row.status >= 400 && row.hint.length > 0);
  }
});

test("a parsed body is refused by name", () => {
  for (const body of ["{}", {}, null, undefined, 1]) {
    assert.throws(() => new Verifier(TEST_SECRET).verify(body, {}), { code: "body_already_parsed" });
  }
});

test("no secret shows", () => {
  const verifier = new Verifier(TEST_SECRET);
  const shown = inspect(verifier, { depth: 9, showHidden: true, getters: true }) + JSON.stringify(verifier);
  assert.ok(!shown.includes(TEST_SECRET));
});

test("headers in any form", () => {
  const verifier = new Verifier(TEST_SECRET);
  const body = new TextEncoder().encode(sample(TYPE));
  const headers = sign(body);
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]));
  for (const form of [headers, lists, new Headers(headers), new Map(Object.entries(headers)), Object.entries(headers)]) {
    assert.equal(verifier.verify(body, form).type, TYPE);
  }
});

const { secret, cases } = JSON.parse(
  readFileSync(new URL("../../vectors/deduplication.json", import.meta.url), "utf8"),
);
for (const { name, why, window_ms: windowMs, capacity, deliveries, steps } of cases) {
  test(`${name}: ${why}`, () => {
    const verifier = new Verifier(secret, { toleranceMs: null });
    const seen = new Deduplicator({ windowMs, capacity });
    for (const step of steps) {
      const { id: deliveryId, body } = deliveries[step.delivery];
      const bytes = new TextEncoder().encode(body);
      const delivery = verifier.verifyAt(bytes, sign(bytes, { secret, deliveryId }), step.at_ms);
      if (step.do === "admit") {
        const { outcome, idReused } = seen.admit(delivery, step.at_ms);
        assert.deepEqual({ outcome, id_reused: idReused }, step.expect, JSON.stringify(step));
      } else seen[step.do](delivery);
    }
  });
}

test("explain finds the mistake and accepts nothing", () => {
  const verifier = new Verifier(TEST_SECRET);
  const body = new TextEncoder().encode(sample(TYPE).trim());
  const headers = sign(body);
  const causes = (changed, its = headers) =>
    verifier.explain(new TextEncoder().encode(changed), its).causes.map(({ cause }) => cause);
  const text = new TextDecoder().decode(body);
  assert.deepEqual(verifier.explain(body, headers), { error: null, causes: [] });
  assert.deepEqual(causes(`${text}\n`), ["trailing_newline"]);
  assert.deepEqual(causes(text.replace("{", "[")), ["unknown"]);
  const stripped = new Verifier(TEST_SECRET.replace("whsec_", "")).explain(body, headers);
  assert.deepEqual(stripped.causes.map(({ cause }) => cause), ["secret_prefix_missing"]);
});

test("SHA-256 without a platform's help", async () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => index * 7);
  for (let length = 0; length <= bytes.length; length++) {
    const part = bytes.subarray(0, length);
    const expected = new Uint8Array(await crypto.subtle.digest("SHA-256", part));
    assert.deepEqual(new Sha256().update(part).digest(), expected);
    assert.deepEqual(new Sha256().update(part.subarray(0, length >> 1)).update(part.subarray(length >> 1)).digest(), expected);
  }
});

test("fetch: a Worker's context hears of work that goes on after the response", async (t) => {
  t.mock.method(console, "warn", () => {});
  let isOver = false;
  const onDelivery = () =>
    new Promise((resolve) => setTimeout(resolve, 100)).then(() => {
      isOver = true;
    });
  const handler = doors.fetch.webhook({ secret: TEST_SECRET, answerWithinMs: 20, onDelivery });
  const told = [];
  const context = { waitUntil: (work) => told.push(work) };
  const response = await handler(new Request("http://localhost/", signedRequest(sample(TYPE))), {}, context);
  assert.deepEqual([response.status, (await response.json()).code], [503, "in_progress"]);
  assert.deepEqual([told.length, isOver], [1, false]);
  await told[0];
  assert.equal(isOver, true);
});

for (const door of Object.keys(doors)) {
  test(`${door}: timed_out is for what verifying needs, and in_progress for the work`, async (t) => {
    t.mock.method(console, "error", () => {});
    t.mock.method(console, "warn", () => {});
    const never = () => new Promise(() => {});
    for (const [code, failing] of Object.entries({ timed_out: { secret: never }, in_progress: { onDelivery: never } })) {
      const all = { secret: TEST_SECRET, onDelivery: () => {}, answerWithinMs: 50, ...failing };
      const response = await (await receiver(t, door, all))(signedRequest(sample(TYPE)));
      assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "1"]);
      assert.deepEqual(await response.json(), { received: false, code });
    }
  });
}
