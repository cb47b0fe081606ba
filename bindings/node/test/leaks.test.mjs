// Memory stays flat: accepted and refused requests, verifiers and memories of deliveries that come and go.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { Deduplicator, Verifier } from "autosend-webhooks";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";

const verifier = new Verifier(TEST_SECRET, { toleranceMs: 3_600_000 });
const { body, headers } = signedRequest(eventOf("contact.deleted", { email: "zoë@example.org" }));
const wrong = { ...headers, "X-Webhook-Signature": "0".repeat(64) };

const CASES = {
  "1,000,000 verifications": [1_000_000, () => verifier.verify(body, headers)],
  "200,000 refusals": [200_000, () => attempt(() => verifier.verify(body, wrong))],
  "50,000 unknown events": [50_000, unknown()],
  "50,000 verifiers": [50_000, () => new Verifier([TEST_SECRET, "whsec_other"])],
  "20,000 memories of deliveries": [20_000, () => new Deduplicator().admit(verifier.verify(body, headers))],
};

function unknown() {
  const request = signedRequest('{"type":"email.dropped","data":{"name":"宛先"}}');
  return () => verifier.verify(request.body, request.headers);
}

function attempt(call) {
  try {
    call();
  } catch {
    // expected
  }
}

/** Resident memory in MiB after everything that can go has gone. */
async function resident() {
  for (let round = 0; round < 3; round++) {
    globalThis.gc();
    await turn();
  }
  return process.memoryUsage.rss() / 2 ** 20;
}

async function repeat(times, call) {
  // In slices: what native objects hold is given back between turns of the event loop.
  for (let done = 0; done < times; done += 5000) {
    for (let round = 0; round < 5000; round++) call();
    await turn();
  }
}

for (const [name, [times, call]] of Object.entries(CASES)) {
  test(`memory is flat over ${name}`, async () => {
    // Until the heap has the size that it needs.
    await repeat(200_000, call);
    const before = await resident();
    await repeat(times, call);
    const growth = (await resident()) - before;
    // A leak of 16 bytes a verification would be 15 MiB.
    assert.ok(growth < 12, `grew by ${growth.toFixed(1)} MiB`);
  });
}
