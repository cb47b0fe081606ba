// The table of errors, the class, and what callers get wrong.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import * as esm from "autosend-webhooks";
import { signedRequest, TEST_SECRET } from "autosend-webhooks/testing";
import { groups } from "./support/vectors.mjs";

const { ERRORS, Verifier, WebhookError } = esm;
const cjs = createRequire(import.meta.url)("autosend-webhooks");
const body = Buffer.from('{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{}}');
const { headers } = signedRequest(body);
const verifier = new Verifier(TEST_SECRET);

function caught(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("it did not throw");
}

test("the table is the one of schema/", async () => {
  const schema = join(process.env.AUTOSEND_WEBHOOKS_VECTORS, "../../schema/errors.json");
  const { errors } = JSON.parse(await readFile(schema, "utf8"));
  assert.deepEqual(
    Object.keys(ERRORS),
    errors.map(({ code }) => code),
  );
  for (const { code, status, meaning, hint } of errors) {
    const error = new WebhookError(code);
    assert.deepEqual(error.toJSON(), { code, message: meaning, hint, status });
    assert.deepEqual(ERRORS[code], { status, meaning, hint });
  }
});

test("every code but that of the bindings comes out of a vector, with the table's status and hint", async () => {
  const seen = new Set();
  for await (const vector of groups()) if (vector.expect.error) seen.add(vector.expect.error);
  assert.deepEqual([...seen, "body_already_parsed"].sort(), Object.keys(ERRORS).sort());
});

test("an error is one by class, in both module systems", () => {
  const error = caught(() => verifier.verify(Buffer.from("{}"), headers));
  for (const { WebhookError } of [esm, cjs]) assert.ok(error instanceof WebhookError);
  assert.ok(error instanceof Error);
  assert.equal(new Error("other") instanceof WebhookError, false);
  assert.equal(error.name, "WebhookError");
  assert.equal(error.code, "signature_mismatch");
  assert.equal(error.status, 401);
  assert.equal(error.statusCode, 401);
  assert.equal(error.hint, ERRORS.signature_mismatch.hint);
  assert.match(String(error), /^WebhookError: The signature matches none/);
  assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(error))), ["code", "message", "hint", "status"]);
});

test("an error of either module system is one in the other", () => {
  const error = caught(() => new cjs.Verifier(""));
  assert.equal(error.code, "invalid_secret");
  assert.ok(error instanceof esm.WebhookError);
});

test("the message has the particulars", () => {
  const late = Date.now() + 400_000;
  assert.match(
    caught(() => verifier.verifyAt(body, headers, late)).message,
    /longer ago .* \(\d+\.\d s ago, the tolerance is 300 s\)$/,
  );
});

test("secrets that can't be one", () => {
  for (const secret of [undefined, [], "", [""], " whsec_a", "whsec_a\n", [TEST_SECRET, ""]]) {
    assert.equal(caught(() => new Verifier(secret)).code, "invalid_secret", JSON.stringify(secret));
  }
  for (const secret of [null, 1, {}, [1], [undefined], Buffer.from(TEST_SECRET)]) {
    assert.throws(() => new Verifier(secret), TypeError);
  }
});

test("no secret shows in an error or an inspected object", async () => {
  const { inspect } = await import("node:util");
  const secret = "whsec_do_not_show_me";
  const verifier = new Verifier(secret);
  const shown = [
    inspect(verifier, { depth: 9, showHidden: true }),
    JSON.stringify(verifier),
    inspect(caught(() => new Verifier(` ${secret}`))),
    inspect(caught(() => new Verifier([secret, 1]))),
    inspect(caught(() => verifier.verify(body, headers))),
    JSON.stringify(verifier.explain(body, headers)),
  ];
  for (const text of shown) assert.ok(!text.includes("do_not_show"), text);
});

test("a body that is not bytes is refused with the fix for each framework", () => {
  const parsed = [{}, { type: "email.sent" }, [], null, undefined, "text", 1, true, Symbol("s"), () => 0, new Date()];
  for (const value of parsed) {
    const error = caught(() => verifier.verify(value, headers));
    assert.equal(error.code, "body_already_parsed");
    for (const framework of ["Express", "Next.js", "NestJS", "Fastify", "Lambda"])
      assert.ok(error.hint.includes(framework));
  }
  assert.match(caught(() => verifier.verify({}, headers)).message, /\(it is a parsed object\)$/);
  assert.match(
    caught(() => verifier.verify(undefined, headers)).message,
    /\(it is undefined: nothing read it, or it is empty\)$/,
  );
});

test("every kind of bytes is taken, views at their place", () => {
  const padded = Buffer.concat([Buffer.from("##"), body, Buffer.from("##")]);
  const shared = new Uint8Array(new SharedArrayBuffer(body.length));
  shared.set(body);
  const copy = new Uint8Array(body);
  for (const bytes of [
    body,
    copy,
    copy.buffer,
    padded.subarray(2, -2),
    shared,
    shared.buffer,
    new DataView(copy.buffer),
    new Uint8ClampedArray(copy),
  ]) {
    assert.equal(verifier.verify(bytes, headers).type, "contact.deleted");
  }
});

test("text is taken if asked for", () => {
  const text = '{"type":"contact.deleted","createdAt":"2025-11-12T10:30:00.000Z","data":{"name":"Zoë 🦀"}}';
  const headers = new Verifier(TEST_SECRET).sign(text);
  assert.equal(new Verifier(TEST_SECRET, { allowText: true }).verify(text, headers).event.data.name, "Zoë 🦀");
  assert.equal(verifier.verify(Buffer.from(text), headers).text, text);
});

test("headers that are none", () => {
  for (const wrong of [undefined, null, "x", 1, () => 0]) assert.throws(() => verifier.verify(body, wrong), TypeError);
  assert.throws(() => verifier.verify(body, { ...headers, "X-Webhook-Event": 1 }), /x-webhook-event must be a string/);
  assert.throws(() => verifier.verify(body, new Set(["a"])), /pairs/);
  assert.throws(() => verifier.verify(body, {}), { code: "missing_signature" });
  assert.throws(() => verifier.verify(body, []), { code: "missing_signature" });
});

test("options and clocks that make no sense", () => {
  assert.throws(
    () => new Verifier(TEST_SECRET, { tolerance: 1 }),
    /there is no option tolerance; there are toleranceMs/,
  );
  assert.throws(() => new Verifier(TEST_SECRET, { toleranceMs: "300" }), TypeError);
  assert.throws(() => new Verifier(TEST_SECRET, { maxBody: null }), TypeError);
  for (const wrong of [-1, Number.NaN, Infinity])
    assert.throws(() => new Verifier(TEST_SECRET, { maxBody: wrong }), RangeError);
  for (const wrong of [Number.NaN, new Date("x"), "now", {}])
    assert.throws(() => verifier.verifyAt(body, headers, wrong), TypeError);
  assert.throws(() => verifier.sign({}), { code: "body_already_parsed" });
});

test("many repeated headers are all looked at", () => {
  const repeated = Array.from({ length: 100 }, (_, index) => [
    "X-Webhook-Event",
    `contact.deleted${" ".repeat(index)}`,
  ]);
  const pairs = [...Object.entries(headers).filter(([name]) => name !== "X-Webhook-Event"), ...repeated];
  assert.equal(verifier.verify(body, pairs).type, "contact.deleted");
  assert.throws(() => verifier.verify(body, [...pairs, ["x-webhook-event", "other"]]), { code: "duplicate_header" });
  assert.equal(verifier.verify(body, headers).type, "contact.deleted");
});

test("code points that are no bytes do not become some", () => {
  // U+0130 cut to a byte is the digit 0.
  const signature = headers["X-Webhook-Signature"];
  const disguised = signature.replaceAll("0", "\u0130");
  assert.notEqual(signature, disguised);
  assert.throws(() => verifier.verify(body, { ...headers, "X-Webhook-Signature": disguised }), {
    code: "malformed_signature",
  });
});

test("headers of any length are read whole", () => {
  const padded = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, `${" ".repeat(5000)}${value}\t`]),
  );
  assert.equal(verifier.verify(body, padded).id, headers["X-Webhook-Delivery-Id"]);
  for (let length = 200; length < 500; length++) {
    const id = "a".repeat(length);
    const verify = () => verifier.verify(body, { ...headers, "X-Webhook-Delivery-Id": id }).id;
    if (length <= 255) assert.equal(verify(), id);
    else assert.throws(verify, { code: "malformed_delivery_id" });
  }
  const cut = { ...headers, "X-Webhook-Event": `${headers["X-Webhook-Event"]}${"d".repeat(5000)}` };
  assert.throws(() => verifier.verify(body, cut), { code: "event_mismatch" });
});
