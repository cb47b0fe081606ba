// @ts-check
/** Starts the page. */

import { icon } from "../shared/components/icon.js";
import { h } from "../shared/dom.js";
import { startPage } from "../shared/frame.js";
import { Api } from "./api.js";
import { sendEvent } from "./dialogs/send-event.js";
import { Store } from "./store.js";
import { deliveriesView } from "./views/deliveries.js";
import { metricsView } from "./views/metrics.js";
import { scenariosView } from "./views/scenarios.js";
import { webhooksView } from "./views/webhooks.js";

/** @typedef {import("../shared/frame.js").Route} Route */
/** @typedef {import("../shared/frame.js").View} View */
/** @typedef {import("../shared/frame.js").Navigation & { api: Api, store: Store }} Context what views and dialogs work with */

startPage({
  brand: ["AutoSend", "dev"],
  key: {
    name: "key",
    label: "API key",
    placeholder: "AS_…",
    example: "$ autosend-webhooks dev\ndashboard: http://127.0.0.1:4100/#key=AS_…",
    refused: "The server does not take this key. A new one is made at each start unless --api-key is given.",
  },
  views: {
    webhooks: { label: "Webhooks", make: webhooksView },
    deliveries: { label: "Deliveries", make: deliveriesView },
    metrics: { label: "Metrics", make: metricsView },
    scenarios: { label: "Scenarios", make: scenariosView },
  },
  open,
  actions: (context) => [
    h(
      "button",
      { type: "button", class: "button button-primary", onclick: () => sendEvent(context) },
      icon("send"),
      "Send event",
    ),
  ],
  follow: ({ store }, signal) => store.follow(signal),
});

/**
 * @param {string} key
 * @param {() => void} onUnauthorized
 * @param {import("../shared/frame.js").Navigation} navigation
 * @returns {Promise<Context>}
 */
async function open(key, onUnauthorized, navigation) {
  const api = new Api(key, onUnauthorized);
  const store = new Store(api, await api.state());
  store.webhooks = new Map((await api.webhooks()).map((webhook) => [webhook.id, webhook]));
  return { ...navigation, api, store };
}
