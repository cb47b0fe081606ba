// @ts-check
/** The page of an inbox, with a real one on SQLite. */

import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, beforeEach, test } from "node:test";
import { examine } from "./support/axe.mjs";
import { eventually, launch, openDashboard } from "./support/browser.mjs";
import { startInbox, TOKEN } from "./support/inbox.mjs";
import { startReceiver } from "./support/receiver.mjs";

/** Runs if it is ever read as markup; without spaces, which ids can't have. */
const MARKUP = "<img/src=x/onerror=globalThis.ran=1><svg/onload=globalThis.ran=1>";

/** @type {Awaited<ReturnType<typeof startReceiver>>} */
let receiver;
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {import("./support/inbox.mjs").Inbox} */
let inbox;

before(async () => {
  [receiver, browser] = await Promise.all([startReceiver(), launch()]);
});
beforeEach(async () => {
  await inbox?.end();
  receiver.received.length = 0;
  receiver.answerWith(() => ({ status: 200 }));
  inbox = await startInbox(receiver.url);
});
after(async () => {
  await browser?.close();
  await Promise.all([inbox?.end(), receiver?.end()]);
});

/**
 * @param {import("playwright-core").Page} page
 * @param {string} view
 */
const go = (page, view) => page.goto(`${inbox.url}/#/${view}`);

/** @param {import("playwright-core").Page} page */
const rows = (page) => page.locator("tbody tr[data-seq]");

test("the overview counts, and says what its rates are shares of", async (t) => {
  receiver.answerWith(({ headers }) => ({ status: headers["x-webhook-event"] === "email.bounced" ? 500 : 200 }));
  for (let number = 0; number < 4; number += 1) await inbox.event("email.sent", "ann@example.com");
  for (let number = 0; number < 5; number += 1) await inbox.event("email.delivered", "ann@example.com");
  await inbox.event("email.bounced", "bob@example.com");
  await inbox.event("email.spam_reported", "eve@example.com");
  const page = await openDashboard(t, browser, inbox);
  const tile = (/** @type {string} */ name) => page.locator(`.tiles div:has(dt:text-is('${name}'))`);
  await eventually(async () => /^1\b/m.test(await tile("Dead letters").locator("dd").first().innerText()), "dead");
  assert.match(await tile("Bounce rate").innerText(), /25 %\s+1 email.bounced of 4 email.sent/);
  assert.match(await tile("Complaint rate").innerText(), /20 %\s+1 email.spam_reported of 5 email.delivered/);
  assert.match(await tile("Commit").innerText(), /\d+(\.\d)? m?s/);
  assert.match(await tile("Unfinished").innerText(), /\s0\s/);
  assert.match(await tile("Oldest unprocessed").innerText(), /–/);
  for (const range of ["Last hour", "Last 7 days", "Last 30 days"]) {
    await page.getByLabel("Time range").selectOption(range);
    const table = page.getByRole("table", { name: "Received by type" });
    await eventually(async () => (await table.getByRole("row", { name: "email.delivered 5" }).count()) === 1, range);
  }
  const bounces = page.getByRole("region", { name: "Bounce rate" }).first();
  await bounces.getByText("As a table").click();
  await bounces.getByRole("cell", { name: "25 %" }).waitFor();
  await page.getByRole("table", { name: "By outcome" }).getByRole("row", { name: "New 11" }).waitFor();
});

test("what is unknown is counted with a sample that says nothing of a person", async (t) => {
  await inbox.event("email.sent", "ann@example.com");
  const page = await openDashboard(t, browser, inbox);
  await page.getByRole("table", { name: "By outcome" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "Drift" }).count(), 0);
  for (let number = 0; number < 2; number += 1)
    await inbox.event("email.bounced", "ann@example.com", { bounceType: "Undetermined", phone: "+49 151" });
  const table = page.getByRole("table", { name: "Drift" });
  await table.getByRole("row", { name: "Value email.bounced: data.bounceType Undetermined 2" }).waitFor();
  await table.getByRole("row", { name: 'Field email.bounced: data.phone "+99 999" 2' }).waitFor();
  await page.getByText("Among 3 deliveries.").waitFor();
});

test("what waits is counted with its age", async (t) => {
  receiver.answerWith(() => ({ status: 200, delayMs: 20_000 }));
  await inbox.event("email.sent", "ann@example.com");
  const page = await openDashboard(t, browser, inbox);
  const tile = (/** @type {string} */ name) => page.locator(`.tiles dt:text-is('${name}') + dd`);
  await eventually(async () => (await tile("Unfinished").innerText()) === "1", "the depth");
  await eventually(async () => / (ms|s)$/.test(await tile("Oldest unprocessed").innerText()), "the age");
});

test("deliveries are found by address, id, type and status", async (t) => {
  receiver.answerWith(({ headers }) => ({ status: headers["x-webhook-event"] === "email.bounced" ? 500 : 200 }));
  await inbox.event("email.sent", "Ann@example.com");
  const id = await inbox.event("email.delivered", "bob@example.com");
  await inbox.event("email.bounced", "ann@example.com");
  const page = await openDashboard(t, browser, inbox);
  await go(page, "deliveries");
  const shows = (/** @type {number} */ number, /** @type {string} */ what) =>
    eventually(async () => (await rows(page).count()) === number, what);
  await shows(3, "all");
  await page.getByLabel("Address").fill("ann@example.com");
  await page.keyboard.press("Enter");
  await shows(2, "of an address");
  await page.getByLabel("Status", { exact: true }).selectOption("Dead letter");
  await shows(1, "dead ones of an address");
  assert.match(await rows(page).innerText(), /email.bounced/);
  assert.match(page.url(), /address=ann%40example.com&status=dead/);
  await page.reload();
  await shows(1, "the same after a reload");
  await page.getByLabel("Address").fill("nobody@example.com");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await shows(3, "all again");
  await page.getByLabel("Delivery id").fill(id);
  await page.keyboard.press("Enter");
  await shows(1, "of an id");
  await page.getByLabel("Delivery id").fill("");
  await page.keyboard.press("Enter");
  await page.getByLabel("Type", { exact: true }).selectOption("email.sent");
  await shows(1, "of a type");
});

test("a dead letter tells its error and is replayed, one and many", async (t) => {
  receiver.answerWith(() => ({ status: 503, body: "the database is down" }));
  for (let number = 0; number < 5; number += 1) await inbox.event("email.bounced", `ann${number}@example.com`);
  const page = await openDashboard(t, browser, inbox);
  await go(page, "dead");
  await eventually(async () => (await rows(page).count()) === 5, "five dead letters");
  assert.match(await rows(page).first().innerText(), /503/);
  await rows(page).first().getByRole("link").click();
  await page.getByRole("heading", { level: 2, name: "email.bounced" }).waitFor();
  await page.getByText("Attempt 1", { exact: true }).waitFor();
  assert.match(await page.locator(".attempt-outcome").innerText(), /503/);

  receiver.answerWith(() => ({ status: 200 }));
  await page.getByRole("complementary").getByRole("button", { name: "Replay" }).click();
  await page.getByRole("complementary").getByText("Done", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "All dead letters" }).click();
  await eventually(async () => (await rows(page).count()) === 4, "one fewer");

  const boxes = rows(page).getByRole("checkbox");
  await boxes.nth(0).check();
  await boxes.nth(2).check();
  const kept = await rows(page).nth(2).getAttribute("data-seq");
  await page.waitForTimeout(4_000);
  assert.ok(await page.locator(`[data-seq="${kept}"] input`).isChecked(), "a refresh keeps what is ticked");
  await page.getByRole("button", { name: "Replay 2 deliveries" }).click();
  await page.getByText("2 deliveries are processed again.").waitFor();
  await eventually(async () => (await rows(page).count()) === 2, "two fewer");

  await page.getByRole("button", { name: "Replay all that fit…" }).click();
  await page.getByRole("dialog").getByText("Every dead letter is processed again").waitFor();
  await page.getByRole("button", { name: "Replay all", exact: true }).click();
  await page.getByRole("heading", { name: "No dead letters" }).waitFor();
  // Each failed once and arrived once.
  await eventually(() => receiver.received.length === 10, "every replay");
});

test("older deliveries are fetched on demand", async (t) => {
  for (let number = 0; number < 60; number += 1) await inbox.event("email.sent", "ann@example.com");
  const page = await openDashboard(t, browser, inbox);
  await go(page, "deliveries");
  await eventually(async () => (await rows(page).count()) === 50, "a page");
  await page.getByRole("button", { name: "Load older" }).click();
  await eventually(async () => (await rows(page).count()) === 60, "all");
  await page.getByRole("checkbox", { name: "All that are shown" }).check();
  await page.getByRole("button", { name: "Replay 60 deliveries" }).waitFor();
});

test("the token leaves the address, and without it nothing is told", async (t) => {
  const page = await openDashboard(t, browser, inbox);
  assert.ok(!page.url().includes(TOKEN));
  assert.ok(!(await page.content()).includes(TOKEN));
  for (const authorization of ["", "Bearer wrong", `Basic ${TOKEN}`, `Bearer ${TOKEN}0`]) {
    for (const path of ["/api/stats", "/api/deliveries/1", "/api/nothing"]) {
      const response = await fetch(inbox.url + path, { headers: { authorization } });
      assert.equal(response.status, 401, `${path} with ${authorization}`);
    }
  }
  const locked = await openDashboard(t, browser, inbox, { key: null, expected: /status of 401/ });
  await locked.getByLabel("Token").fill("0123456789abcdef-wrong");
  await locked.keyboard.press("Enter");
  await locked.getByText("The server does not take this token.").waitFor();
  await locked.getByLabel("Token").fill(TOKEN);
  await locked.keyboard.press("Enter");
  await locked.getByText("Live", { exact: true }).waitFor();
});

test("other names and other sites are refused, and the page runs nothing but itself", async () => {
  const ask = (/** @type {Record<string, string>} */ headers) =>
    new Promise((resolve, reject) => {
      const all = { authorization: `Bearer ${TOKEN}`, ...headers };
      request(`${inbox.url}/api/stats`, { headers: all }, (response) => resolve(response.statusCode))
        .on("error", reject)
        .end();
    });
  assert.equal(await ask({}), 200);
  assert.equal(await ask({ host: "inbox.evil.example" }), 403);
  assert.equal(await ask({ origin: "https://evil.example" }), 403);
  assert.equal(await ask({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }), 403);
  const response = await fetch(inbox.url);
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'; script-src 'self'; .*trusted-types 'none'/);
  assert.equal((await fetch(`${inbox.url}/dev/app.js`)).status, 404);
});

test("markup in every field is shown and never runs", async (t) => {
  receiver.answerWith(() => ({ status: 500, body: MARKUP }));
  const strings = {
    emailId: MARKUP,
    from: MARKUP,
    to: { email: MARKUP, name: MARKUP },
    subject: MARKUP,
    [MARKUP]: MARKUP,
  };
  const body = (/** @type {string} */ type) =>
    JSON.stringify({ type, createdAt: new Date().toISOString(), data: strings });
  const known = body("email.bounced");
  await inbox.deliver(known, { type: "email.bounced", id: MARKUP });
  await inbox.deliver(known, { type: "email.bounced", id: `${MARKUP}again` });
  await inbox.deliver(body(MARKUP), { type: MARKUP, id: "typed" });
  // The last addresses name what there is not.
  const page = await openDashboard(t, browser, inbox, { expected: /status of 40[04]/ });
  await page.getByRole("rowheader", { name: MARKUP }).waitFor();
  for (const view of ["deliveries", "dead"]) {
    await go(page, view);
    await eventually(async () => (await rows(page).count()) === 2, view);
  }
  await rows(page).filter({ hasText: "email.bounced" }).getByRole("link").click();
  const pane = page.getByRole("complementary");
  await pane.getByText(`${MARKUP}again`).waitFor();
  await pane.getByText(/^Headers/).click();
  assert.ok((await pane.getByRole("region", { name: "Body" }).innerText()).includes(MARKUP));
  assert.ok((await pane.locator("dl").innerText()).includes(MARKUP));
  await go(page, `deliveries?type=${encodeURIComponent(MARKUP)}`);
  await eventually(async () => (await rows(page).count()) === 1, "of a type");
  await page.getByRole("button", { name: "Replay all that fit…" }).click();
  await page.getByRole("dialog").getByText(MARKUP).waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await go(page, `deliveries/${encodeURIComponent(MARKUP)}?address=${encodeURIComponent(MARKUP)}`);
  await page.getByRole("heading", { name: "Not found" }).waitFor();
  assert.equal(await page.evaluate(() => "ran" in globalThis), false);
  assert.equal(await page.locator("script:not([src]), img:not([src='shared/icon.svg']), main svg[onload]").count(), 0);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing grave in ${colorScheme}, and nothing is wider than a phone`, async (t) => {
    const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, colorScheme };
    const page = await openDashboard(t, browser, inbox, { context: phone });
    for (const view of ["overview", "deliveries", "dead"]) {
      await go(page, view);
      await page.waitForTimeout(200);
      await examine(page, `an empty ${view}`);
    }
    receiver.answerWith(({ headers }) => ({
      status: headers["x-webhook-event"] === "email.bounced" ? 500 : 200,
      body: "long".repeat(300),
    }));
    await inbox.event("email.sent", `${"long".repeat(60)}@example.com`);
    await inbox.event("email.bounced", "ann@example.com", { reason: "long".repeat(300), unknown: "long".repeat(300) });
    const wide = await openDashboard(t, browser, inbox, { context: { colorScheme } });
    for (const each of [page, wide]) {
      await go(each, "dead");
      await eventually(async () => (await rows(each).count()) === 1, "the dead letter");
      for (const view of ["overview", "deliveries", "dead", "dead/2", "deliveries/1"]) {
        await go(each, view);
        await each.waitForTimeout(300);
        if (view === "overview") for (const table of await each.getByText("As a table").all()) await table.click();
        assert.ok(await each.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} fits`);
        await examine(each, view);
      }
    }
    await go(wide, "dead");
    await wide.getByRole("button", { name: "Replay all that fit…" }).click();
    await examine(wide, "the question");
  });
}

test("everything can be done with the keyboard", async (t) => {
  receiver.answerWith(() => ({ status: 500 }));
  for (let number = 0; number < 2; number += 1) await inbox.event("email.bounced", "ann@example.com");
  const page = await openDashboard(t, browser, inbox);
  await go(page, "dead");
  await eventually(async () => (await rows(page).count()) === 2, "two dead letters");
  const focusedRow = () => page.evaluate(() => document.activeElement?.closest("tr")?.dataset["seq"]);
  const tabTo = async (/** @type {() => Promise<boolean>} */ holds) => {
    for (let step = 0; step < 40; step += 1) {
      if (await holds()) return;
      await page.keyboard.press("Tab");
    }
    assert.fail("no way by Tab");
  };
  await tabTo(async () => (await focusedRow()) === "2");
  await page.keyboard.press("Space");
  await tabTo(() => page.evaluate(() => document.activeElement?.matches("tbody a") === true));
  await page.keyboard.press("ArrowDown");
  assert.equal(await focusedRow(), "1");
  await page.keyboard.press("Enter");
  await eventually(
    async () => (await page.evaluate(() => document.activeElement?.id)) === "delivery-title",
    "the focus in the delivery",
  );
  await page.keyboard.press("Escape");
  await eventually(async () => (await focusedRow()) === "1", "the focus back in the list");
  receiver.answerWith(() => ({ status: 200 }));
  await page.getByRole("button", { name: "Replay 1 delivery" }).focus();
  await page.keyboard.press("Enter");
  await eventually(async () => (await rows(page).count()) === 1, "it is replayed");
});
