// @ts-check
/** The local AutoSend, as users start it. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const KEY = "AS_0123456789abcdef0123456789abcdef";
/** Short enough to watch retries happen, long enough to see the waiting. */
const RETRIES = "1500ms,1500ms,1500ms";

/**
 * @param {{ retries?: string, options?: string[], key?: string }} [settings]
 */
export async function startServer({ retries = RETRIES, options = [], key = KEY } = {}) {
  const program = process.env["DASHBOARD_SERVER"];
  if (program === undefined) throw new Error("DASHBOARD_SERVER is not set: run `cargo xtask test --only dashboard`");
  const folder = await mkdtemp(join(tmpdir(), "dashboard-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = ["--port", String(port), "--database", join(folder, "dev.sqlite"), "--retry-schedule", retries];
  /** @type {import("node:child_process").ChildProcess} */
  let process_;

  async function start() {
    process_ = spawn(program ?? "", ["dev", ...settings, "--api-key", key, ...options], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = /** @type {import("node:stream").Readable} */ (process_.stdout);
    for await (const line of createInterface(output)) {
      if (line.startsWith("dashboard:")) break;
    }
    output.resume();
  }
  async function stop() {
    const ended = once(process_, "exit");
    process_.kill("SIGKILL");
    await ended;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<any>} the response's `data`
   */
  async function call(method, path, body) {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const response = await fetch(url + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const answer = /** @type {any} */ (await response.json());
    if (!answer.success) throw new Error(`${method} ${path}: ${JSON.stringify(answer.error)}`);
    return answer.data;
  }

  await start();
  return {
    url,
    key,
    parameter: "key",
    call,
    /** Ends it without a warning, as a crash does. */
    kill: stop,
    /** Starts it again, on the same port and database. */
    restart: start,
    /** @param {Record<string, unknown>} fields */
    createWebhook: async (fields) =>
      (await call("POST", "/v1/webhooks", { events: ["email.delivered"], ...fields })).webhook,
    end: async () => {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, "close");
  return port;
}
