// @ts-check
import assert from "node:assert/strict";
import axe from "axe-core";

/**
 * Fails where axe finds anything serious or critical.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} where
 * @param {string[]} [rules] these alone
 */
export async function examine(page, where, rules) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(
    (only) => /** @type {any} */ (globalThis).axe.run(document, only ? { runOnly: only } : {}),
    rules,
  );
  assert.ok(passes.length > (rules ? 0 : 10), `axe looked at ${where}`);
  const grave = violations.filter((/** @type {any} */ { impact }) => impact === "serious" || impact === "critical");
  const described = grave.map(
    (/** @type {any} */ { id, nodes }) =>
      `${id}: ${nodes.map((/** @type {any} */ { html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`,
  );
  assert.deepEqual(described, [], where);
}
