// @ts-check
/** The live list of deliveries, and beside it the one that is chosen. */

import { curl, emptyState } from "../../shared/components/empty.js";
import { option } from "../../shared/components/form.js";
import { icon } from "../../shared/components/icon.js";
import { moveByArrows, opensByClick } from "../../shared/components/rows.js";
import { toastError } from "../../shared/components/toast.js";
import { fill, h, keyedList, setText } from "../../shared/dom.js";
import { duration, plural, setTime, timeElement } from "../../shared/format.js";
import { STATUSES, setStatus, statusBadge, statusWord } from "../components/status.js";
import { sendEvent } from "../dialogs/send-event.js";
import { webhookName } from "../store.js";
import { deliveryPane } from "./delivery.js";

/** @typedef {import("../app.js").Context} Context */
/** @typedef {import("../app.js").Route} Route */
/** @typedef {import("../api.js").Delivery} Delivery */

/** What the list holds at most, and a page of older ones that are fetched on demand. */
const KEPT = 200;

/**
 * @param {Context} context
 * @param {AbortSignal} signal
 * @param {Route} route
 */
export function deliveriesView(context, signal, route) {
  const { api, store } = context;
  /** @type {Map<string, Delivery>} */
  let deliveries = new Map();
  let kept = KEPT;
  let hasOlder = false;
  let paused = false;
  let missed = 0;
  let selected = "";

  const filters = filterBar(context, route.query, filtersChanged);
  const pause = h("button", { type: "button", class: "button", "aria-pressed": "false", onclick: togglePause });
  const note = h("p", { class: "muted" });
  const body = h("tbody", {});
  const heads = [
    ...["Status", "Event", "Webhook"].map((text) => h("th", { scope: "col" }, text)),
    ...["Answer", "Took", "Attempts"].map((text) => h("th", { scope: "col", class: "number" }, text)),
    h("th", { scope: "col", class: "time" }, "Created"),
  ];
  const table = h(
    "table",
    { class: "deliveries", hidden: true },
    h("caption", { class: "visually-hidden" }, "Deliveries, newest first"),
    h("thead", {}, h("tr", {}, ...heads)),
    body,
  );
  const more = h("button", { type: "button", class: "button", hidden: true, onclick: loadOlder }, "Load older");
  const empty = h("div", {});
  const pane = deliveryPane(context, signal, () => close());
  const show = keyedList(
    body,
    (/** @type {Delivery} */ delivery) => delivery.id,
    (delivery) => row(context, delivery, open),
  );
  moveByArrows(body);

  function render() {
    const wanted = [...deliveries.values()].filter(filters.matches);
    show(wanted);
    table.hidden = wanted.length === 0;
    more.hidden = !hasOlder;
    setText(
      note,
      paused
        ? `Paused, ${plural(missed, "change")} since`
        : `The newest ${plural(wanted.length, "delivery", "deliveries")}`,
    );
    if (wanted.length > 0) empty.replaceChildren();
    else if (empty.childElementCount === 0) fill(empty, nothing(context, filters));
    mark();
  }
  function mark() {
    for (const element of body.children)
      element.classList.toggle("selected", element.getAttribute("data-delivery") === selected);
  }
  /** Newest first, and no more than are kept. */
  function trim() {
    const sorted = [...deliveries.values()].sort(
      (a, b) => b.createdAt.localeCompare(a.createdAt) || compareIds(b.id, a.id),
    );
    hasOlder ||= sorted.length > kept;
    deliveries = new Map(sorted.slice(0, kept).map((delivery) => [delivery.id, delivery]));
  }
  /** Begins the list anew. */
  async function load() {
    deliveries = new Map();
    kept = KEPT;
    hasOlder = false;
    empty.replaceChildren();
    await refresh();
  }
  /** Fetches the newest page; what was fetched on demand stays. */
  async function refresh() {
    const asked = JSON.stringify(filters.query());
    try {
      const page = await api.deliveries({ ...filters.forServer(), limit: KEPT });
      if (asked !== JSON.stringify(filters.query())) return;
      const oldest = page.deliveries.at(-1);
      for (const [id, { createdAt }] of deliveries) {
        // Within the page, what it does not list no longer fits.
        if (oldest === undefined || page.next === null || createdAt > oldest.createdAt) deliveries.delete(id);
      }
      for (const delivery of page.deliveries) deliveries.set(delivery.id, delivery);
      if (kept === KEPT) hasOlder = page.next !== null;
      missed = 0;
      trim();
      render();
    } catch (error) {
      if (store.connected) toastError(error);
    }
  }
  async function loadOlder() {
    const oldest = [...deliveries.keys()].at(-1);
    if (oldest === undefined) return;
    try {
      const page = await api.deliveries({ ...filters.forServer(), limit: KEPT, before: oldest });
      for (const delivery of page.deliveries) deliveries.set(delivery.id, delivery);
      kept = Math.max(KEPT + 1, deliveries.size);
      hasOlder = page.next !== null;
      trim();
      render();
    } catch (error) {
      toastError(error);
    }
  }
  function merge() {
    if (paused) {
      missed += store.changed.size;
      render();
      return;
    }
    const oldest = deliveries.size >= kept ? [...deliveries.values()].at(-1)?.createdAt : undefined;
    for (const delivery of store.changed.values()) {
      // A retry of one that is older than all that are shown does not come back into the list.
      if (oldest !== undefined && delivery.createdAt < oldest && !deliveries.has(delivery.id)) continue;
      if (filters.matches(delivery)) deliveries.set(delivery.id, delivery);
      else deliveries.delete(delivery.id);
    }
    trim();
    render();
  }
  function filtersChanged() {
    context.replaceQuery(filters.query());
    load();
  }
  function togglePause() {
    paused = !paused;
    showPause();
    if (paused) render();
    else refresh();
  }
  function showPause() {
    pause.setAttribute("aria-pressed", String(paused));
    fill(pause, icon(paused ? "play" : "pause"), paused ? "Resume" : "Pause");
  }
  /** @param {string} id */
  function open(id) {
    context.go(`#/deliveries/${encodeURIComponent(id)}?${new URLSearchParams(filters.query())}`);
  }
  function close() {
    const was = selected;
    context.go(`#/deliveries?${new URLSearchParams(filters.query())}`);
    const link = body.querySelector(`[data-delivery="${CSS.escape(was)}"] a`);
    if (link instanceof HTMLElement) link.focus();
  }
  /** @param {Route} to */
  function update(to) {
    if (filters.adopt(to.query)) load();
    selected = to.id;
    layout.classList.toggle("has-selection", selected !== "");
    pane.show(selected);
    mark();
  }

  const layout = h(
    "div",
    { class: "split" },
    h(
      "div",
      { class: "split-list" },
      h("header", { class: "view-header" }, h("div", {}, h("h1", { tabindex: "-1" }, "Deliveries"), note), pause),
      filters.element,
      h("div", { class: "panel table-panel" }, table, empty),
      h("div", { class: "actions" }, more),
    ),
    pane.element,
  );
  store.on("delivery", merge, signal);
  store.on("reload", () => !paused && refresh(), signal);
  store.on("webhooks", filters.refresh, signal);
  showPause();
  load();
  update(route);
  return { title: "Deliveries", element: layout, update };
}

/**
 * @param {Context} context
 * @param {Delivery} first
 * @param {(id: string) => void} open
 */
function row({ store }, first, open) {
  const status = statusBadge(first.status);
  const answer = h("td", { class: "number" });
  const took = h("td", { class: "number" });
  const attempts = h("td", { class: "number" });
  const created = timeElement(first.createdAt);
  const webhook = store.webhooks.get(first.webhookId);
  const link = h("a", { href: `#/deliveries/${encodeURIComponent(first.id)}` }, first.event);
  const element = h(
    "tr",
    { "data-delivery": first.id },
    h("td", {}, status),
    h("td", { class: "event" }, link),
    h("td", { class: "webhook", title: first.url }, webhook === undefined ? first.url : webhookName(webhook)),
    answer,
    took,
    attempts,
    h("td", { class: "time" }, created),
  );
  opensByClick(element, link, () => open(first.id));
  /** @param {Delivery} delivery */
  const update = (delivery) => {
    setStatus(status, delivery.status);
    setText(
      answer,
      delivery.statusCode === null ? (delivery.error === null ? "–" : "no response") : String(delivery.statusCode),
    );
    answer.title = delivery.error ?? "";
    setText(took, duration(delivery.durationMs));
    setText(attempts, String(delivery.attempts));
    setTime(created, delivery.createdAt);
  };
  update(first);
  return { element, update };
}

/**
 * @param {Context} context
 * @param {URLSearchParams} query
 * @param {() => void} changed
 */
function filterBar({ store }, query, changed) {
  const status = h("select", { "aria-label": "Status", onchange: changed });
  status.append(option("", "Any status"), ...STATUSES.map((name) => option(name, statusWord(name))));
  const webhook = h("select", { "aria-label": "Webhook", onchange: changed });
  const event = h("select", { "aria-label": "Event", onchange: changed });
  event.append(option("", "Any event"));
  for (const { name, events } of store.state.groups) {
    event.append(h("optgroup", { label: name }, ...events.map(({ type }) => option(type, type))));
  }
  const refresh = () => {
    // Not while it is open: that would close it.
    if (document.activeElement === webhook) return;
    const chosen = webhook.value;
    const options = [...store.webhooks.values()].map((each) => option(each.id, webhookName(each), each.id === chosen));
    fill(webhook, option("", "Any webhook"), ...options);
  };
  refresh();
  const controls = { status, webhook, event };
  const names = /** @type {(keyof typeof controls)[]} */ (Object.keys(controls));
  /** @param {URLSearchParams} next */
  const adopt = (next) => {
    const before = JSON.stringify(values());
    for (const name of names) controls[name].value = next.get(name) ?? "";
    return JSON.stringify(values()) !== before;
  };
  /** @returns {Record<string, string>} */
  const values = () =>
    Object.fromEntries(names.map((name) => [name, controls[name].value]).filter(([, value]) => value !== ""));
  adopt(query);
  return {
    element: h("div", { class: "filters", role: "search", "aria-label": "Filters" }, status, webhook, event),
    refresh,
    adopt,
    query: values,
    active: () => Object.keys(values()).length > 0,
    clear: () => {
      for (const name of names) controls[name].value = "";
      changed();
    },
    forServer: () => ({ status: status.value, webhookId: webhook.value, event: event.value }),
    /** @param {Delivery} delivery */
    matches: (delivery) =>
      (status.value === "" || delivery.status === status.value) &&
      (webhook.value === "" || delivery.webhookId === webhook.value) &&
      (event.value === "" || delivery.event === event.value),
  };
}

/**
 * @param {Context} context
 * @param {ReturnType<typeof filterBar>} filters
 */
function nothing(context, filters) {
  if (filters.active()) {
    const clear = h("button", { type: "button", class: "button", onclick: filters.clear }, "Clear the filters");
    return emptyState({
      title: "Nothing fits",
      text: "No delivery fits these filters. New ones that do appear here.",
      actions: [clear],
    });
  }
  if (context.store.webhooks.size === 0) {
    const create = h("a", { class: "button button-primary", href: "#/webhooks" }, "Create a webhook");
    return emptyState({
      title: "No deliveries yet",
      text: "Events are delivered to webhooks, and there is none yet.",
      actions: [create],
    });
  }
  const send = h(
    "button",
    { type: "button", class: "button button-primary", onclick: () => sendEvent(context) },
    icon("send"),
    "Send an event",
  );
  return emptyState({
    title: "No deliveries yet",
    text: "An event goes to every enabled webhook that is subscribed to it. What your receiver answers shows here at once.",
    actions: [send],
    ...curl(context.api.key, "/emulator/events", { type: "email.delivered" }),
  });
}

const BY_NUMBER = new Intl.Collator("en", { numeric: true });

/** Ids count up: `…-10` is newer than `…-9`.
 *
 * @param {string} a
 * @param {string} b
 */
function compareIds(a, b) {
  return BY_NUMBER.compare(a, b);
}
