// Test runners that load modules in their own way, and environments of theirs that are no whole Node.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));

async function passes(program, ...options) {
  const child = spawn(process.execPath, [join(here, "node_modules", program), ...options], { cwd: here });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  const [code] = await once(child, "close");
  assert.equal(code, 0, said);
}

test("jest: node, jsdom, and jsdom under Node's conditions", () =>
  passes("jest/bin/jest.js", "--config", "jest/jest.config.cjs", "--runInBand"));

test("vitest: node and jsdom, as it is and transformed", () =>
  passes("vitest/vitest.mjs", "run", "--config", "vitest/vitest.config.mjs", "--root", "."));
