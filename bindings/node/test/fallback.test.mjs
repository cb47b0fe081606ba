// The package where the addon is not there: the same verdicts, by the TypeScript that is generated from the catalog.
import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { groups, outcome } from "./support/vectors.mjs";

const systems = {};
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "autosend-webhooks-"));
  const original = dirname(createRequire(import.meta.url).resolve("autosend-webhooks/package.json"));
  const copy = join(folder, "node_modules/autosend-webhooks");
  await cp(original, copy, { recursive: true, filter: (path) => !path.endsWith(".node") });
  systems.esm = await import(pathToFileURL(join(copy, "dist/index.js")).href);
  systems.cjs = createRequire(join(folder, "x.js"))("autosend-webhooks");
});

after(() => rm(folder, { recursive: true }));

for (const system of ["esm", "cjs"]) {
  test(`${system}: every vector comes out as expected`, async () => {
    const library = systems[system];
    assert.equal(library.backend, "pure");
    let count = 0;
    for await (const vector of groups()) {
      count++;
      assert.deepEqual(outcome(library, vector, vector.headers), vector.expect, vector.name);
    }
    assert.ok(count > 900, `only ${count} vectors`);
  });
}

test("signing, explaining, recognising repeats", () => {
  const { Deduplicator, Verifier, WebhookError } = systems.cjs;
  const verifier = new Verifier("whsec_00000000000000000000000000000000");
  const body = Buffer.from(`{"type":"email.new","createdAt":"${new Date().toISOString()}"}`);
  const headers = verifier.sign(body, { deliveryId: "d-1", timestamp: Date.now() });
  const delivery = verifier.verify(body, headers);
  assert.deepEqual([delivery.id, delivery.type, delivery.digest.length], ["d-1", "email.new", 64]);
  assert.deepEqual(verifier.explain(body, headers), { error: null, causes: [] });
  const { error, causes } = verifier.explain(Buffer.concat([body, Buffer.from("\n")]), headers);
  assert.deepEqual([error.code, causes[0].cause], ["signature_mismatch", "trailing_newline"]);
  const seen = new Deduplicator();
  assert.deepEqual([seen.admit(delivery).outcome, seen.admit(delivery).outcome], ["first", "in_progress"]);
  seen.done(delivery);
  assert.equal(seen.admit(delivery).outcome, "duplicate");
  assert.throws(
    () => new Verifier(" "),
    (error) => error instanceof WebhookError && error.code === "invalid_secret",
  );
});
