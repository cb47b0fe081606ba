// @ts-check
/** What nearly every file of tests begins with. */

import { after, afterEach, before } from "node:test";
import { launch } from "./browser.mjs";
import { startReceiver } from "./receiver.mjs";
import { startServer } from "./server.mjs";

/**
 * A server, a receiver and a browser for the tests of a file. Each test begins without webhooks.
 *
 * @param {Parameters<typeof startServer>[0]} [settings]
 */
export function setup(settings) {
  const world =
    /** @type {{ server: import("./server.mjs").Server, receiver: Awaited<ReturnType<typeof startReceiver>>, browser: import("playwright-core").Browser }} */ ({});
  before(async () => {
    [world.server, world.receiver, world.browser] = await Promise.all([
      startServer(settings),
      startReceiver(),
      launch(),
    ]);
  });
  afterEach(async () => {
    const { webhooks } = await world.server.call("GET", "/v1/webhooks?limit=100");
    for (const { id } of webhooks) await world.server.call("DELETE", `/v1/webhooks/${id}`);
    world.receiver.received.length = 0;
    world.receiver.answerWith(() => ({ status: 200, body: '{"received":true}' }));
  });
  after(async () => {
    await world.browser?.close();
    await Promise.all([world.server?.end(), world.receiver?.end()]);
  });
  return world;
}
