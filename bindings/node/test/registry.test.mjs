// The registry: which handlers run, what is answered, what is logged; and the memory of deliveries.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Deduplicator, Webhooks } from "autosend-webhooks";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";

const OK = { status: 200, body: { received: true, duplicate: false } };
const DUPLICATE = { status: 200, body: { received: true, duplicate: true } };
const FAILED = { status: 500, body: { received: false, code: "handler_failed" } };
const IN_PROGRESS = { status: 503, body: { received: false, code: "in_progress" } };

/** A registry that answers after its handlers, and notes what it logs. */
function registry(options = {}) {
  const entries = [];
  const log = (entry) => entries.push(entry);
  const webhooks = new Webhooks({ secret: TEST_SECRET, log, ...options });
  return { webhooks, entries };
}

async function send(webhooks, event, options) {
  const request = signedRequest(event, options);
  const { status, body, headers } = await webhooks.receive(request.body, request.headers);
  assert.equal(headers["content-type"], "application/json");
  assert.equal(headers["retry-after"], status === 503 ? "1" : undefined);
  return { status, body };
}

const deleted = (name = String(Math.random())) => eventOf("contact.deleted", { email: `${name}@example.org` });

test("handlers run in turn, those for any event first, promises waited for", async () => {
  const calls = [];
  const { webhooks, entries } = registry();
  webhooks
    .on("contact.deleted", () => sleep(5).then(() => calls.push("first")))
    .on(["contact.deleted", "contact.created"], () => calls.push("second"))
    .on("email.sent", () => calls.push("wrong"))
    .onUnknown(() => calls.push("wrong"))
    .onAny((_event, delivery) => calls.push(delivery.type));
  assert.deepEqual(await send(webhooks, deleted()), OK);
  assert.deepEqual(calls, ["contact.deleted", "first", "second"]);
  assert.equal(entries.length, 1);
  const { ms, id, ...entry } = entries[0];
  assert.deepEqual(entry, { outcome: "received", status: 200, type: "contact.deleted" });
  assert.ok(ms >= 0 && id.startsWith("deliver-webhook-test-"));
});

test("unknown and invalid events have handlers of their own", async () => {
  const calls = [];
  const { webhooks } = registry({
    onInvalid: (event) => calls.push(event.eventType),
    onUnknown: (event) => calls.push(event.eventType),
  });
  await send(webhooks, { type: "email.dropped" });
  await send(webhooks, { type: "email.sent", data: 1 });
  assert.deepEqual(calls, ["email.dropped", "email.sent"]);
});

test("a repeat is answered and not handled, under any id", async () => {
  const handler = mock.fn();
  const { webhooks, entries } = registry({ onAny: handler });
  const event = deleted();
  assert.deepEqual(await send(webhooks, event, { deliveryId: "a" }), OK);
  assert.deepEqual(await send(webhooks, event, { deliveryId: "a" }), DUPLICATE);
  assert.deepEqual(await send(webhooks, event, { deliveryId: "b" }), DUPLICATE);
  // An id is a label: the replay did not take it from another event.
  assert.deepEqual(await send(webhooks, deleted(), { deliveryId: "b" }), OK);
  assert.deepEqual(await send(webhooks, deleted(), { deliveryId: "a" }), {
    status: 200,
    body: { received: true, duplicate: false, id_reused: true },
  });
  assert.equal(handler.mock.callCount(), 3);
  assert.deepEqual(
    entries.map(({ outcome, idReused }) => [outcome, idReused]),
    [
      ["received", undefined],
      ["duplicate", undefined],
      ["duplicate", undefined],
      ["received", undefined],
      ["received", true],
    ],
  );
});

test("what is too old to be known is told apart, and given to who wants it", async () => {
  const old = () => eventOf("contact.deleted", { email: `${Math.random()}` }, new Date(Date.now() - 5000));
  const EXPIRED = { status: 200, body: { received: true, duplicate: false, expired: true } };
  const options = () => ({ deduplicator: new Deduplicator({ windowMs: 1000 }), onAny: () => assert.fail("handled") });
  const { webhooks, entries } = registry(options());
  assert.deepEqual(await send(webhooks, old()), EXPIRED);
  assert.equal(entries[0].outcome, "expired");

  const calls = [];
  const told = registry({ ...options(), onExpired: (event, { type }) => calls.push([event.type, type]) });
  assert.deepEqual(await send(told.webhooks, old()), EXPIRED);
  assert.deepEqual(calls, [["contact.deleted", "contact.deleted"]]);
  const failing = registry({ ...options(), onExpired: () => Promise.reject(new Error("no database")) });
  assert.deepEqual(await send(failing.webhooks, old()), FAILED);
});

test("without a deduplicator every delivery is handled", async () => {
  const handler = mock.fn();
  const { webhooks } = registry({ deduplicator: false, onAny: handler });
  const event = deleted();
  await send(webhooks, event, { deliveryId: "a" });
  await send(webhooks, event, { deliveryId: "a" });
  assert.equal(handler.mock.callCount(), 2);
});

test("a handler that fails lets the retry in", async () => {
  const errors = [];
  let failures = 1;
  const { webhooks, entries } = registry({ onError: (error, delivery) => errors.push([error.message, delivery.id]) });
  webhooks.on("contact.deleted", () => {
    if (failures-- > 0) throw new Error("no database");
  });
  const event = deleted();
  assert.deepEqual(await send(webhooks, event, { deliveryId: "a" }), FAILED);
  assert.deepEqual(await send(webhooks, event, { deliveryId: "a" }), OK);
  assert.deepEqual(errors, [["no database", "a"]]);
  assert.deepEqual(
    entries.map(({ outcome, status }) => [outcome, status]),
    [
      ["failed", 500],
      ["received", 200],
    ],
  );
});

test("at once, the response comes first, whatever the handlers do", async () => {
  const errors = [];
  const onError = (error, delivery) => errors.push([error.message, delivery.id]);
  const { webhooks, entries } = registry({ answer: "at-once", onError });
  let failures = 1;
  webhooks.onAny(() => {
    if (failures-- > 0) throw new Error("no database");
  });
  const event = deleted();
  assert.deepEqual(await send(webhooks, event, { deliveryId: "a" }), OK);
  assert.deepEqual(entries, []);
  await sleep(20);
  assert.deepEqual(errors, [["no database", "a"]]);
  // Nothing sends it again by itself; when a person does, it gets in.
  assert.deepEqual(await send(webhooks, event, { deliveryId: "a" }), OK);
  assert.deepEqual(await send(webhooks, event, { deliveryId: "a" }), IN_PROGRESS);
  await sleep(20);
  assert.deepEqual(await send(webhooks, event, { deliveryId: "a" }), DUPLICATE);
  assert.deepEqual(
    entries.map(({ outcome, status }) => [outcome, status]),
    [
      ["failed", 200],
      ["in_progress", 503],
      ["received", 200],
      ["duplicate", 200],
    ],
  );
});

test("the platform hears what to wait for", async () => {
  const work = [];
  const calls = [];
  const { webhooks } = registry({
    answer: "at-once",
    waitUntil: (promise) => work.push(promise),
    onAny: () => sleep(10).then(() => calls.push("done")),
  });
  assert.deepEqual(await send(webhooks, deleted()), OK);
  assert.deepEqual(calls, []);
  await Promise.all(work);
  assert.deepEqual(calls, ["done"]);
});

test("where nothing can run after the answer, the handlers come first", async () => {
  const calls = [];
  const { webhooks } = registry({ answer: "at-once", onAny: () => calls.push("done") });
  const { body, headers } = signedRequest(deleted());
  assert.equal((await webhooks.receive(body, headers, null)).status, 200);
  assert.deepEqual(calls, ["done"]);
});

test("a response does not wait for a slow handler, and says that nothing is done yet", async () => {
  const { webhooks, entries } = registry({ answerWithinMs: 10, onAny: () => sleep(60) });
  const event = deleted();
  assert.deepEqual(await send(webhooks, event), IN_PROGRESS);
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ["late"],
  );
  assert.deepEqual(await send(webhooks, event), IN_PROGRESS);
  await sleep(100);
  assert.deepEqual(await send(webhooks, event), DUPLICATE);
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ["late", "in_progress", "received", "duplicate"],
  );
});

test("a slow handler that fails after the response lets the retry in", async () => {
  const errors = [];
  let failures = 1;
  const { webhooks } = registry({
    answerWithinMs: 10,
    onAny: async () => {
      if (failures-- <= 0) return;
      await sleep(30);
      throw new Error("late");
    },
    onError: (error) => errors.push(error.message),
  });
  const event = deleted();
  assert.deepEqual(await send(webhooks, event), IN_PROGRESS);
  await sleep(80);
  assert.deepEqual(errors, ["late"]);
  assert.deepEqual(await send(webhooks, event), OK);
});

test("two of the same at once, the first of which fails: the event is not lost", async () => {
  let failures = 1;
  const { webhooks } = registry({
    onAny: async () => {
      await sleep(20);
      if (failures-- > 0) throw new Error("no database");
    },
  });
  const event = deleted();
  const both = await Promise.all([send(webhooks, event), send(webhooks, event)]);
  assert.deepEqual(
    both.sort((one, other) => one.status - other.status),
    [FAILED, IN_PROGRESS],
  );
  assert.deepEqual(await send(webhooks, event), OK);
});

test("a response that could not be sent lets the retry in", async () => {
  const handler = mock.fn();
  const { webhooks, entries } = registry({ onAny: handler });
  const { body, headers } = signedRequest(deleted());
  await (await webhooks.receive(body, headers)).unsent();
  assert.equal((await webhooks.receive(body, headers)).body.duplicate, false);
  assert.equal(handler.mock.callCount(), 2);
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ["received", "unsent", "received"],
  );
});

test("there is something to wait for before the process ends", async () => {
  const calls = [];
  const { webhooks } = registry({ answer: "at-once", onAny: () => sleep(30).then(() => calls.push("done")) });
  assert.deepEqual(await send(webhooks, deleted()), OK);
  assert.equal(await webhooks.drain(1), false);
  assert.equal(await webhooks.drain(), true);
  assert.deepEqual(calls, ["done"]);
  assert.equal(await webhooks.close(), true);
  assert.equal((await send(webhooks, deleted())).status, 503);

  const stuck = registry({ answer: "at-once", onAny: () => new Promise(() => {}) });
  await send(stuck.webhooks, deleted());
  assert.equal(await stuck.webhooks.close(20), false);
});

test("a refusal is answered with its code, and told of", async () => {
  const errors = [];
  const { webhooks, entries } = registry({ onError: (error, delivery) => errors.push([error.code, delivery]) });
  const answer = await send(webhooks, deleted(), { secret: "whsec_other" });
  assert.equal(answer.status, 401);
  assert.deepEqual(Object.keys(answer.body), ["code", "message", "hint", "status"]);
  assert.deepEqual(errors, [["signature_mismatch", undefined]]);
  assert.equal(entries[0].outcome, "refused");
});

test("the secret is looked up at the first request", async () => {
  delete process.env.AUTOSEND_WEBHOOK_SECRET;
  const quiet = { log: () => {} };
  const missing = new Webhooks(quiet);
  assert.equal((await send(missing, deleted())).body.code, "invalid_secret");
  process.env.AUTOSEND_WEBHOOK_SECRET = TEST_SECRET;
  assert.equal((await send(missing, deleted())).status, 200);
  delete process.env.AUTOSEND_WEBHOOK_SECRET;
  assert.equal((await send(new Webhooks({ ...quiet, secret: () => [TEST_SECRET] }), deleted())).status, 200);
  assert.equal((await send(new Webhooks({ ...quiet, secret: () => 1 }), deleted())).body.code, "invalid_secret");
});

test("a secret that never comes keeps later requests from nothing", async () => {
  const read = mock.fn(() => (read.mock.callCount() === 0 ? new Promise(() => {}) : TEST_SECRET));
  const { webhooks } = registry({ secret: read, answerWithinMs: 50 });
  assert.equal((await send(webhooks, deleted())).body.code, "timed_out");
  await sleep(1050);
  assert.equal((await send(webhooks, deleted())).status, 200);
});

test("a secret that is replaced is read again, and need not be there at once", async () => {
  let secrets = Promise.reject(new Error("no vault, and its password is x"));
  secrets.catch(() => {});
  const read = mock.fn(() => secrets);
  const { webhooks } = registry({ secret: read });
  const missing = await send(webhooks, deleted());
  assert.deepEqual([missing.status, missing.body.code], [500, "invalid_secret"]);
  assert.ok(!JSON.stringify(missing).includes("vault"));

  secrets = Promise.resolve(TEST_SECRET);
  const all = await Promise.all(Array.from({ length: 20 }, () => send(webhooks, deleted())));
  assert.deepEqual(new Set(all.map(({ status }) => status)), new Set([200]));
  assert.equal(read.mock.callCount(), 2);

  secrets = Promise.resolve(["whsec_new", TEST_SECRET]);
  assert.equal((await send(webhooks, deleted(), { secret: "whsec_new" })).status, 200);
  assert.equal((await send(webhooks, deleted())).status, 200);
  assert.equal(read.mock.callCount(), 3);
  assert.equal((await send(webhooks, deleted(), { secret: "whsec_other" })).body.code, "signature_mismatch");
});

test("what fails in a log or an error handler does no harm", async (t) => {
  const printed = t.mock.method(console, "error", () => {});
  const thrower = () => {
    throw new Error("mine");
  };
  const { webhooks } = registry({ log: thrower, onError: thrower, onAny: thrower });
  assert.deepEqual(await send(webhooks, deleted()), FAILED);
  assert.equal(printed.mock.callCount(), 2);
});

test("by default, failures are printed", async (t) => {
  const printed = t.mock.method(console, "error", () => {});
  const webhooks = new Webhooks({
    secret: TEST_SECRET,
    onAny: () => {
      throw new Error("mine");
    },
  });
  await send(webhooks, deleted());
  await sleep(20);
  await send(webhooks, deleted(), { secret: "whsec_other" });
  assert.equal(printed.mock.callCount(), 1);
});

test("a logger of one's own hears what the console would, and may fail", async (t) => {
  const printed = ["error", "warn"].map((name) => t.mock.method(console, name, () => {}));
  const heard = [];
  const options = {
    secret: TEST_SECRET,
    onAny: () => Promise.reject(new Error("mine")),
    onError: () => Promise.reject(new Error("another")),
  };
  const logger = { warn: (message) => heard.push([message]), error: (...words) => heard.push(words) };
  assert.equal((await send(new Webhooks({ ...options, logger }), deleted())).status, 500);
  assert.deepEqual(
    heard.map(([message, error]) => [message.slice(0, 25), error.message]),
    [
      ["autosend-webhooks: failed", "mine"],
      ["autosend-webhooks: onErro", "another"],
    ],
  );
  for (const fail of [() => Promise.reject(new Error("log")), () => assert.fail("log")]) {
    assert.equal(
      (await send(new Webhooks({ ...options, logger: { warn: fail, error: fail } }), deleted())).status,
      500,
    );
  }
  assert.deepEqual(
    printed.map(({ mock }) => mock.callCount()),
    [0, 0],
  );
});

test("a handler must be a function", () => {
  assert.throws(() => new Webhooks().on("email.sent", "x"), TypeError);
});

test("options that make no sense", () => {
  for (const wrong of [
    { answer: "soon" },
    { answers: "at-once" },
    { onEvent: () => {} },
    { handlers: { "email.bounce": () => {} } },
    { onAny: "x" },
    { onError: 1 },
    { log: {} },
    { logger: {} },
    { logger: null },
    { waitUntil: true },
    { deduplicator: {} },
    { deduplicator: { admit() {}, forgett() {} } },
    { deduplicator: { admit() {}, forget() {}, done: true } },
    { tolerance: 1 },
    { maxBody: "1" },
  ]) {
    assert.throws(() => new Webhooks(wrong), TypeError, JSON.stringify(wrong));
  }
  for (const wrong of [Number.NaN, Infinity, -1, 0]) {
    assert.throws(() => new Webhooks({ answerWithinMs: wrong }), RangeError);
    assert.throws(() => new Deduplicator({ windowMs: wrong }), RangeError);
    assert.throws(() => new Deduplicator({ capacity: wrong }), RangeError);
  }
  assert.throws(() => new Deduplicator({ window: 1 }), TypeError);
});
