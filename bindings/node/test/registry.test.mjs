// The registry: which handlers run, what is answered, what is logged; and the memory of deliveries.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Deduplicator, Verifier, WebhookError, Webhooks } from "autosend-webhooks";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";

const OK = { status: 200, body: { received: true, duplicate: false } };
const DUPLICATE = { status: 200, body: { received: true, duplicate: true } };
const FAILED = { status: 500, body: { received: false } };

/** A registry that answers after its handlers, and notes what it logs. */
function registry(options = {}) {
  const entries = [];
  const log = (entry) => entries.push(entry);
  const webhooks = new Webhooks({ secret: TEST_SECRET, answer: "after-handlers", log, ...options });
  return { webhooks, entries };
}

function send(webhooks, event, options) {
  const { body, headers } = signedRequest(event, options);
  return webhooks.receive(body, headers);
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
  assert.deepEqual(await send(webhooks, deleted(), { deliveryId: "b" }), OK);
  assert.equal(handler.mock.callCount(), 2);
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ["received", "duplicate", "duplicate", "received"],
  );
});

test("what is too old to be known is not handled", async () => {
  const { webhooks, entries } = registry({ deduplicator: new Deduplicator({ windowMs: 1000 }) });
  await send(webhooks, eventOf("contact.deleted", {}, new Date(Date.now() - 5000)));
  assert.equal(entries[0].outcome, "expired");
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

test("by default the answer comes first, whatever the handlers do", async () => {
  const errors = [];
  const onError = (error, delivery) => errors.push([error.message, delivery.id]);
  const { webhooks, entries } = registry({ answer: undefined, onError });
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
  assert.deepEqual(await send(webhooks, event, { deliveryId: "a" }), DUPLICATE);
  await sleep(20);
  assert.deepEqual(
    entries.map(({ outcome, status }) => [outcome, status]),
    [
      ["failed", 200],
      ["duplicate", 200],
      ["received", 200],
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
  assert.deepEqual(await webhooks.receive(body, headers, null), OK);
  assert.deepEqual(calls, ["done"]);
});

test("an answer does not wait for a slow handler", async () => {
  const { webhooks, entries } = registry({ answerWithinMs: 10, onAny: () => sleep(60) });
  assert.deepEqual(await send(webhooks, deleted()), OK);
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ["late"],
  );
  await sleep(100);
  assert.deepEqual(
    entries.map(({ outcome }) => outcome),
    ["late", "received"],
  );
});

test("a slow handler that fails after the answer is told of", async () => {
  const errors = [];
  const { webhooks } = registry({
    answerWithinMs: 5,
    onAny: () =>
      sleep(20).then(() => {
        throw new Error("late");
      }),
    onError: (error) => errors.push(error.message),
  });
  assert.deepEqual(await send(webhooks, deleted()), OK);
  await sleep(60);
  assert.deepEqual(errors, ["late"]);
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
  assert.deepEqual(await send(new Webhooks({ ...quiet, secret: () => 1 }), deleted()), FAILED);
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

test("a handler must be a function", () => {
  assert.throws(() => new Webhooks().on("email.sent", "x"), TypeError);
  assert.throws(() => new Webhooks({ answer: "soon" }), TypeError);
});

test("the memory of deliveries", () => {
  const verifier = new Verifier(TEST_SECRET);
  const verify = (event, deliveryId) => {
    const { body, headers } = signedRequest(event, { deliveryId });
    return verifier.verify(body, headers);
  };
  const seen = new Deduplicator({ capacity: 2 });
  const [one, two, three] = ["one", "two", "three"].map((name) => verify(deleted(name), name));
  assert.equal(seen.admit(one), "first");
  assert.equal(seen.admit(one), "duplicate");
  seen.forget(one);
  assert.equal(seen.admit(one), "first");
  seen.admit(two);
  seen.admit(three);
  assert.equal(seen.admit(one), "first");
  assert.equal(seen.admit(three), "duplicate");
  assert.equal(new Deduplicator({ windowMs: 1000 }).admit(one, Date.now() + 5000), "expired");
  assert.equal(new Deduplicator().admit(one, new Date()), "first");
  assert.throws(() => new Deduplicator({ windowMs: 0 }), RangeError);
  assert.ok(new WebhookError("body_not_json") instanceof Error);
});
