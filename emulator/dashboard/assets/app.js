// @ts-check
/** Starts the page: the key, the frame with its navigation, and the view that the address asks for. */

import { Api, ApiError } from "./api.js";
import { icon } from "./components/icon.js";
import { toastRegion } from "./components/toast.js";
import { sendEvent } from "./dialogs/send-event.js";
import { fill, h, setText } from "./dom.js";
import { keepTimesCurrent } from "./format.js";
import * as session from "./session.js";
import { Store } from "./store.js";
import { applyTheme, themeButton } from "./theme.js";
import { deliveriesView } from "./views/deliveries.js";
import { keyView } from "./views/key.js";
import { metricsView } from "./views/metrics.js";
import { scenariosView } from "./views/scenarios.js";
import { webhooksView } from "./views/webhooks.js";

/** @typedef {{ view: string, id: string, query: URLSearchParams }} Route */
/** @typedef {{ title: string, element: HTMLElement, update?: (route: Route) => void }} View */

/**
 * @typedef {object} Context what views and dialogs work with
 * @property {Api} api
 * @property {Store} store
 * @property {(hash: string) => void} go
 * @property {(query: Record<string, string>) => void} replaceQuery changes the address of the view that is shown
 */

/** @type {Record<string, { label: string, make: (context: Context, signal: AbortSignal, route: Route) => View }>} */
const VIEWS = {
  webhooks: { label: "Webhooks", make: webhooksView },
  deliveries: { label: "Deliveries", make: deliveriesView },
  metrics: { label: "Metrics", make: metricsView },
  scenarios: { label: "Scenarios", make: scenariosView },
};
const FIRST_VIEW = "webhooks";
const RETRY_MS = 1_000;

let running = new AbortController();

applyTheme();
keepTimesCurrent();
session.adoptKeyFromAddress();
addEventListener("hashchange", () => session.adoptKeyFromAddress() && start());
start();

/** Starts anew, with the key there is. */
async function start() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  const key = session.key();
  if (key === null) {
    askForKey(null);
    return;
  }
  const api = new Api(key, () => {
    if (signal.aborted) return;
    running.abort();
    session.forgetKey();
    askForKey("The server does not take this key. A new one is made at each start unless --api-key is given.");
  });
  try {
    const store = new Store(api, await api.state());
    if (!signal.aborted) await show(api, store, signal);
  } catch (error) {
    if (signal.aborted) return;
    unavailable(error);
    setTimeout(() => !signal.aborted && start(), RETRY_MS);
  }
}

/** @param {string | null} problem */
function askForKey(problem) {
  document.title = "AutoSend dev";
  const enter = (/** @type {string} */ key) => {
    session.keepKey(key);
    start();
  };
  document.body.replaceChildren(keyView(problem, enter));
}

/** @param {unknown} error */
function unavailable(error) {
  const text = error instanceof ApiError ? error.message : String(error);
  document.body.replaceChildren(
    h("main", { id: "main", class: "key-view" }, h("h1", {}, "AutoSend dev"), h("p", { role: "alert" }, text)),
  );
}

/**
 * @param {Api} api
 * @param {Store} store
 * @param {AbortSignal} signal
 */
async function show(api, store, signal) {
  store.webhooks = new Map((await api.webhooks()).map((webhook) => [webhook.id, webhook]));
  /** @type {Context} */
  const context = {
    api,
    store,
    go: (hash) => {
      if (location.hash !== hash) location.hash = hash;
    },
    replaceQuery: (query) => {
      const { view, id } = route();
      history.replaceState(null, "", address(view, id, new URLSearchParams(query)));
    },
  };
  const main = h("main", { id: "main", tabindex: "-1" });
  const links = navigation();
  const toasts = toastRegion();
  document.body.replaceChildren(
    h(
      "a",
      { class: "skip-link", href: "#main", onclick: (/** @type {Event} */ event) => skip(event, main) },
      "Skip to the content",
    ),
    header(context, links.element, signal),
    main,
    toasts,
  );
  toasts.showPopover();
  showViews(context, main, links, signal);
  store.follow(signal);
}

/**
 * Without touching the address, which names the view.
 *
 * @param {Event} event
 * @param {HTMLElement} main
 */
function skip(event, main) {
  event.preventDefault();
  main.focus();
}

/**
 * @param {Context} context
 * @param {HTMLElement} navigationElement
 * @param {AbortSignal} signal
 */
function header(context, navigationElement, signal) {
  const { store } = context;
  const connection = h("span", { role: "status" });
  const showConnection = () => {
    setText(connection, store.connected ? "Live" : "Reconnecting…");
    connection.className = `connection ${store.connected ? "connection-live" : "connection-lost"}`;
  };
  store.on("connection", showConnection, signal);
  showConnection();
  const send = h(
    "button",
    { type: "button", class: "button button-primary", onclick: () => sendEvent(context) },
    icon("send"),
    "Send event",
  );
  return h(
    "header",
    { class: "top" },
    h(
      "div",
      { class: "brand" },
      h("img", { src: "icon.svg", alt: "", width: 24, height: 24 }),
      h("span", {}, "AutoSend"),
      h("span", { class: "muted" }, "dev"),
    ),
    navigationElement,
    h("div", { class: "top-actions" }, connection, send, themeButton()),
  );
}

function navigation() {
  const links = Object.entries(VIEWS).map(([name, { label }]) => ({
    name,
    link: h("a", { href: `#/${name}` }, label),
  }));
  return {
    element: h("nav", { "aria-label": "Main" }, ...links.map(({ link }) => link)),
    /** @param {string} view */
    mark: (view) => {
      for (const { name, link } of links) {
        if (name === view) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    },
  };
}

/**
 * Shows the view of the address, now and whenever it changes.
 *
 * @param {Context} context
 * @param {HTMLElement} main
 * @param {ReturnType<typeof navigation>} links
 * @param {AbortSignal} signal
 */
function showViews(context, main, links, signal) {
  let shown = "";
  /** @type {View | null} */
  let view = null;
  let own = new AbortController();
  const change = () => {
    const to = route();
    if (to.view === shown) {
      view?.update?.(to);
      return;
    }
    const isFirst = shown === "";
    shown = to.view;
    own.abort();
    own = new AbortController();
    view = VIEWS[shown]?.make(context, AbortSignal.any([signal, own.signal]), to) ?? null;
    if (view === null) return;
    fill(main, view.element);
    links.mark(shown);
    document.title = `${view.title} · AutoSend dev`;
    if (!isFirst) {
      scrollTo(0, 0);
      main.querySelector("h1")?.focus();
    }
  };
  addEventListener("hashchange", change, { signal });
  change();
}

/** @returns {Route} */
function route() {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view = "", id = ""] = path.split("/");
  return {
    view: Object.hasOwn(VIEWS, view) ? view : FIRST_VIEW,
    id: decodeURIComponent(id),
    query: new URLSearchParams(query),
  };
}

/**
 * @param {string} view
 * @param {string} id
 * @param {URLSearchParams} query
 */
function address(view, id, query) {
  const path = id === "" ? `#/${view}` : `#/${view}/${encodeURIComponent(id)}`;
  return query.size === 0 ? path : `${path}?${query}`;
}
