// @ts-check
/** For keyboards, screen readers and every size: what axe finds, and a walk without a mouse. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { examine } from "./support/axe.mjs";
import { eventually, openDashboard } from "./support/browser.mjs";
import { setup } from "./support/setup.mjs";

const world = setup();

/** @typedef {import("playwright-core").Page} Page */

/** Webhooks, and deliveries of every kind. */
async function populate() {
  const { server, receiver } = world;
  receiver.answerWith(({ headers }) => ({
    status: headers["x-webhook-event"] === "email.sent" ? 200 : 500,
    body: '{"a":[1,"b",null]}',
  }));
  await server.createWebhook({ url: receiver.url, name: "Shop", events: ["email.sent", "email.opened"] });
  const { id } = await server.createWebhook({
    url: "http://127.0.0.1:1/webhooks",
    name: "Off",
    events: ["email.sent"],
  });
  await server.call("PUT", `/v1/webhooks/${id}`, { isActive: false });
  await server.call("POST", "/emulator/events", { type: "email.sent", count: 3 });
  const { deliveries } = await server.call("POST", "/emulator/events", { type: "email.opened" });
  await eventually(
    async () => (await server.call("GET", `/emulator/deliveries/${deliveries[0]}`)).attempts.length > 0,
    "an attempt",
  );
  return deliveries[0];
}

/**
 * Opens each dialog in turn.
 *
 * @param {Page} page
 * @param {(where: string) => Promise<void>} look
 */
async function everyDialog(page, look) {
  const close = async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await page.getByRole("button", { name: "New webhook" }).click();
  await look("the create form");
  await page.getByRole("button", { name: "Create webhook" }).click();
  await look("the create form with an error");
  await close();
  await page.getByRole("banner").getByRole("button", { name: "Send event" }).click();
  await page.getByText("Faults on the way").click();
  await look("the send form");
  await close();
  await page.getByRole("button", { name: "More" }).first().click();
  await look("a menu");
  await page.keyboard.press("Escape");
  for (const entry of ["Edit", "Reveal secret", "Faults", "Delete"]) {
    await page.getByRole("button", { name: "More" }).first().click();
    await page.getByRole("menuitem", { name: entry }).click();
    await page.getByRole("dialog").waitFor();
    await look(entry);
    await close();
  }
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing grave in ${colorScheme}`, async (t) => {
    const { server } = world;
    const empty = await openDashboard(t, world.browser, server, { context: { colorScheme } });
    await examine(empty, "no webhooks");
    await empty.goto(`${server.url}/#/deliveries?event=email.received`);
    await empty.getByRole("heading", { name: "Nothing fits" }).waitFor();
    await examine(empty, "no deliveries");

    const delivery = await populate();
    const page = await openDashboard(t, world.browser, server, { context: { colorScheme } });
    await examine(page, "webhooks");
    await everyDialog(page, (where) => examine(page, where));
    for (const view of ["deliveries", "metrics", "scenarios"]) {
      await page.goto(`${server.url}/#/${view}`);
      await page.getByRole("heading", { level: 1, name: view }).waitFor();
      if (view === "metrics") for (const table of await page.getByText("As a table").all()) await table.click();
      if (view === "scenarios") await page.getByRole("button", { name: "Set faults" }).waitFor();
      await examine(page, view);
    }
    await page.goto(`${server.url}/#/deliveries/${delivery}`);
    await page.getByRole("button", { name: "Why was this refused?" }).click();
    await page.getByText("The request is fine").waitFor();
    for (const headers of await page.getByText(/headers \(/).all()) await headers.click();
    await examine(page, "a delivery");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resend" }).click();
    await examine(page, "paused, with a message");

    const locked = await openDashboard(t, world.browser, server, { key: null, context: { colorScheme } });
    await locked.getByRole("button", { name: "Open the dashboard" }).click();
    await examine(locked, "the key");
  });
}

test("the theme follows the system, and the switch overrules it for good", async (t) => {
  const page = await openDashboard(t, world.browser, world.server, { context: { colorScheme: "dark" } });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.getByRole("button", { name: "Theme: system" }).click();
  const light = await background();
  assert.notEqual(light, dark);
  await page.reload();
  await page.getByRole("button", { name: "Theme: light" }).click();
  assert.equal(await background(), dark);
  await page.getByRole("button", { name: "Theme: dark" }).click();
  await page.emulateMedia({ colorScheme: "light" });
  assert.equal(await background(), light);
});

test("everything can be done with the keyboard", async (t) => {
  const { server, receiver } = world;
  const page = await openDashboard(t, world.browser, server);
  const keys = page.keyboard;
  /** What has the focus, as a screen reader would call it. */
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
    );
  /** @param {string | RegExp} name */
  const tabTo = async (name, key = "Tab") => {
    for (let step = 0; step < 60; step += 1) {
      await keys.press(key);
      const text = (await focused()).trim();
      if (typeof name === "string" ? text === name : name.test(text)) {
        const outline = await page.evaluate(
          () => getComputedStyle(/** @type {Element} */ (document.activeElement)).outlineStyle,
        );
        assert.notEqual(outline, "none", `the focus on ${name} can be seen`);
        return;
      }
    }
    assert.fail(`no way by ${key} to ${name}`);
  };
  const label = () =>
    page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).labels?.[0]?.textContent ?? "");
  /** @param {RegExp} name */
  const tabToField = async (name) => {
    for (let step = 0; step < 60; step += 1) {
      if (name.test(await label())) return;
      await keys.press("Tab");
    }
    assert.fail(`no way to the field ${name}`);
  };

  await keys.press("Tab");
  assert.equal(await focused(), "Skip to the content");
  await keys.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "main");

  // Make a webhook.
  await tabTo("New webhook");
  await keys.press("Enter");
  await tabToField(/^Name/);
  await keys.type("Keyed");
  await tabToField(/^Endpoint URL/);
  await keys.type(receiver.url);
  await tabToField(/^email\.opened/);
  await keys.press("Space");
  await keys.press("Enter");
  await page.getByRole("dialog", { name: "Webhook created" }).waitFor();
  await keys.press("Escape");

  // The menu: arrows, Escape, and the focus comes back.
  await tabTo("More");
  await keys.press("Enter");
  await eventually(async () => (await focused()) === "Edit", "the first entry");
  await keys.press("ArrowUp");
  assert.equal(await focused(), "Delete");
  await keys.press("Home");
  await keys.press("Escape");
  assert.equal(await focused(), "More");
  await keys.press("Enter");
  await eventually(async () => (await focused()) === "Edit", "the first entry again");
  await keys.press("Enter");
  await page.getByRole("dialog", { name: "Edit webhook" }).waitFor();
  await keys.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.equal(await focused(), "More");

  // Send an event and look at it.
  await tabTo("Send event");
  await keys.press("Enter");
  await tabToField(/^How many/);
  await keys.press("ArrowUp");
  await keys.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await tabTo("Deliveries", "Shift+Tab");
  await keys.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Deliveries" }).waitFor();
  await eventually(async () => (await page.getByText("Delivered", { exact: true }).count()) >= 2, "two deliveries");
  await tabTo("email.opened");
  const first = await page.evaluate(() => document.activeElement?.closest("tr")?.dataset["delivery"]);
  await keys.press("ArrowDown");
  await keys.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement?.closest("tr")?.dataset["delivery"]), first);
  await keys.press("Enter");
  await page.getByRole("region", { name: "Request body" }).waitFor();
  await eventually(
    async () => (await page.evaluate(() => document.activeElement?.id)) === "delivery-title",
    "the focus in the delivery",
  );
  await tabTo("Resend");
  await keys.press("Enter");
  await eventually(() => receiver.received.length === 3, "the resent one");
  await keys.press("Escape");
  await eventually(
    async () => (await page.evaluate(() => document.activeElement?.closest("tr")?.dataset["delivery"])) === first,
    "the focus back in the list",
  );
});

test("nothing is wider than a phone", async (t) => {
  const delivery = await populate();
  const page = await openDashboard(t, world.browser, world.server, {
    context: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  });
  for (const view of ["webhooks", "deliveries", `deliveries/${delivery}`, "metrics", "scenarios"]) {
    await page.goto(`${world.server.url}/#/${view}`);
    await page.waitForTimeout(300);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} fits`);
  }
  await page.goto(`${world.server.url}/#/webhooks`);
  await page.getByRole("button", { name: "New webhook" }).tap();
  const dialog = page.getByRole("dialog");
  assert.ok(await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth), "the form fits");
});
