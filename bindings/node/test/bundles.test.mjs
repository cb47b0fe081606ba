// What bundlers make of the package: for edge runtimes no addon and nothing of Node's, for Node the addon left outside.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { groups, outcome } from "./support/vectors.mjs";

const EDGE = `
  import * as library from "autosend-webhooks";
  import { WebhookError, backend } from "autosend-webhooks";
  import { webhook } from "autosend-webhooks/fetch";
  import { webhook as hono } from "autosend-webhooks/hono";
  globalThis.result = { backend, name: new WebhookError("body_not_json").name, webhook, hono, library };
`;

async function bundle(contents, options) {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: import.meta.dirname ?? new URL(".", import.meta.url).pathname },
    bundle: true,
    write: false,
    metafile: true,
    format: "iife",
    logLevel: "silent",
    ...options,
  });
  const [output] = Object.values(metafile.outputs);
  return { code: outputFiles[0].text, inputs: Object.keys(metafile.inputs), imports: output.imports };
}

// No Buffer, no process, no require: what an edge runtime has. And what is left of it in jest's jsdom.
const { Response, Request, Headers, TextEncoder, TextDecoder, ReadableStream, URL } = globalThis;
const ENVIRONMENTS = {
  "with TextEncoder and TextDecoder": { TextEncoder, TextDecoder },
  "without TextEncoder and TextDecoder": {},
};

for (const condition of ["workerd", "edge-light", "browser", "deno", "bun"]) {
  describe(`${condition}: a bundle without addon and without Node's modules`, async () => {
    const { code, inputs, imports } = await bundle(EDGE, {
      platform: condition === "browser" ? "browser" : "neutral",
      conditions: [condition],
    });
    assert.ok(!inputs.some((path) => path.includes("addon") || path.includes("native")), inputs.join());
    assert.deepEqual(imports, []);
    for (const [name, environment] of Object.entries(ENVIRONMENTS)) {
      test(`runs ${name}`, async () => {
        const context = { Response, Request, Headers, ReadableStream, URL, ...environment };
        runInNewContext(code, context);
        assert.equal(context.result.backend, "pure");
        assert.equal(context.result.name, "WebhookError");
        for await (const vector of groups()) {
          assert.deepEqual(outcome(context.result.library, vector, vector.headers), vector.expect, vector.name);
        }
      });
    }
  });
}

test("node: the addon's loader stays outside, and its absence is no failure to load", async () => {
  const { inputs } = await bundle(EDGE, { platform: "node", conditions: ["node"] });
  assert.ok(inputs.some((path) => path.endsWith("addon/load.cjs")));
  assert.ok(!inputs.some((path) => path.endsWith(".node")));
});
