// Workers: bundled as their tools do, and run by their runtime, with Node's modules there and without.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const { default: workerd } = createRequire(import.meta.url)("workerd");
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "worker-"));
  await build({
    entryPoints: ["worker", "guide"].map((name) => join(here, `workerd/${name}.js`)),
    outdir: folder,
    bundle: true,
    external: ["cloudflare:workers"],
    format: "esm",
    platform: "neutral",
    conditions: ["workerd", "worker", "browser"],
  });
});

after(() => rm(folder, { recursive: true }));

const configuration = (name, flags) => `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "${name}.js")],
    bindings = [(name = "AUTOSEND_WEBHOOK_SECRET", text = "${TEST_SECRET}")],
    compatibilityDate = "2026-06-01",
    compatibilityFlags = ${JSON.stringify(flags)},
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`;

/** Starts the runtime, and resolves to the port that it says it listens on. */
async function withWorker(name, flags, use) {
  const config = join(folder, "config.capnp");
  await writeFile(config, configuration(name, flags));
  const server = spawn(workerd, ["serve", config, "--control-fd=3"], { stdio: ["ignore", "inherit", "pipe", "pipe"] });
  let errors = "";
  server.stderr.on("data", (data) => (errors += data));
  try {
    const port = await new Promise((resolve, reject) => {
      let text = "";
      server.stdio[3].on("data", (data) => {
        text += data;
        const line = text.match(/"port":(\d+)/);
        if (line) resolve(Number(line[1]));
      });
      server.on("exit", () => reject(new Error(errors)));
    });
    await use(`http://127.0.0.1:${port}`);
    assert.equal(errors, "");
  } finally {
    server.kill();
  }
}

for (const flags of [[], ["nodejs_compat"]]) {
  test(`workerd, ${flags.join() || "without Node's modules"}: verifies and refuses`, () =>
    withWorker("worker", flags, async (url) => {
      for (const [secret, status] of [
        [undefined, 200],
        ["whsec_of_somebody_else", 401],
      ]) {
        const response = await fetch(
          url,
          signedRequest(eventOf("contact.deleted", { email: "ö@example.org" }), { secret }),
        );
        assert.deepEqual([response.status, response.headers.get("x-backend")], [status, "pure"], await response.text());
      }
    }));
}

test("workerd: the guide's worker has its secret from the environment", () =>
  withWorker("guide", [], async (url) => {
    const event = eventOf("contact.deleted", { email: "ö@example.org" });
    const statuses = [];
    for (const secret of [undefined, undefined, "whsec_of_somebody_else"]) {
      const response = await fetch(url, signedRequest(event, { secret }));
      statuses.push([response.status, (await response.json()).duplicate]);
    }
    assert.deepEqual(statuses, [
      [200, false],
      [200, true],
      [401, undefined],
    ]);
  }));
