// @ts-check
/** Chromium, and pages whose every complaint fails the test. */

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Other work on the machine may slow everything down. */
export const TIMEOUT_MS = 150_000;

export function launch() {
  return chromium.launch({ executablePath: process.env["DASHBOARD_BROWSER"] ?? "chromium", args: ARGUMENTS });
}

/**
 * Opens the dashboard in a context of its own. When the test ends, nothing may have been complained about: no error in
 * the console (so no violation of the content security policy), no exception, no request to elsewhere.
 *
 * @param {import("node:test").TestContext} t
 * @param {import("playwright-core").Browser} browser
 * @param {{ url: string, key: string, parameter: string }} server `parameter`: the key's name in the address
 * @param {object} [options]
 * @param {string} [options.path] after the address
 * @param {string | null} [options.key]
 * @param {RegExp} [options.expected] complaints that belong to the test
 * @param {import("playwright-core").BrowserContextOptions} [options.context]
 */
export async function openDashboard(
  t,
  browser,
  server,
  { path = "/", key = server.key, expected, context: settings = {} } = {},
) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
    ...settings,
  });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  const complain = (/** @type {string} */ text) => expected?.test(text) || complaints.push(text);
  page.on("console", (message) => message.type() === "error" && complain(message.text()));
  page.on("pageerror", (error) => complain(String(error.stack)));
  page.on(
    "request",
    (request) =>
      request.url().startsWith(server.url) ||
      request.url().startsWith("data:") ||
      complain(`request to ${request.url()}`),
  );
  t.after(async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  });
  await page.goto(`${server.url}${path}${key === null ? "" : `#${server.parameter}=${key}`}`);
  if (key === server.key) await page.getByText("Live", { exact: true }).waitFor();
  return page;
}

/**
 * Waits until something holds.
 *
 * @template T
 * @param {() => T | Promise<T>} look
 * @param {string} what
 * @returns {Promise<NonNullable<T>>}
 */
export async function eventually(look, what) {
  const end = Date.now() + TIMEOUT_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${TIMEOUT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
