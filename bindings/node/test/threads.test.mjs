// Worker threads, and two copies of the package in one process.
import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { Verifier } from "autosend-webhooks";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";

const ROUNDS = 2000;

function work({ Verifier }) {
  const verifier = new Verifier(TEST_SECRET);
  const { body, headers } = signedRequest(eventOf("contact.deleted", { email: "ada@example.org" }));
  let verified = 0;
  for (let round = 0; round < ROUNDS; round++)
    if (verifier.verify(body, headers).type === "contact.deleted") verified++;
  return verified;
}

if (!isMainThread) {
  parentPort.postMessage(work({ Verifier }));
} else {
  test("many threads verify at once, while the main thread does", async () => {
    const threads = Array.from({ length: 8 }, () => {
      const worker = new Worker(fileURLToPath(import.meta.url), { execArgv: [] });
      return new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    });
    assert.equal(work({ Verifier }), ROUNDS);
    assert.deepEqual(await Promise.all(threads), Array(8).fill(ROUNDS));
  });

  test("threads come and go", async () => {
    for (let round = 0; round < 5; round++) {
      const worker = new Worker(fileURLToPath(import.meta.url), { execArgv: [] });
      await new Promise((resolve, reject) => worker.once("exit", resolve).once("error", reject));
    }
  });

  test("where the addon is missing the pure verifier steps in", async () => {
    const require = createRequire(import.meta.url);
    const folder = await mkdtemp(join(tmpdir(), "autosend-webhooks-"));
    try {
      const copy = join(folder, "node_modules/autosend-webhooks");
      const original = dirname(require.resolve("autosend-webhooks/package.json"));
      await cp(original, copy, { recursive: true, filter: (path) => !path.endsWith(".node") });
      const pure = createRequire(join(folder, "x.js"))("autosend-webhooks");
      assert.equal(pure.backend, "pure");
      assert.equal(work(pure), ROUNDS);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("two copies of the package live in one process", async () => {
    const require = createRequire(import.meta.url);
    const folder = await mkdtemp(join(tmpdir(), "autosend-webhooks-"));
    try {
      const copy = join(folder, "node_modules/autosend-webhooks");
      await cp(dirname(require.resolve("autosend-webhooks/package.json")), copy, { recursive: true });
      const second = createRequire(join(folder, "x.js"))("autosend-webhooks");
      const first = require("autosend-webhooks");
      assert.notEqual(first.Verifier, second.Verifier);
      assert.equal(second.backend, "native");
      assert.equal(work(first) + work(second), 2 * ROUNDS);
      for (const [one, other] of [
        [first, second],
        [second, first],
      ]) {
        assert.throws(
          () => new one.Verifier(""),
          (error) => error instanceof other.WebhookError,
        );
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}
