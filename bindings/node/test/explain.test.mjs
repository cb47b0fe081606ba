// explain names the usual mistakes, agrees with verify, and accepts nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "autosend-webhooks";
import { Verifier, WebhookError } from "autosend-webhooks";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";
import { bodyOf, groups, verifierOf } from "./support/vectors.mjs";

const verifier = new Verifier(TEST_SECRET);
const { body, headers } = signedRequest(eventOf("contact.deleted", { email: "ada@example.org" }));

test("a request that verifies has no error", () => {
  assert.deepEqual(verifier.explain(body, headers), { error: null, causes: [] });
});

test("a body that was printed again", () => {
  const printed = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(body)), null, 2));
  const { error, causes } = verifier.explain(printed, headers);
  assert.equal(error.code, "signature_mismatch");
  assert.equal(causes[0].cause, "body_reserialized");
  assert.ok(causes[0].finding && causes[0].fix);
});

test("a newline too many, and a clock that is off", () => {
  assert.equal(verifier.explain(Buffer.concat([body, Buffer.from("\n")]), headers).causes[0].cause, "trailing_newline");
  assert.equal(verifier.explain(body, headers, Date.now() + 3_600_000).error.code, "timestamp_too_old");
});

test("it agrees with verify on every vector", async () => {
  for await (const vector of groups()) {
    let explained;
    try {
      explained = verifierOf(library, vector).explain(bodyOf(vector), vector.headers, vector.now_ms);
    } catch (error) {
      assert.ok(error instanceof WebhookError && error.code === "invalid_secret");
      continue;
    }
    assert.equal(explained.error?.code, vector.expect.error, vector.name);
  }
});
