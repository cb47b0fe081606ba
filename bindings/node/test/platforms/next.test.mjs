// Next.js, built by Turbopack and by webpack, and started: routes of the edge runtime, middleware, and a route on Node.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";

const here = dirname(fileURLToPath(import.meta.url));
const cwd = join(here, "next");
const next = join(here, "node_modules/next/dist/bin/next");
const servers = [];

after(() => {
  for (const server of servers) server.kill();
});

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** Builds with a bundler, and starts what was built; its address, and what the build and the server said. */
async function start(bundler) {
  // A build has no secrets.
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NEXT_BUNDLER: bundler };
  const built = await promisify(execFile)(process.execPath, [next, "build", `--${bundler}`], { cwd, env });
  const port = await freePort();
  const server = spawn(process.execPath, [next, "start", "--port", port, "--hostname", "127.0.0.1"], {
    cwd,
    env: { ...env, AUTOSEND_WEBHOOK_SECRET: TEST_SECRET },
  });
  servers.push(server);
  const said = [built.stdout, built.stderr];
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data) => said.push(`${data}`));
  const url = `http://127.0.0.1:${port}`;
  while (server.exitCode === null && !(await fetch(url).catch(() => undefined))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, said };
}

async function post(url, secret) {
  const request = signedRequest(eventOf("contact.deleted", { email: "zoë@example.org" }), { secret });
  const response = await fetch(url, request);
  const text = await response.text();
  return [response.status, response.headers.get("x-backend"), text.includes('"signature_mismatch"')];
}

const PLACES = { "api/edge": "pure", "in-middleware": "pure", nodejs: "native" };
const BUNDLERS = { turbopack: { ...PLACES, edge: "pure" }, webpack: PLACES };

describe("next build and start", { concurrency: 1 }, () => {
  for (const [bundler, places] of Object.entries(BUNDLERS)) {
    test(bundler, async (context) => {
      const { url, said } = await start(bundler);
      for (const [place, backend] of Object.entries(places)) {
        await context.test(`${place}: verifies and refuses`, async () => {
          assert.deepEqual(await post(`${url}/${place}`), [200, backend, false], said.join(""));
          assert.deepEqual(await post(`${url}/${place}`, "whsec_of_somebody_else"), [401, backend, true]);
        });
      }
      assert.doesNotMatch(said.join(""), /AUTOSEND_WEBHOOKS_PURE|not supported in the Edge Runtime/);
    });
  }
});
