// @ts-check
/** Takes the pictures of an inbox's page: minutes of traffic to a handler that fails now and then, then a look. */

import { launch } from "./support/browser.mjs";
import { startInbox } from "./support/inbox.mjs";
import { DESKTOP, PHONE, photographer } from "./support/picture.mjs";
import { startReceiver } from "./support/receiver.mjs";

const ROUNDS = 30;
const ROUND_MS = 10_000;
const ADDRESSES = ["ada@example.org", "ben@example.com", "carla@example.net", "dora@example.org"];

const handler = await startReceiver();
const [inbox, browser] = await Promise.all([startInbox(handler.url), launch()]);
try {
  handler.answerWith((_, number) =>
    number % 23 === 0 ? { status: 503, body: "connection to the database timed out" } : { status: 200 },
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    await traffic(round);
    await new Promise((resolve) => setTimeout(resolve, ROUND_MS));
  }
  const take = photographer(browser, inbox, new URL("../../../docs/dashboard/", import.meta.url));
  await take("inbox-overview", "overview", { ...DESKTOP, colorScheme: "dark" }, async (page) => {
    await page.getByLabel("Time range").selectOption("hour");
  });
  await take("inbox-dead", "dead", { ...DESKTOP, colorScheme: "light" }, async (page) => {
    for (const row of [0, 2]) await page.locator("tbody input").nth(row).check();
    await page.locator("tbody a").nth(1).click();
    await page.getByText("Attempt 1", { exact: true }).waitFor();
  });
  await take("inbox-phone", "deliveries", { ...PHONE, colorScheme: "dark" });
} finally {
  await browser.close();
  await Promise.all([inbox.end(), handler.end()]);
}

/**
 * Mails of a few seconds, each a little more or fewer than the last.
 *
 * @param {number} round
 */
async function traffic(round) {
  const mails = Math.round(24 + 12 * Math.sin(round / 4));
  for (let mail = 0; mail < mails; mail += 1) {
    const address = ADDRESSES[(round + mail) % ADDRESSES.length] ?? "";
    await inbox.event("email.sent", address);
    const number = round * 7 + mail;
    if (number % 29 === 0) await inbox.event("email.bounced", address, { bounceType: "Permanent" });
    else await inbox.event("email.delivered", address);
    if (number % 61 === 0) await inbox.event("email.spam_reported", address, { complaintType: "abuse" });
    if (mail % 3 === 0) await inbox.event("email.opened", address);
  }
}
