// @ts-check
/** Takes the pictures of the READMEs: receivers of several kinds, minutes of traffic, then a look at every view. */

import { launch } from "./support/browser.mjs";
import { DESKTOP, PHONE, photographer } from "./support/picture.mjs";
import { startReceiver } from "./support/receiver.mjs";
import { startServer } from "./support/server.mjs";

const ROUNDS = 24;
const ROUND_MS = 10_000;

const [server, browser, shop, crm] = await Promise.all([
  startServer({ retries: "5s,10s,20s" }),
  launch(),
  startReceiver(),
  startReceiver(),
]);
try {
  await populate();
  const take = photographer(browser, server, new URL("../../../docs/dashboard/", import.meta.url));
  await take("metrics", "metrics", { ...DESKTOP, colorScheme: "dark" }, async (page) => {
    await page.getByLabel("Time range").selectOption("5");
  });
  await take("webhooks", "webhooks", { viewport: { width: 1280, height: 460 }, colorScheme: "light" });
  await take("deliveries", "deliveries", { ...DESKTOP, colorScheme: "light" }, openRefused);
  await take("phone", "deliveries", { ...PHONE, colorScheme: "dark" });
} finally {
  await browser.close();
  await Promise.all([server.end(), shop.end(), crm.end()]);
}

/** Webhooks whose receivers work well, now and then, and not at all. */
async function populate() {
  const lifecycle = ["email.sent", "email.delivered", "email.bounced", "email.deferred"];
  await server.createWebhook({ name: "Order mails", url: shop.url, events: [...lifecycle, "email.spam_reported"] });
  await server.createWebhook({
    name: "CRM",
    url: crm.url,
    events: ["email.opened", "email.clicked", "contact.created", "contact.updated"],
  });
  await server.createWebhook({
    name: "Not started yet",
    url: "http://127.0.0.1:9/webhooks",
    events: ["email.unsubscribed"],
  });
  shop.answerWith(() => ({
    status: 200,
    body: '{"received":true,"duplicate":false}',
    delayMs: 3 + Math.random() * 25,
  }));
  crm.answerWith(({ headers }, number) => {
    const refused = { status: 401, body: '{"error":{"code":"signature_mismatch"}}' };
    if (headers["x-webhook-event"] === "contact.updated") return refused;
    const busy = number % 9 === 0;
    return { status: busy ? 503 : 200, body: `{"received":${!busy}}`, delayMs: 20 + Math.random() * 180 };
  });
  // One after the other, each a little larger or smaller than the last.
  const rates = { openRate: 0.5, clickRate: 0.2, bounceRate: 0.03, unsubscribeRate: 0.02, spamRate: 0.01 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const emails = Math.round(80 + 40 * Math.sin(round / 3));
    await server.call("POST", "/emulator/simulate", {
      scenario: "campaign",
      emails,
      ...rates,
      seconds: 20,
      seed: round,
    });
    await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
  }
}

/** @param {import("playwright-core").Page} page */
async function openRefused(page) {
  await server.call("POST", "/emulator/events", { type: "contact.updated" });
  await page.locator("[data-delivery]").filter({ hasText: "contact.updated" }).click();
  await page.getByRole("button", { name: /^Attempt 2/ }).waitFor();
  await page.getByRole("button", { name: "Why was this refused?" }).click();
}
