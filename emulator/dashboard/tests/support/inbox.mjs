// @ts-check
/** An inbox on SQLite with its dashboard, as users start it. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { signature } from "./receiver.mjs";

const SECRET = "whsec_0123456789abcdef0123456789abcdef";
export const TOKEN = "0123456789abcdef0123456789abcdef";

/**
 * What it receives is forwarded, tried once, and then a dead letter.
 *
 * @param {string} forwardTo
 */
export async function startInbox(forwardTo) {
  const program = process.env["DASHBOARD_SERVER"];
  if (program === undefined) throw new Error("DASHBOARD_SERVER is not set: run `cargo xtask test --only dashboard`");
  const folder = await mkdtemp(join(tmpdir(), "inbox-dashboard-"));
  const tokenFile = join(folder, "token");
  await writeFile(tokenFile, TOKEN);
  const options = ["--store", `sqlite://${join(folder, "inbox.db")}`, "--dashboard-token-file", tokenFile];
  const listen = ["--listen", "127.0.0.1:0", "--dashboard", "127.0.0.1:0", "--json"];
  const forward = ["--forward-to", forwardTo, "--attempts", "1"];
  const child = spawn(program, ["inbox", "serve", ...options, ...listen, ...forward], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, AUTOSEND_WEBHOOK_SECRET: SECRET },
  });
  const { listening, dashboard } = JSON.parse(await firstLine(child.stdout));
  let number = 0;

  /**
   * Delivers a body, signed. The same text is a repeat.
   *
   * @param {string} text
   * @param {{ type: string, id: string }} facts
   */
  async function deliver(text, { type, id }) {
    const body = Buffer.from(text);
    const response = await fetch(listening, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-webhook-signature": signature(SECRET, body),
        "x-webhook-event": type,
        "x-webhook-delivery-id": id,
        "x-webhook-timestamp": String(Date.now()),
      },
      body,
    });
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  }

  return {
    url: dashboard.replace(/\/$/, ""),
    key: TOKEN,
    parameter: "token",
    deliver,
    /**
     * An event about an address.
     *
     * @param {string} type
     * @param {string} email
     * @param {Record<string, unknown>} [data]
     */
    async event(type, email, data = {}) {
      number += 1;
      const message = { emailId: `e${number}`, from: "shop@example.com", to: { email }, subject: "Hello", test: false };
      const body = { type, createdAt: new Date().toISOString(), data: { ...message, ...data } };
      await deliver(JSON.stringify(body), { type, id: `deliver-webhook-${number}` });
      return `deliver-webhook-${number}`;
    },
    end: async () => {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startInbox>>} Inbox */

/**
 * What comes after it is read and forgotten: a program waits for whoever does not read.
 *
 * @param {import("node:stream").Readable} output
 */
async function firstLine(output) {
  let first = "";
  for await (const line of createInterface(output)) {
    first = line;
    break;
  }
  output.resume();
  return first;
}
