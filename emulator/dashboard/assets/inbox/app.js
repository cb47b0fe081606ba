// @ts-check
/** Starts the page of an inbox. */

import { startPage } from "../shared/frame.js";
import { Api } from "./api.js";
import { Poller } from "./poller.js";
import { deadView, deliveriesView } from "./views/deliveries.js";
import { overviewView } from "./views/overview.js";

/** @typedef {import("../shared/frame.js").Navigation & { api: Api, store: Poller }} Context what views work with */

startPage({
  brand: ["AutoSend", "inbox"],
  key: {
    name: "token",
    label: "Token",
    placeholder: "",
    example:
      "$ autosend-webhooks inbox serve --dashboard …\ndashboard: http://127.0.0.1:3001/#token=…\n\nor the token in --dashboard-token-file",
    refused:
      "The server does not take this token. A new one is made at each start unless --dashboard-token-file is given.",
  },
  views: {
    overview: { label: "Overview", make: overviewView },
    deliveries: { label: "Deliveries", make: deliveriesView },
    dead: { label: "Dead letters", make: deadView },
  },
  open,
  actions: () => [],
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
  return { ...navigation, api, store: new Poller(api, await api.stats()) };
}
