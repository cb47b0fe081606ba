// @ts-check
/** Charts, scenarios and faults. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, openDashboard } from "./support/browser.mjs";
import { setup } from "./support/setup.mjs";

const world = setup();

test("charts and tables show what happened", async (t) => {
  const { server, receiver } = world;
  receiver.answerWith(({ headers }) => ({ status: headers["x-webhook-event"] === "email.sent" ? 200 : 404 }));
  const { id } = await server.createWebhook({
    url: receiver.url,
    name: "Measured",
    events: ["email.sent", "email.opened"],
  });
  await server.createWebhook({ url: receiver.url, name: "Other", events: ["email.sent"] });
  await server.call("POST", "/emulator/events", { type: "email.sent", count: 30 });
  await server.call("POST", "/emulator/events", { type: "email.opened", count: 2 });
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/metrics`);
  await page.getByLabel("Webhook", { exact: true }).selectOption("Measured");
  const tile = (/** @type {string} */ name) => page.locator(`.tiles dt:text-is('${name}') + dd`);
  // Two first attempts and their three retries each.
  await eventually(async () => (await tile("Failed attempts").innerText()) === "8", "every failure");
  assert.equal(await tile("Attempts").innerText(), "38");
  assert.equal(await tile("Success rate").innerText(), "78.9 %");

  const { buckets } = await server.call("GET", `/emulator/stats?webhookId=${id}&minutes=15&buckets=60`);
  const used = buckets.filter((/** @type {any} */ { success, failure }) => success + failure > 0);
  const deliveries = page.getByRole("region", { name: "Deliveries" }).first();
  await deliveries.getByText("As a table").click();
  const table = deliveries.getByRole("table");
  await eventually(async () => (await table.locator("tbody tr").count()) === used.length, "a row for each time");
  const sum = async (/** @type {number} */ column) => {
    const cells = await table.locator(`tbody td:nth-of-type(${column})`).allInnerTexts();
    return cells.reduce((total, cell) => total + Number(cell), 0);
  };
  assert.equal(await sum(1), 30);
  assert.equal(await sum(2), 8);
  for (const name of ["Deliveries", "Success rate", "Latency"])
    await page.getByRole("img", { name: new RegExp(`^${name}\\.`) }).waitFor();
  assert.ok((await page.locator(".fill-success rect").count()) >= 1);
  assert.ok((await page.locator(".fill-failure rect").count()) >= 1);
});

test("a campaign is played from the page", async (t) => {
  const { server, receiver } = world;
  await server.createWebhook({ url: receiver.url, events: ["email.sent", "email.delivered", "email.bounced"] });
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/scenarios`);
  await page.getByLabel("Emails").fill("20");
  await page.getByLabel("Bounced (%)").fill("0");
  await page.getByLabel("Spread over (s)").fill("1");
  await page.getByRole("button", { name: "Play campaign" }).click();
  await page.getByText("A campaign of 20 emails is on its way.").waitFor();
  const types = () => receiver.received.map(({ headers }) => headers["x-webhook-event"]);
  await eventually(() => types().filter((type) => type === "email.delivered").length === 20, "twenty emails delivered");
  assert.equal(types().filter((type) => type === "email.sent").length, 20);
  await page.getByText(/^(\d+) of \1 events; 40 delivered, 0 failed, 0 open$/).waitFor();
});

test("faults for all webhooks are set, shown and taken back", async (t) => {
  const { server, receiver } = world;
  await server.createWebhook({ url: receiver.url, events: ["email.sent"] });
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/scenarios`);
  await page.getByLabel("Extra fields (%)").fill("100");
  await page.getByLabel("Delay (ms)").fill("5");
  await page.getByRole("button", { name: "Set faults" }).click();
  await page.getByText("The faults are set.").waitFor();
  await server.call("POST", "/emulator/events", { type: "email.sent", data: {} });
  await eventually(() => receiver.received.length === 1, "the delivery");
  assert.match(String(receiver.received[0]?.body), /"data":\{"/);
  await page.reload();
  assert.equal(await page.getByLabel("Extra fields (%)").inputValue(), "100");
  await page.getByRole("button", { name: "No faults" }).click();
  await page.getByRole("button", { name: "Set faults" }).click();
  await eventually(async () => (await server.call("GET", "/emulator/faults")).extraFields === 0, "no faults");
});
