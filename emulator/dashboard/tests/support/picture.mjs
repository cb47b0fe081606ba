// @ts-check
import { mkdir } from "node:fs/promises";

export const DESKTOP = { viewport: { width: 1280, height: 800 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/**
 * Takes pictures of a page's views.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {{ url: string, key: string, parameter: string }} server
 * @param {URL} folder
 */
export function photographer(browser, server, folder) {
  /**
   * @param {string} name
   * @param {string} view
   * @param {import("playwright-core").BrowserContextOptions} options
   * @param {(page: import("playwright-core").Page) => Promise<void>} [prepare]
   */
  return async (name, view, options, prepare) => {
    await mkdir(folder, { recursive: true });
    const page = await browser.newPage(options);
    await page.goto(`${server.url}/#${server.parameter}=${server.key}`);
    await page.goto(`${server.url}/#/${view}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await prepare?.(page);
    // Until what was asked for is drawn.
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: new URL(`${name}.png`, folder).pathname, animations: "disabled", caret: "hide" });
    await page.close();
  };
}
