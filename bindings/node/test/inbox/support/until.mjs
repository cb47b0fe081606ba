import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits for something, up to half a minute. */
export async function until(isTrue, what) {
  for (let look = 0; !(await isTrue()); look++) {
    assert.ok(look < 600, what);
    await sleep(50);
  }
}
