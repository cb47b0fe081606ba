// @ts-check
/** The key, and payloads that would like to be programs. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually, openDashboard } from "./support/browser.mjs";
import { KEY } from "./support/server.mjs";
import { setup } from "./support/setup.mjs";

const world = setup();

/** Runs if it is ever read as markup. */
const MARKUP =
  '"><script>globalThis.ran=1</script><img src=x onerror="globalThis.ran=1"><svg onload="globalThis.ran=1">';

test("the key leaves the address, stays in the tab and is needed", async (t) => {
  const page = await openDashboard(t, world.browser, world.server);
  assert.ok(!page.url().includes(KEY));
  assert.ok(!(await page.content()).includes(KEY));
  await page.reload();
  await page.getByText("Live", { exact: true }).waitFor();
  assert.ok(!(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes(KEY));
});

test("without a key, and with a wrong one, the page asks", async (t) => {
  const page = await openDashboard(t, world.browser, world.server, { key: null, expected: /status of 401/ });
  const field = page.getByLabel("API key");
  await field.fill("AS_wrong");
  await page.getByRole("button", { name: "Open the dashboard" }).click();
  await page.getByText("The server does not take this key.").waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await field.fill(KEY);
  await page.keyboard.press("Enter");
  await page.getByText("Live", { exact: true }).waitFor();
});

test("a key that is pasted into the address of an open page is taken", async (t) => {
  const page = await openDashboard(t, world.browser, world.server, { key: null });
  await page.getByLabel("API key").waitFor();
  await page.evaluate((key) => {
    location.hash = `key=${key}`;
  }, KEY);
  await page.getByText("Live", { exact: true }).waitFor();
  assert.ok(!page.url().includes(KEY));
});

test("the page is served with a policy that lets nothing else run", async () => {
  const response = await fetch(world.server.url);
  const policy = response.headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self'(;|$)/);
  assert.match(policy, /style-src 'self'(;|$)/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.match(policy, /form-action 'none'/);
  assert.match(policy, /require-trusted-types-for 'script'; trusted-types 'none'/);
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response.headers.get("referrer-policy"), "no-referrer");
});

test("markup in every field is shown and never runs", async (t) => {
  const { server, receiver } = world;
  receiver.answerWith(() => ({ status: 418, headers: { "x-evil": MARKUP.replaceAll('"', "'") }, body: MARKUP }));
  const url = `${receiver.url}?${encodeURIComponent(MARKUP)}#<script>globalThis.ran=1</script>`;
  await server.createWebhook({
    url,
    name: MARKUP,
    events: ["email.opened", "contact.created"],
    metadata: { name: MARKUP },
  });
  // The last address names a delivery that there is not.
  const page = await openDashboard(t, world.browser, server, { expected: /status of 404/ });
  await page.getByRole("heading", { name: MARKUP }).waitFor();
  for (const entry of ["Edit", "Reveal secret", "Faults", "Delete"]) {
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: entry }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  const strings = {
    emailId: MARKUP,
    from: MARKUP,
    to: { email: MARKUP, name: MARKUP },
    subject: MARKUP,
    [MARKUP]: MARKUP,
  };
  for (const [type, data] of Object.entries({
    "email.opened": { ...strings, test: false },
    "contact.created": { [MARKUP]: [MARKUP] },
  })) {
    const { deliveries } = await server.call("POST", "/emulator/events", { type, data });
    await page.goto(`${server.url}/#/deliveries/${deliveries[0]}`);
    const body = page.getByRole("region", { name: "Request body" });
    await eventually(async () => (await body.innerText()).includes("<script>globalThis.ran=1</script>"), "the body");
    const answer = page.getByRole("region", { name: "Response body" });
    assert.equal(await answer.innerText(), MARKUP);
    await page.getByRole("button", { name: "Why was this refused?" }).click();
    await page.getByText("The request is fine").waitFor();
    await page.getByText("Response headers").click();
    await page.getByRole("button", { name: "Edit and send" }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
  }
  await page.goto(`${server.url}/#/metrics`);
  await page.getByRole("option", { name: MARKUP }).waitFor({ state: "attached" });
  await page.goto(`${server.url}/#/deliveries/${encodeURIComponent(MARKUP)}?status=${encodeURIComponent(MARKUP)}`);
  await page.getByRole("heading", { name: "Not found" }).waitFor();
  assert.equal(await page.evaluate(() => "ran" in globalThis), false);
  assert.equal(
    await page.locator("script:not([src]), img:not([src='shared/icon.svg']), main svg:not(.icon)").count(),
    0,
  );
});
