// @ts-check
/** A server that goes away and comes back, and one that is very busy. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, openDashboard } from "./support/browser.mjs";
import { setup } from "./support/setup.mjs";

const world = setup();
/** What a browser says of a server that is not there. */
const GONE =
  /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED/;

test("after a crash of the server the page comes back by itself", async (t) => {
  const { server, receiver } = world;
  await server.createWebhook({ url: receiver.url, name: "Lasting", events: ["email.sent"] });
  const page = await openDashboard(t, world.browser, server, { expected: GONE });
  await page.goto(`${server.url}/#/deliveries`);
  await server.kill();
  await page.getByText("Reconnecting…").waitFor();
  await page.getByRole("banner").getByRole("button", { name: "Send event" }).click();
  await page.getByRole("dialog").getByLabel("Payload (data)").fill("{}");
  await page.getByRole("dialog").getByRole("button", { name: "Send event" }).click();
  await page.getByText("The local AutoSend does not answer.").first().waitFor();
  await page.keyboard.press("Escape");

  await server.restart();
  await page.getByText("Live", { exact: true }).waitFor();
  await server.call("POST", "/emulator/events", { type: "email.sent" });
  await page.locator("[data-delivery]").filter({ hasText: "Delivered" }).first().waitFor();
  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("heading", { name: "Lasting" }).waitFor();
});

test("a page that is opened before the server waits for it", async (t) => {
  const { server } = world;
  const page = await openDashboard(t, world.browser, server, { expected: GONE });
  await page.route("**/emulator/state", (route) => route.abort("connectionrefused"));
  await page.reload();
  await page.getByText("The local AutoSend does not answer.").waitFor();
  await page.unroute("**/emulator/state");
  await page.getByText("Live", { exact: true }).waitFor();
});

test("a hidden page lets go of its connection, and catches up when it is seen", async (t) => {
  const { server, receiver } = world;
  await server.createWebhook({ url: receiver.url, events: ["email.received"] });
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/deliveries?event=email.received`);
  await page.getByRole("heading", { name: "Nothing fits" }).waitFor();
  const see = (/** @type {DocumentVisibilityState} */ state) =>
    page.evaluate((value) => {
      Object.defineProperty(document, "visibilityState", { value, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await see("hidden");
  await page.getByText("Reconnecting…").waitFor();
  await server.call("POST", "/emulator/events", { type: "email.received" });
  await eventually(() => receiver.received.length === 1, "the delivery");
  assert.equal(await page.locator("[data-delivery]").count(), 0);
  await see("visible");
  await page.locator("[data-delivery]").filter({ hasText: "Delivered" }).waitFor();
});

test("thousands of deliveries leave the page usable, and no larger", async (t) => {
  const { server, receiver } = world;
  await server.createWebhook({ url: receiver.url, name: "Busy", events: ["email.sent"] });
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/deliveries`);
  const elements = () => page.evaluate(() => document.querySelectorAll("*").length);
  /** Megabytes in use after what can be freed was. */
  const heap = async () => {
    const session = await page.context().newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    return usedSize / 1e6;
  };
  /** @param {number} count */
  const burst = async (count) => {
    const before = receiver.received.length;
    await server.call("POST", "/emulator/events", { type: "email.sent", count });
    await eventually(() => receiver.received.length >= before + count, `${count} deliveries`);
  };
  await burst(1_000);
  await eventually(async () => (await page.locator("[data-delivery]").count()) === 200, "a full list");
  const [elementsBefore, heapBefore] = [await elements(), await heap()];

  const sending = burst(6_000);
  // While they arrive: how long the page takes to react.
  const delays = [];
  for (let round = 0; round < 10; round += 1) {
    const start = performance.now();
    await page.getByRole("banner").getByRole("button", { name: "Send event" }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    delays.push(performance.now() - start);
  }
  await sending;
  const median = delays.toSorted((a, b) => a - b)[5] ?? Number.POSITIVE_INFINITY;
  assert.ok(median < 2_000, `opening and closing a dialog took ${Math.round(median)} ms`);
  assert.equal(await page.locator("[data-delivery]").count(), 200);
  assert.ok((await elements()) < elementsBefore * 1.1, "no more elements than before");
  const grown = (await heap()) - heapBefore;
  assert.ok(grown < 5, `the heap grew by ${grown.toFixed(1)} MB`);
  t.diagnostic(
    `a dialog opened and closed in ${Math.round(median)} ms (median of ${delays.length}); heap ${heapBefore.toFixed(1)} MB, ${grown.toFixed(1)} MB more after 6,000 deliveries`,
  );
});
