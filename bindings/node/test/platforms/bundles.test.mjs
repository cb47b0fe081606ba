// The package bundled for Node. A bundle can't hold the addon: each one is built and run, and the pure verifier steps in.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { BUNDLERS } from "./support/bundlers.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const entry = join(here, "receiver.mjs");
const run = promisify(execFile);
const folders = [];

after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

/** What the receiver prints when all is well. */
const EXPECTED = {
  answers: [
    [200, null],
    [401, "signature_mismatch"],
  ],
  types: ["contact.deleted"],
  digest: 64,
  listener: "function",
};

/** Runs a bundle far from the project: no package is to be found from there. */
async function outcome(bundle, environment = {}) {
  const { stdout, stderr } = await run(process.execPath, [bundle], { env: { ...process.env, ...environment } });
  const { backend, ...result } = JSON.parse(stdout);
  assert.deepEqual(result, EXPECTED);
  return { backend, warnings: stderr.match(/\[AUTOSEND_WEBHOOKS_PURE\]/g)?.length ?? 0, stderr };
}

async function bundled(name, format, parent = tmpdir()) {
  const folder = await mkdtemp(join(parent, ".bundle-"));
  folders.push(folder);
  const outfile = join(folder, format === "esm" ? "bundle.mjs" : "bundle.cjs");
  await BUNDLERS[name](entry, outfile, format);
  return outfile;
}

describe("bundles for Node", { concurrency: 2 }, () => {
  for (const name of ["esbuild", "vite", "rolldown", "webpack", "ncc"]) {
    for (const format of ["esm", "cjs"]) {
      test(`${name}, ${format}: verifies and refuses, by the pure verifier, and says so once`, async () => {
        const bundle = await bundled(name, format);
        const { backend, warnings, stderr } = await outcome(bundle);
        assert.equal(backend, "pure");
        assert.equal(warnings, 1, stderr);
        const silenced = await outcome(bundle, { AUTOSEND_WEBHOOKS_PURE: "1" });
        assert.deepEqual([silenced.backend, silenced.stderr], ["pure", ""]);
      });
    }
  }
});

test("a bundle that leaves the package outside has the native verifier", async () => {
  const outfile = await bundled("external", "esm", here);
  const { backend, stderr } = await outcome(outfile);
  assert.deepEqual([backend, stderr], ["native", ""]);
});
