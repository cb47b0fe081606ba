// @ts-check
/** All webhooks as cards. */

import { copyButton } from "../../shared/components/copy.js";
import { curl, emptyState } from "../../shared/components/empty.js";
import { icon } from "../../shared/components/icon.js";
import { menuButton } from "../../shared/components/menu.js";
import { fill, h, keyedList, setText } from "../../shared/dom.js";
import { count, plural, setTime, timeElement } from "../../shared/format.js";
import { editFaults } from "../dialogs/faults.js";
import { sendEvent } from "../dialogs/send-event.js";
import { createWebhook, deleteWebhook, editWebhook, revealSecret, setActive } from "../dialogs/webhook-form.js";
import { webhookName } from "../store.js";

/** @typedef {import("../app.js").Context} Context */
/** @typedef {import("../api.js").Webhook} Webhook */

/**
 * @param {Context} context
 * @param {AbortSignal} signal
 */
export function webhooksView(context, signal) {
  const { api, store } = context;
  const create = () =>
    h(
      "button",
      { type: "button", class: "button button-primary", onclick: () => createWebhook(context) },
      icon("plus"),
      "New webhook",
    );
  const note = h("p", { class: "muted" });
  const list = h("ul", { class: "cards" });
  const head = create();
  const example = { url: "http://127.0.0.1:3000/webhooks", events: ["email.bounced"] };
  const empty = emptyState({
    title: "No webhooks yet",
    text: "A webhook is a URL of yours and the events that it wants. Create one, send it an event, and watch the delivery arrive.",
    actions: [create()],
    ...curl(api.key, "/v1/webhooks", example),
  });
  const show = keyedList(
    list,
    (/** @type {Webhook} */ webhook) => webhook.id,
    (webhook) => card(context, webhook),
  );
  const render = () => {
    const webhooks = [...store.webhooks.values()].sort(
      (a, b) => b.createdAt.localeCompare(a.createdAt) || b.id.localeCompare(a.id),
    );
    setText(note, `${count(webhooks.length)} of ${plural(store.state.maxWebhooks, "webhook")} in use`);
    show(webhooks);
    list.hidden = webhooks.length === 0;
    note.hidden = list.hidden;
    head.hidden = list.hidden;
    empty.hidden = !list.hidden;
  };
  store.on("webhooks", render, signal);
  render();
  return {
    title: "Webhooks",
    element: h(
      "div",
      {},
      h("header", { class: "view-header" }, h("div", {}, h("h1", { tabindex: "-1" }, "Webhooks"), note), head),
      list,
      empty,
    ),
  };
}

/**
 * @param {Context} context
 * @param {Webhook} first
 */
function card(context, first) {
  let webhook = first;
  const { store } = context;
  const name = h("h2", {});
  const status = h("span", {});
  const url = h("span", { class: "mono break" });
  const id = h("span", { class: "mono" });
  const events = h("ul", { class: "chips", "aria-label": "Events" });
  const failures = h("dd", {});
  const success = timeElement(null, "never");
  const failure = timeElement(null, "never");
  const deliveries = h(
    "a",
    { class: "button", href: `#/deliveries?webhook=${encodeURIComponent(first.id)}` },
    "Deliveries",
  );
  const current = () => store.webhooks.get(webhook.id) ?? webhook;
  const menu = menuButton("More", () => [
    { label: "Edit", run: () => editWebhook(context, current()) },
    { label: current().isActive ? "Disable" : "Enable", run: () => setActive(context, current()) },
    { label: "Reveal secret", run: () => revealSecret(context, current()) },
    { label: "Faults", run: () => editFaults(context, current()) },
    { label: "Delete", danger: true, run: () => deleteWebhook(context, current()) },
  ]);
  const send = h(
    "button",
    { type: "button", class: "button", onclick: () => sendEvent(context, sendable(current())) },
    icon("send"),
    "Send event",
  );

  const element = h(
    "li",
    { class: "panel card", "data-webhook": first.id },
    h("header", {}, name, status, menu),
    h(
      "div",
      { class: "copyable" },
      url,
      copyButton("Copy URL", () => webhook.url),
    ),
    h(
      "div",
      { class: "copyable muted" },
      id,
      copyButton("Copy id", () => webhook.id),
    ),
    events,
    h(
      "dl",
      { class: "facts" },
      h("div", {}, h("dt", {}, "Failures in a row"), failures),
      h("div", {}, h("dt", {}, "Last success"), h("dd", {}, success)),
      h("div", {}, h("dt", {}, "Last failure"), h("dd", {}, failure)),
    ),
    h("footer", {}, send, deliveries),
  );
  let shownEvents = "";
  /** @param {Webhook} next */
  const update = (next) => {
    webhook = next;
    setText(name, webhookName(webhook));
    setText(url, webhook.url);
    setText(id, webhook.id);
    setText(status, webhook.isActive ? "Enabled" : "Disabled");
    status.className = `badge badge-${webhook.isActive ? "good" : "calm"}`;
    const joined = webhook.events.join(" ");
    if (joined !== shownEvents) fill(events, ...webhook.events.map((event) => h("li", {}, event)));
    shownEvents = joined;
    setText(failures, count(webhook.failureCount));
    failures.classList.toggle("bad", webhook.failureCount > 0);
    setTime(success, webhook.lastSuccessAt);
    setTime(failure, webhook.lastFailedAt);
  };
  update(first);
  return { element, update };
}

/**
 * What the dialog starts with: an event that this webhook is subscribed to.
 *
 * @param {Webhook} webhook
 */
function sendable(webhook) {
  const [type] = webhook.events;
  return type === undefined ? { webhookId: webhook.id } : { webhookId: webhook.id, type };
}
