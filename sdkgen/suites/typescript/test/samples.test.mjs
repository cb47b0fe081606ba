// A request of every event, signed by the package itself, arrives as its type; what is forged or too old does not.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Verifier } from "../dist/index.js";

const suite = JSON.parse(readFileSync(new URL("samples.json", import.meta.url), "utf8"));
const { samples, secret, other_secret: otherSecret, expired_after_seconds: expiredAfter } = suite;

/** Where requests are sent to, if that is signed. */
const options = suite.url === null ? {} : { url: suite.url };

const bytes = (text) => new TextEncoder().encode(text);

/** A value with integers as `JSON.parse` has them: the package keeps long ones whole. */
const rounded = (value) => JSON.parse(JSON.stringify(value, (_, it) => (typeof it === "bigint" ? Number(it) : it)));

/** The headers of a request, sent now or at another time. */
function signed({ body, event }, { by = secret, timestamp = Date.now() } = {}) {
  return new Verifier(by).sign(bytes(body), { ...options, timestamp, ...(event !== null && { event }) });
}

const received = (body, headers) => new Verifier(suite.verifier_secret, options).verify(bytes(body), headers);

const isRefused = (code, body, headers) => assert.throws(() => received(body, headers), { code });

for (const sample of samples) {
  test(`${sample.type} arrives as its type`, () => {
    const { event, type } = received(sample.body, signed(sample));
    assert.equal(type, sample.type);
    assert.ok(event.type !== "unknown" && event.type !== "invalid", JSON.stringify(event.type));
    assert.deepEqual(event.problems ?? [], []);
  });

  test(`${sample.type} is refused if it is forged`, () => {
    isRefused("signature_mismatch", sample.body, signed(sample, { by: otherSecret }));
    if (suite.signs_body) isRefused("signature_mismatch", `${sample.body} `, signed(sample));
  });
}

test("an expired request is refused", { skip: expiredAfter === null && "the provider does not say when it was sent" }, () => {
  const [sample] = samples;
  isRefused("timestamp_too_old", sample.body, signed(sample, { timestamp: Date.now() - expiredAfter * 1000 }));
});

test("an unknown type arrives without loss", () => {
  const sample = suite.unknown_type;
  const { event, type } = received(sample.body, signed(sample));
  assert.equal(type, sample.type);
  assert.equal(event.type, "unknown");
  assert.deepEqual(rounded(event.data), sample.data);
});

test("an unknown member arrives without loss", () => {
  const sample = suite.unknown_member;
  const { event, type } = received(sample.body, signed(sample));
  assert.equal(type, sample.type);
  assert.deepEqual(event.problems ?? [], []);
  assert.deepEqual(rounded(event.data)[sample.member], sample.value);
});
