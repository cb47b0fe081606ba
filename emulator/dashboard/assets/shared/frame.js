// @ts-check
/** The frame of a page: the key, the bar with its navigation, and the view that the address names. */

import { toastRegion } from "./components/toast.js";
import { fill, h, setText } from "./dom.js";
import { keepTimesCurrent } from "./format.js";
import { ApiError } from "./http.js";
import { keyView } from "./key.js";
import { Session } from "./session.js";
import { applyTheme, themeButton } from "./theme.js";

/** @typedef {{ view: string, id: string, query: URLSearchParams }} Route */
/** @typedef {{ title: string, element: HTMLElement, update?: (route: Route) => void }} View */

/**
 * What moves between views.
 *
 * @typedef {object} Navigation
 * @property {(hash: string) => void} go
 * @property {(query: Record<string, string>) => void} replaceQuery changes the address of the view that is shown
 */

/**
 * @template Context
 * @typedef {Record<string, { label: string, make: (context: Context, signal: AbortSignal, route: Route) => View }>} Views
 */

/**
 * @typedef {EventTarget & { connected: boolean }} Connection tells of "connection" when `connected` has changed
 */

/**
 * @template Context
 * @typedef {object} Page
 * @property {[name: string, part: string]} brand
 * @property {import("./key.js").KeyWords & { name: string }} key `name`: its name in the fragment of the address
 * @property {Views<Context>} views the first is the one that is shown at the start
 * @property {(key: string, onUnauthorized: () => void, navigation: Navigation) => Promise<Context & { store: Connection }>} open
 *   fails while the server can't be reached
 * @property {(context: Context) => import("./dom.js").Child[]} actions at the end of the bar
 * @property {(context: Context, signal: AbortSignal) => void} follow keeps the page current until the signal is aborted
 */

const RETRY_MS = 1_000;

/**
 * Starts a page.
 *
 * @template Context
 * @param {Page<Context>} page
 */
export function startPage(page) {
  const title = page.brand.join(" ");
  const session = new Session(page.key.name);
  let running = new AbortController();

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
    const refused = () => {
      if (signal.aborted) return;
      running.abort();
      session.forget();
      askForKey(page.key.refused);
    };
    try {
      const context = await page.open(key, refused, navigation(page.views));
      if (!signal.aborted) show(page, context, signal);
    } catch (error) {
      if (signal.aborted) return;
      unavailable(title, error);
      setTimeout(() => !signal.aborted && start(), RETRY_MS);
    }
  }
  /** @param {string | null} problem */
  function askForKey(problem) {
    document.title = title;
    const enter = (/** @type {string} */ key) => {
      session.keep(key);
      start();
    };
    document.body.replaceChildren(keyView(title, page.key, problem, enter));
  }

  applyTheme();
  keepTimesCurrent();
  session.adoptFromAddress();
  addEventListener("hashchange", () => session.adoptFromAddress() && start());
  start();
}

/**
 * @param {string} title
 * @param {unknown} error
 */
function unavailable(title, error) {
  const text = error instanceof ApiError ? error.message : String(error);
  document.body.replaceChildren(
    h("main", { id: "main", class: "key-view" }, h("h1", {}, title), h("p", { role: "alert" }, text)),
  );
}

/**
 * @param {Views<any>} views
 * @returns {Navigation}
 */
function navigation(views) {
  return {
    go: (hash) => {
      if (location.hash !== hash) location.hash = hash;
    },
    replaceQuery: (query) => {
      const { view, id } = route(views);
      history.replaceState(null, "", address(view, id, new URLSearchParams(query)));
    },
  };
}

/**
 * @template Context
 * @param {Page<Context>} page
 * @param {Context & { store: Connection }} context
 * @param {AbortSignal} signal
 */
function show(page, context, signal) {
  const main = h("main", { id: "main", tabindex: "-1" });
  const links = navigationLinks(page.views);
  const toasts = toastRegion();
  document.body.replaceChildren(
    h(
      "a",
      { class: "skip-link", href: "#main", onclick: (/** @type {Event} */ event) => skip(event, main) },
      "Skip to the content",
    ),
    header(page, context, links.element, signal),
    main,
    toasts,
  );
  toasts.showPopover();
  showViews(page, context, main, links, signal);
  page.follow(context, signal);
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
 * @template Context
 * @param {Page<Context>} page
 * @param {Context & { store: Connection }} context
 * @param {HTMLElement} links
 * @param {AbortSignal} signal
 */
function header(page, context, links, signal) {
  const { store } = context;
  const connection = h("span", { role: "status" });
  const showConnection = () => {
    setText(connection, store.connected ? "Live" : "Reconnecting…");
    connection.className = `connection ${store.connected ? "connection-live" : "connection-lost"}`;
  };
  store.addEventListener("connection", showConnection, { signal });
  showConnection();
  const [name, part] = page.brand;
  return h(
    "header",
    { class: "top" },
    h(
      "div",
      { class: "brand" },
      h("img", { src: "shared/icon.svg", alt: "", width: 24, height: 24 }),
      h("span", {}, name),
      h("span", { class: "muted" }, part),
    ),
    links,
    h("div", { class: "top-actions" }, connection, ...page.actions(context), themeButton()),
  );
}

/** @param {Views<any>} views */
function navigationLinks(views) {
  const links = Object.entries(views).map(([name, { label }]) => ({
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
 * @template Context
 * @param {Page<Context>} page
 * @param {Context} context
 * @param {HTMLElement} main
 * @param {ReturnType<typeof navigationLinks>} links
 * @param {AbortSignal} signal
 */
function showViews({ brand, views }, context, main, links, signal) {
  let shown = "";
  /** @type {View | null} */
  let view = null;
  let own = new AbortController();
  const change = () => {
    const to = route(views);
    if (to.view === shown) {
      view?.update?.(to);
      return;
    }
    const isFirst = shown === "";
    shown = to.view;
    own.abort();
    own = new AbortController();
    view = views[shown]?.make(context, AbortSignal.any([signal, own.signal]), to) ?? null;
    if (view === null) return;
    fill(main, view.element);
    links.mark(shown);
    document.title = `${view.title} · ${brand.join(" ")}`;
    if (!isFirst) {
      scrollTo(0, 0);
      main.querySelector("h1")?.focus();
    }
  };
  addEventListener("hashchange", change, { signal });
  change();
}

/**
 * @param {Views<any>} views
 * @returns {Route}
 */
function route(views) {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [view = "", id = ""] = path.split("/");
  return {
    view: Object.hasOwn(views, view) ? view : (Object.keys(views)[0] ?? ""),
    id: decoded(id),
    query: new URLSearchParams(query),
  };
}

/** @param {string} part of an address, which anybody may have written */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
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
