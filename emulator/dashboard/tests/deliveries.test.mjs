// @ts-check
/** Sending events and watching what becomes of them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, openDashboard } from "./support/browser.mjs";
import { signature } from "./support/receiver.mjs";
import { setup } from "./support/setup.mjs";

const world = setup();

/** @typedef {import("playwright-core").Page} Page */

/** @param {Page} page */
const rows = (page) => page.locator("[data-delivery]");
/**
 * @param {Page} page
 * @param {string} text
 */
const row = (page, text) => rows(page).filter({ hasText: text });

test("an event is sent as AutoSend prints what was typed, and seen to arrive", async (t) => {
  const { server, receiver } = world;
  const { secret } = await server.createWebhook({ url: receiver.url, name: "Shop", events: ["email.clicked"] });
  const page = await openDashboard(t, world.browser, server, { path: "/" });
  await page.getByRole("link", { name: "Deliveries" }).first().click();
  await page.getByRole("banner").getByRole("button", { name: "Send event" }).click();
  const dialog = page.getByRole("dialog", { name: "Send an event" });
  await dialog.getByLabel("Event", { exact: true }).selectOption("email.clicked");
  const payload = dialog.getByLabel("Payload (data)");
  await eventually(async () => (await payload.inputValue()).includes("clickedUrl"), "the sample");
  await payload.fill('{"emailId":"e1","score": 1.0, "huge": 12345678901234567890, "text": "\\u00e9"}');
  await dialog.getByRole("button", { name: "Send event" }).click();

  const delivered = row(page, "email.clicked").filter({ hasText: "Delivered" });
  await delivered.waitFor();
  const [got] = receiver.received;
  assert.ok(got);
  assert.match(got.body.toString(), /"data":\{"emailId":"e1","score":1,"huge":12345678901234567000,"text":"é"\}/);
  assert.equal(got.headers["x-webhook-signature"], signature(secret, got.body));

  await delivered.getByRole("link").click();
  const body = page.getByRole("region", { name: "Request body" });
  const shown = await body.innerText();
  assert.match(shown, /"score": 1,\n {4}"huge": 12345678901234567000,\n {4}"text": "é"/);
  await page.getByText("Request headers").click();
  const headers = page.getByRole("table", { name: "Request headers" });
  await headers.getByText(String(got.headers["x-webhook-delivery-id"])).waitFor();
  await headers.getByText(signature(secret, got.body)).waitFor();
  assert.equal(await page.getByRole("button", { name: "Why was this refused?" }).count(), 0);
});

test("JSON that is none is not sent", async (t) => {
  const { server, receiver } = world;
  await server.createWebhook({ url: receiver.url, events: ["email.sent"] });
  const page = await openDashboard(t, world.browser, server);
  await page.getByRole("banner").getByRole("button", { name: "Send event" }).click();
  const dialog = page.getByRole("dialog", { name: "Send an event" });
  for (const wrong of ['{"a":}', "[1]", '{},"webhookId":"x"']) {
    await dialog.getByLabel("Payload (data)").fill(wrong);
    await dialog.getByRole("button", { name: "Send event" }).click();
    await dialog.getByText(/not JSON|is a JSON object/).waitFor();
  }
  assert.equal(receiver.received.length, 0);
});

test("a delivery fails, is retried under the same id and arrives", async (t) => {
  const { server, receiver } = world;
  receiver.answerWith((_, number) => (number === 1 ? { status: 500, body: "out of order" } : { status: 200 }));
  await server.createWebhook({ url: receiver.url, events: ["email.bounced"] });
  const page = await openDashboard(t, world.browser, server, { path: "/" });
  await page.goto(`${server.url}/#/deliveries`);
  const [id] = (await server.call("POST", "/emulator/events", { type: "email.bounced" })).deliveries;
  await row(page, "email.bounced").filter({ hasText: "Retrying" }).getByRole("link").click();
  await page.getByText(/^Next attempt (in|now)/).waitFor();
  await page.getByRole("region", { name: "Response body" }).getByText("out of order").waitFor();

  await page.getByRole("button", { name: /^Attempt 2\s*200/ }).waitFor();
  await row(page, "email.bounced").filter({ hasText: "Delivered" }).waitFor();
  assert.deepEqual(
    receiver.received.map(({ headers }) => headers["x-webhook-delivery-id"]),
    [id, id],
  );
  // The first attempt can still be looked at.
  await page.getByRole("button", { name: /^Attempt 1/ }).click();
  await page.getByRole("region", { name: "Response body" }).getByText("out of order").waitFor();
  await page.getByRole("button", { name: "Why was this refused?" }).click();
  await page.getByText(/^It failed while working on the event/).waitFor();
});

test("a delivery fails for good, tells why, and is resent", async (t) => {
  const { server, receiver } = world;
  receiver.answerWith(() => ({ status: 401, body: '{"error":"signature_mismatch"}' }));
  await server.createWebhook({ url: receiver.url, events: ["contact.created"] });
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/deliveries`);
  await server.call("POST", "/emulator/events", { type: "contact.created" });
  const failed = row(page, "contact.created").filter({ hasText: "Failed" });
  await failed.getByRole("link").click();
  await page.getByRole("heading", { name: "4 attempts" }).waitFor();
  await page.getByRole("button", { name: "Why was this refused?" }).click();
  await page.getByText("The request is fine").waitFor();
  await page.getByText(/^The receiver says signature_mismatch: /).waitFor();

  receiver.answerWith(() => ({ status: 200 }));
  await page.getByRole("button", { name: "Resend" }).click();
  await row(page, "contact.created").filter({ hasText: "Delivered" }).waitFor();
  assert.equal(receiver.received.length, 5);
  const data = (/** @type {number} */ index) => JSON.parse(String(receiver.received[index]?.body)).data;
  assert.deepEqual(data(4), data(0));
  assert.notEqual(
    receiver.received[4]?.headers["x-webhook-delivery-id"],
    receiver.received[0]?.headers["x-webhook-delivery-id"],
  );
});

test("a request that is wrong itself is explained", async (t) => {
  const { server, receiver } = world;
  receiver.answerWith(() => ({ status: 401 }));
  const { id } = await server.createWebhook({ url: receiver.url, name: "Faulty", events: ["email.sent"] });
  const page = await openDashboard(t, world.browser, server);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Faults" }).click();
  const dialog = page.getByRole("dialog", { name: "Faults of Faulty" });
  await dialog.getByLabel("Bad signature (%)").fill("100");
  await dialog.getByRole("button", { name: "Set faults" }).click();
  await eventually(
    async () => (await server.call("GET", `/emulator/webhooks/${id}/faults`)).badSignature === 1,
    "the fault",
  );

  const { deliveries } = await server.call("POST", "/emulator/events", { type: "email.sent" });
  await page.goto(`${server.url}/#/deliveries/${deliveries[0]}`);
  await page.getByRole("button", { name: "Why was this refused?" }).click();
  await page.getByText("signature_mismatch").waitFor();
});

test("a delivery is edited and sent again", async (t) => {
  const { server, receiver } = world;
  await server.createWebhook({ url: receiver.url, events: ["email.sent"] });
  const { deliveries } = await server.call("POST", "/emulator/events", { type: "email.sent", generation: 1 });
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/deliveries/${deliveries[0]}`);
  await page.getByRole("button", { name: /^Attempt 1/ }).waitFor();
  await page.getByRole("button", { name: "Edit and send" }).click();
  const payload = page.getByLabel("Payload (data)");
  const data = await payload.inputValue();
  assert.match(data, /"subject"/);
  await payload.fill(data.replace(/"subject": "[^"]*"/, '"subject": "edited"'));
  await page.getByRole("dialog").getByRole("button", { name: "Send event" }).click();
  await eventually(() => receiver.received.length === 2, "the second");
  assert.match(String(receiver.received[1]?.body), /^\{"event":"email\.sent","timestamp":.*"subject":"edited"/);
});

test("filters choose, stay in the address and can be cleared", async (t) => {
  const { server, receiver } = world;
  receiver.answerWith(({ headers }) => ({ status: headers["x-webhook-event"] === "email.sent" ? 200 : 500 }));
  const { id } = await server.createWebhook({ url: receiver.url, name: "One", events: ["email.sent", "email.opened"] });
  await server.createWebhook({ url: receiver.url, name: "Two", events: ["email.sent"] });
  await server.call("POST", "/emulator/events", { type: "email.sent" });
  await server.call("POST", "/emulator/events", { type: "email.opened" });
  await eventually(() => receiver.received.length >= 3, "three deliveries");
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/deliveries?webhook=${id}`);
  const inList = async (/** @type {number} */ number) =>
    eventually(async () => (await rows(page).count()) === number, `${number} rows`);
  await inList(2);
  await page.getByLabel("Status", { exact: true }).selectOption("delivered");
  await inList(1);
  await page.getByLabel("Webhook", { exact: true }).selectOption("Two");
  await inList(1);
  await page.reload();
  await inList(1);
  await row(page, "Two").waitFor();
  await page.getByLabel("Event", { exact: true }).selectOption("email.opened");
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await eventually(async () => (await rows(page).count()) >= 3, "everything");
  // What no longer fits leaves by itself.
  await page.getByLabel("Status", { exact: true }).selectOption("retrying");
  await row(page, "email.opened").waitFor();
  await page.getByRole("heading", { name: "Nothing fits" }).waitFor();
});

test("the list can be held still", async (t) => {
  const { server, receiver } = world;
  await server.createWebhook({ url: receiver.url, events: ["email.sent"] });
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/deliveries?webhook=none`);
  await page.goto(`${server.url}/#/deliveries`);
  await page.getByRole("button", { name: "Pause" }).click();
  const before = await rows(page).count();
  await server.call("POST", "/emulator/events", { type: "email.sent" });
  await page.getByText(/^Paused, [1-9]\d* changes? since$/).waitFor();
  assert.equal(await rows(page).count(), before);
  await page.getByRole("button", { name: "Resume" }).click();
  await eventually(async () => (await rows(page).count()) === before + 1, "the delivery");
});

test("older deliveries are fetched on demand", async (t) => {
  const { server, receiver } = world;
  const { id } = await server.createWebhook({ url: receiver.url, events: ["email.sent"] });
  await server.call("POST", "/emulator/events", { type: "email.sent", count: 230 });
  const page = await openDashboard(t, world.browser, server);
  await page.goto(`${server.url}/#/deliveries?webhook=${id}`);
  const more = page.getByRole("button", { name: "Load older" });
  await more.waitFor();
  await eventually(async () => (await rows(page).count()) === 200, "a page");
  await more.click();
  await eventually(async () => (await rows(page).count()) === 230, "all pages");
  await more.waitFor({ state: "hidden" });
});
