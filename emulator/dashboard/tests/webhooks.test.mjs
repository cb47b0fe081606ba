// @ts-check
/** Making, changing and deleting webhooks. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { eventually, openDashboard } from "./support/browser.mjs";
import { setup } from "./support/setup.mjs";

const world = setup();
const run = promisify(execFile);

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
const card = (page, name) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });

/** @param {import("playwright-core").Page} page */
const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText());

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name
 * @param {string} entry
 */
async function choose(page, name, entry) {
  await card(page, name).getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}

test("the empty page shows a command that makes a webhook, and the webhook appears", async (t) => {
  const page = await openDashboard(t, world.browser, world.server);
  await page.getByRole("heading", { name: "No webhooks yet" }).waitFor();
  assert.doesNotMatch(await page.locator("body").innerText(), /AS_/);
  await page.getByRole("button", { name: "Copy or from a shell" }).click();
  await eventually(async () => (await clipboard(page)).startsWith("curl"), "the command");
  await run("sh", ["-c", await clipboard(page)]);
  await card(page, "127.0.0.1:3000").waitFor();
  await page.getByText("1 of 100 webhooks in use").waitFor();
});

test("a webhook is made by the form, and its secret is shown", async (t) => {
  const { server } = world;
  const page = await openDashboard(t, world.browser, server);
  await page.getByRole("button", { name: "New webhook" }).click();
  const dialog = page.getByRole("dialog", { name: "New webhook" });
  await dialog.getByLabel("Name").fill("Orders");
  await dialog.getByLabel("Endpoint URL").fill(world.receiver.url);
  assert.deepEqual(await dialog.getByRole("group", { name: /^(Engagement|Deliverability|Contact)$/ }).count(), 3);
  await dialog.getByRole("button", { name: "All contact events" }).click();
  await dialog.getByRole("switch", { name: "email.bounced" }).check();
  await dialog.getByRole("button", { name: "Create webhook" }).click();

  const created = page.getByRole("dialog", { name: "Webhook created" });
  const secret = await created.getByRole("textbox", { name: "Secret" }).inputValue();
  assert.match(secret, /^whsec_[0-9a-f]{32}$/);
  await created.getByRole("button", { name: "Copy secret" }).click();
  assert.equal(await clipboard(page), secret);
  await created.getByRole("button", { name: "Done" }).click();

  const { webhooks } = await server.call("GET", "/v1/webhooks");
  const [webhook] = webhooks;
  assert.equal(webhooks.length, 1);
  assert.equal(webhook.url, world.receiver.url);
  assert.deepEqual(webhook.events.toSorted(), [
    "contact.created",
    "contact.deleted",
    "contact.updated",
    "email.bounced",
  ]);
  assert.equal((await server.call("GET", `/v1/webhooks/${webhook.id}/reveal`)).secret, secret);

  const shown = card(page, "Orders");
  await shown.getByText("Enabled").waitFor();
  await shown.getByRole("button", { name: "Copy id" }).click();
  assert.equal(await clipboard(page), webhook.id);
  await shown.getByRole("button", { name: "Copy URL" }).click();
  assert.equal(await clipboard(page), webhook.url);
  // The name is the server's, not only this page's.
  await page.reload();
  await card(page, "Orders").waitFor();
});

test("what is missing or refused is said where it belongs", async (t) => {
  const page = await openDashboard(t, world.browser, world.server, { expected: /status of 400/ });
  await page.getByRole("button", { name: "New webhook" }).click();
  const dialog = page.getByRole("dialog", { name: "New webhook" });
  const url = dialog.getByLabel("Endpoint URL");
  const submit = dialog.getByRole("button", { name: "Create webhook" });
  await submit.click();
  await dialog.getByText("Enter the URL of your receiver.").waitFor();
  assert.ok(
    await url.evaluate(
      (element) => element === document.activeElement && element.getAttribute("aria-invalid") === "true",
    ),
  );
  await url.fill("ftp://example.com/");
  await submit.click();
  await dialog.getByText("Choose one event at least.").waitFor();
  await dialog.getByRole("switch", { name: "email.sent" }).check();
  await submit.click();
  await eventually(
    () => url.evaluate((element) => element.getAttribute("aria-invalid") === "true"),
    "the server's refusal",
  );
  const { webhooks } = await world.server.call("GET", "/v1/webhooks");
  assert.deepEqual(webhooks, []);
});

test("a webhook is edited, disabled and enabled", async (t) => {
  const { server } = world;
  const { id } = await server.createWebhook({
    url: world.receiver.url,
    name: "Edited",
    events: ["email.sent", "email.opened"],
  });
  const page = await openDashboard(t, world.browser, server);
  await choose(page, "Edited", "Edit");
  const dialog = page.getByRole("dialog", { name: "Edit webhook" });
  assert.ok(
    await dialog.getByLabel("Endpoint URL").evaluate((element) => /** @type {HTMLInputElement} */ (element).readOnly),
  );
  await dialog.getByLabel("Name").fill("Renamed");
  await dialog.getByRole("switch", { name: "email.opened" }).uncheck();
  await dialog.getByRole("switch", { name: "email.clicked" }).check();
  await dialog.getByRole("button", { name: "Save" }).click();
  await card(page, "Renamed").getByText("email.clicked").waitFor();
  assert.deepEqual((await server.call("GET", `/v1/webhooks/${id}`)).events.toSorted(), ["email.clicked", "email.sent"]);

  await choose(page, "Renamed", "Disable");
  await card(page, "Renamed").getByText("Disabled").waitFor();
  assert.equal((await server.call("GET", `/v1/webhooks/${id}`)).isActive, false);
  await choose(page, "Renamed", "Enable");
  await card(page, "Renamed").getByText("Enabled").waitFor();
  assert.equal((await server.call("GET", `/v1/webhooks/${id}`)).isActive, true);
});

test("the secret is revealed from the menu and from the form", async (t) => {
  const { server } = world;
  const { secret } = await server.createWebhook({ url: world.receiver.url, name: "Secretive" });
  const page = await openDashboard(t, world.browser, server);
  assert.ok(!(await page.content()).includes(secret));
  await choose(page, "Secretive", "Reveal secret");
  const dialog = page.getByRole("dialog", { name: "Secret of Secretive" });
  assert.equal(await dialog.getByRole("textbox", { name: "Secret" }).inputValue(), secret);
  await page.keyboard.press("Escape");
  await choose(page, "Secretive", "Edit");
  await page.getByRole("button", { name: "Reveal secret" }).click();
  await page.getByRole("textbox", { name: "Secret" }).waitFor();
  assert.equal(await page.getByRole("textbox", { name: "Secret" }).inputValue(), secret);
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  // Nothing of it stays in the page.
  assert.ok(!(await page.content()).includes(secret));
});

test("a webhook is deleted, after a question", async (t) => {
  const { server } = world;
  await server.createWebhook({ url: world.receiver.url, name: "Doomed" });
  const page = await openDashboard(t, world.browser, server);
  const question = page.getByRole("dialog", { name: "Delete Doomed?" });
  await choose(page, "Doomed", "Delete");
  await question.getByRole("button", { name: "Cancel" }).click();
  assert.equal((await server.call("GET", "/v1/webhooks")).total, 1);
  await choose(page, "Doomed", "Delete");
  await question.getByRole("button", { name: "Delete webhook" }).click();
  await page.getByRole("heading", { name: "No webhooks yet" }).waitFor();
  assert.equal((await server.call("GET", "/v1/webhooks")).total, 0);
});

test("what others change appears by itself", async (t) => {
  const { server } = world;
  const page = await openDashboard(t, world.browser, server);
  const { id } = await server.createWebhook({ url: world.receiver.url, name: "Remote" });
  await card(page, "Remote").getByText("Enabled").waitFor();
  await server.call("PUT", `/v1/webhooks/${id}`, { isActive: false });
  await card(page, "Remote").getByText("Disabled").waitFor();
  await server.call("DELETE", `/v1/webhooks/${id}`);
  await page.getByRole("heading", { name: "No webhooks yet" }).waitFor();
});

test("a card counts failures in a row, and a success ends them", async (t) => {
  const { server, receiver } = world;
  receiver.answerWith(() => ({ status: 503 }));
  await server.createWebhook({ url: receiver.url, name: "Ill", events: ["email.sent"] });
  const page = await openDashboard(t, world.browser, server);
  const failures = card(page, "Ill").locator("dt:text-is('Failures in a row') + dd");
  await server.call("POST", "/emulator/events", { type: "email.sent" });
  await eventually(async () => (await failures.innerText()) === "2", "two failures");
  receiver.answerWith(() => ({ status: 204 }));
  await eventually(async () => (await failures.innerText()) === "0", "no failures");
  assert.match(await card(page, "Ill").locator("dt:text-is('Last success') + dd").innerText(), /now|ago/);
});
