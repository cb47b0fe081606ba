// @ts-check
/** The book as readers see it: every page in both themes and on a phone, search, the keyboard. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { examine } from "../support/axe.mjs";
import { eventually, launch } from "../support/browser.mjs";
import { serveBook } from "./pages.mjs";

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
/** What a theme decides. */
const COLOURS = ["color-contrast", "link-in-text-block"];

const world =
  /** @type {{ book: Awaited<ReturnType<typeof serveBook>>, browser: import("playwright-core").Browser }} */ ({});

before(async () => {
  [world.book, world.browser] = await Promise.all([serveBook(), launch()]);
});

after(async () => {
  await world.browser?.close();
  world.book?.end();
});

/**
 * A page whose every complaint fails the test.
 *
 * @param {import("node:test").TestContext} t
 */
async function open(t) {
  const context = await world.browser.newContext({ viewport: DESKTOP, colorScheme: "light" });
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(`${page.url()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(world.book.url)) complaints.push(`request to ${request.url()}`);
  });
  t.after(async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  });
  return page;
}

/** @param {import("playwright-core").Page} page */
const isTooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** @param {import("playwright-core").Page} page */
const isDark = (page) => page.evaluate(() => document.documentElement.classList.contains("navy"));

test("every page: no errors, nothing grave for axe in either theme, nothing too wide on any screen", async (t) => {
  assert.ok(world.book.pages.length > 50, `${world.book.pages.length} pages`);
  const page = await open(t);
  for (const path of world.book.pages) {
    await page.goto(`${world.book.url}/${path}`);
    assert.ok(!(await isDark(page)), `${path} is light`);
    await examine(page, path);
    assert.ok(!(await isTooWide(page)), `${path} fits`);
    await page.emulateMedia({ colorScheme: "dark" });
    await eventually(() => isDark(page), `${path} in dark`);
    await examine(page, `${path} in dark`, COLOURS);
    await page.setViewportSize(PHONE);
    assert.ok(!(await isTooWide(page)), `${path} fits a phone`);
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(DESKTOP);
  }
});

test("search finds how a secret is rotated", async (t) => {
  const page = await open(t);
  await page.goto(`${world.book.url}/index.html`);
  await page.keyboard.press("s");
  await page.getByRole("searchbox").pressSequentially("rotate");
  await page.locator("#mdbook-searchresults a").filter({ hasText: "Rotate a secret" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Rotate a secret" }).waitFor();
});

test("the table of contents opens and closes with the keyboard", async (t) => {
  const page = await open(t);
  await page.goto(`${world.book.url}/index.html`);
  const toggle = page.getByRole("button", { name: "Toggle Table of Contents" });
  const isOpen = () => toggle.getAttribute("aria-expanded");
  const before = await isOpen();
  await toggle.focus();
  await page.keyboard.press("Enter");
  await eventually(async () => (await isOpen()) !== before, "the other state");
});
