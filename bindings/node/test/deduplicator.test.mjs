// The memory of deliveries: the cases that all languages share, and that it stays as fast however full it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Deduplicator, Verifier } from "autosend-webhooks";
import { deduplication } from "./support/vectors.mjs";

const { secret, cases } = await deduplication();
const verifier = new Verifier(secret, { toleranceMs: null });

for (const { name, why, window_ms: windowMs, capacity, deliveries, steps } of cases) {
  test(`${name}: ${why}`, () => {
    const seen = new Deduplicator({ windowMs, capacity });
    for (const step of steps) {
      const { id: deliveryId, body } = deliveries[step.delivery];
      const delivery = verifier.verifyAt(Buffer.from(body), verifier.sign(body, { deliveryId }), step.at_ms);
      if (step.do === "admit") {
        const { outcome, idReused } = seen.admit(delivery, step.at_ms);
        assert.deepEqual({ outcome, id_reused: idReused }, step.expect, JSON.stringify(step));
      } else seen[step.do](delivery);
    }
  });
}

/** Nanoseconds for each of so many deliveries that come when the memory is full. */
function timeAtCapacity(capacity, rounds = 20_000) {
  const seen = new Deduplicator({ capacity });
  const delivery = (number) => ({ id: `d-${number}`, digest: `digest ${number}`, createdAt: null });
  const handle = (number) => {
    seen.admit(delivery(number));
    seen.done(delivery(number));
  };
  for (let number = 0; number < capacity; number++) handle(number);
  const start = process.hrtime.bigint();
  for (let number = capacity; number < capacity + rounds; number++) handle(number);
  return Number(process.hrtime.bigint() - start) / rounds;
}

test("it is as fast when it is full, however much it holds", () => {
  // The best of some: the machine has other things to do.
  const best = (capacity) => Math.min(...[1, 2, 3, 4].map(() => timeAtCapacity(capacity)));
  const [small, large] = [best(1000), best(100_000)];
  assert.ok(large < 20 * small, `${small} ns each with room for 1000, ${large} ns with room for 100,000`);
});
