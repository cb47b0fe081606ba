// @ts-check
/** The list of deliveries, and that of dead letters; beside it the one that is opened. */

import { badge } from "../../shared/components/badge.js";
import { emptyState } from "../../shared/components/empty.js";
import { icon } from "../../shared/components/icon.js";
import { moveByArrows, opensByClick } from "../../shared/components/rows.js";
import { toastError } from "../../shared/components/toast.js";
import { fill, h, keyedList, setText } from "../../shared/dom.js";
import { iso, plural, setTime, timeElement } from "../../shared/format.js";
import { replayAll, replaySome } from "../replay.js";
import { isFinished, setStatus } from "../status.js";
import { deliveryPane } from "./delivery.js";
import { filterBar } from "./filters.js";

/** @typedef {import("../app.js").Context} Context */
/** @typedef {import("../../shared/frame.js").Route} Route */
/** @typedef {import("../api.js").Delivery} Delivery */

/** How many are fetched at once, and the most that a refresh fetches anew. */
const PAGE = 50;
const MOST_REFRESHED = 200;

/**
 * What differs between the two lists.
 *
 * @typedef {object} Kind
 * @property {string} view its name in addresses
 * @property {string} title
 * @property {"dead" | null} status the only one that is listed
 * @property {string} nothing what an empty list says
 */

/** @type {Kind} */
const ALL = {
  view: "deliveries",
  title: "Deliveries",
  status: null,
  nothing: "What the receiver stores shows here. Send it one: autosend-webhooks send email.delivered --to URL",
};
/** @type {Kind} */
const DEAD = {
  view: "dead",
  title: "Dead letters",
  status: "dead",
  nothing: "Deliveries whose attempts all failed show here, with what the last attempt said.",
};

/** @type {(context: Context, signal: AbortSignal, route: Route) => import("../../shared/frame.js").View} */
export const deliveriesView = (context, signal, route) => listView(context, signal, route, ALL);
/** @type {(context: Context, signal: AbortSignal, route: Route) => import("../../shared/frame.js").View} */
export const deadView = (context, signal, route) => listView(context, signal, route, DEAD);

/**
 * @param {Context} context
 * @param {AbortSignal} signal
 * @param {Route} route
 * @param {Kind} kind
 */
function listView(context, signal, route, kind) {
  const { api, store } = context;
  /** Newest first. @type {Delivery[]} */
  let deliveries = [];
  let hasOlder = false;
  let isLoaded = false;
  let opened = "";
  /** The numbers of those that are ticked. @type {Set<number>} */
  const ticked = new Set();

  const filters = filterBar(context, kind.status, route.query, filtersChanged);
  const note = h("p", { class: "muted" });
  const body = h("tbody", {});
  const all = h("input", { type: "checkbox", "aria-label": "All that are shown", onchange: tickAll });
  const table = h("table", { class: "deliveries inbox-list", hidden: true }, ...tableHead(kind, all), body);
  const more = h("button", { type: "button", class: "button", hidden: true, onclick: loadOlder }, "Load older");
  const empty = h("div", {});
  const replayTicked = h("button", { type: "button", class: "button button-primary", onclick: replayThem });
  const replayFound = h("button", { type: "button", class: "button", onclick: replayThemAll }, "Replay all that fit…");
  const pane = deliveryPane(context, signal, kind, close);
  const show = keyedList(
    body,
    (/** @type {Delivery} */ delivery) => String(delivery.seq),
    (delivery) => row(delivery, kind, { open, tick, isTicked: (seq) => ticked.has(seq) }),
  );
  moveByArrows(body);

  function render() {
    const shown = new Set(deliveries.map(({ seq }) => seq));
    for (const seq of ticked) if (!shown.has(seq)) ticked.delete(seq);
    show(deliveries);
    table.hidden = deliveries.length === 0;
    more.hidden = !hasOlder;
    setText(note, isLoaded ? `The newest ${plural(deliveries.length, "delivery", "deliveries")}` : "Loading…");
    if (deliveries.length > 0 || !isLoaded) empty.replaceChildren();
    else if (empty.childElementCount === 0) fill(empty, nothing(kind, filters));
    markTicked();
    markOpened();
  }
  function markTicked() {
    const count = ticked.size;
    fill(replayTicked, icon("resend"), count === 0 ? "Replay" : `Replay ${plural(count, "delivery", "deliveries")}`);
    replayTicked.disabled = count === 0;
    replayFound.disabled = !filters.active() || deliveries.length === 0;
    all.checked = count > 0 && count === deliveries.filter(({ status }) => isFinished(status)).length;
    all.indeterminate = count > 0 && !all.checked;
  }
  function markOpened() {
    for (const element of body.children)
      element.classList.toggle("selected", element.getAttribute("data-seq") === opened);
  }
  /** Begins the list anew. */
  async function load() {
    deliveries = [];
    isLoaded = false;
    hasOlder = false;
    ticked.clear();
    empty.replaceChildren();
    await refresh();
  }
  /** Fetches the newest anew; older ones that were fetched on demand stay. */
  async function refresh() {
    const asked = JSON.stringify(filters.query());
    const limit = Math.min(MOST_REFRESHED, Math.max(PAGE, deliveries.length));
    try {
      const page = await api.list({ filter: filters.forServer(), limit });
      if (asked !== JSON.stringify(filters.query())) return;
      const last = page.deliveries.at(-1)?.seq ?? 0;
      const older = page.more ? deliveries.filter(({ seq }) => seq < last) : [];
      if (older.length === 0) hasOlder = page.more;
      deliveries = [...page.deliveries, ...older];
      isLoaded = true;
      render();
    } catch (error) {
      if (store.connected && !signal.aborted) toastError(error);
    }
  }
  async function loadOlder() {
    const oldest = deliveries.at(-1);
    if (oldest === undefined) return;
    try {
      const page = await api.list({ filter: filters.forServer(), limit: PAGE, before: oldest.seq });
      deliveries = [...deliveries, ...page.deliveries];
      hasOlder = page.more;
      render();
    } catch (error) {
      toastError(error);
    }
  }
  function filtersChanged() {
    context.replaceQuery(filters.query());
    load();
  }
  /** @param {number} seq @param {boolean} on */
  function tick(seq, on) {
    if (on) ticked.add(seq);
    else ticked.delete(seq);
    markTicked();
  }
  function tickAll() {
    ticked.clear();
    if (all.checked) for (const { seq, status } of deliveries) if (isFinished(status)) ticked.add(seq);
    render();
    for (const box of body.querySelectorAll("input")) box.checked = ticked.has(Number(box.value));
  }
  async function replayThem() {
    const seqs = [...ticked];
    ticked.clear();
    await replaySome(context, seqs);
    for (const box of body.querySelectorAll("input")) box.checked = ticked.has(Number(box.value));
    markTicked();
  }
  function replayThemAll() {
    return replayAll(context, filters.forServer(), filters.described());
  }
  /** @param {string} seq */
  function open(seq) {
    context.go(`#/${kind.view}/${seq}?${new URLSearchParams(filters.query())}`);
  }
  function close() {
    const was = opened;
    context.go(`#/${kind.view}?${new URLSearchParams(filters.query())}`);
    const link = body.querySelector(`[data-seq="${CSS.escape(was)}"] a`);
    if (link instanceof HTMLElement) link.focus();
  }
  /** @param {Route} to */
  function update(to) {
    if (filters.adopt(to.query)) load();
    opened = to.id;
    layout.classList.toggle("has-selection", opened !== "");
    pane.show(opened);
    markOpened();
  }

  const layout = h(
    "div",
    { class: "split" },
    h(
      "div",
      { class: "split-list" },
      h(
        "header",
        { class: "view-header" },
        h("div", {}, h("h1", { tabindex: "-1" }, kind.title), note),
        h("div", { class: "actions" }, replayTicked, replayFound),
      ),
      filters.element,
      h("div", { class: "panel table-panel" }, table, empty),
      h("div", { class: "actions" }, more),
    ),
    pane.element,
  );
  store.onNews(async () => {
    filters.refresh();
    await refresh();
  }, signal);
  render();
  load();
  update(route);
  return { title: kind.title, element: layout, update };
}

/**
 * @param {Kind} kind
 * @param {HTMLElement} all
 */
function tableHead(kind, all) {
  const texts = ["Status", "Type", kind.status === "dead" ? "Last error" : "Address"];
  return [
    h("caption", { class: "visually-hidden" }, `${kind.title}, newest first`),
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        h("th", { scope: "col", class: "tick" }, all),
        ...texts.map((text) => h("th", { scope: "col" }, text)),
        h("th", { scope: "col", class: "number" }, "Attempts"),
        h("th", { scope: "col", class: "number" }, "Repeats"),
        h("th", { scope: "col", class: "time" }, "Received"),
      ),
    ),
  ];
}

/**
 * @param {Delivery} first
 * @param {Kind} kind
 * @param {{ open: (seq: string) => void, tick: (seq: number, on: boolean) => void, isTicked: (seq: number) => boolean }} actions
 */
function row(first, kind, { open, tick, isTicked }) {
  const seq = String(first.seq);
  const status = badge();
  const about = h("td", { class: kind.status === "dead" ? "about bad" : "about" });
  const attempts = h("td", { class: "number" });
  const repeats = h("td", { class: "number" });
  const received = timeElement(iso(first.received));
  const box = h("input", { type: "checkbox", value: seq, "aria-label": `Delivery ${seq}` });
  box.checked = isTicked(first.seq);
  box.addEventListener("change", () => tick(first.seq, box.checked));
  const link = h("a", { href: `#/${kind.view}/${seq}` }, first.type);
  const element = h(
    "tr",
    { "data-seq": seq },
    h("td", { class: "tick" }, box),
    h("td", { class: "status" }, status),
    h("td", { class: "event" }, link),
    about,
    attempts,
    repeats,
    h("td", { class: "time" }, received),
  );
  // Beside the box is not a click on the row.
  box.closest("td")?.addEventListener("click", (event) => event.stopPropagation());
  opensByClick(element, link, () => open(seq));
  /** @param {Delivery} delivery */
  const update = (delivery) => {
    setStatus(status, delivery.status);
    const text = kind.status === "dead" ? delivery.error : delivery.address;
    setText(about, text ?? "–");
    about.title = text ?? "";
    setText(attempts, String(delivery.attempts));
    setText(repeats, String(delivery.repeats));
    box.disabled = !isFinished(delivery.status);
    box.checked = isTicked(delivery.seq);
  };
  update(first);
  setTime(received, iso(first.received));
  return { element, update };
}

/**
 * @param {Kind} kind
 * @param {ReturnType<typeof filterBar>} filters
 */
function nothing(kind, filters) {
  if (filters.narrowed()) {
    const clear = h("button", { type: "button", class: "button", onclick: filters.clear }, "Clear the filters");
    const text = "Addresses and ids are looked for whole. New deliveries that fit appear here.";
    return emptyState({ title: "Nothing fits", text, actions: [clear] });
  }
  return emptyState({
    title: kind.status === "dead" ? "No dead letters" : "No deliveries yet",
    text: kind.nothing,
  });
}
