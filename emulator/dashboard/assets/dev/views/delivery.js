// @ts-check
/** One delivery: its attempts, what was sent, what came back, and why. */

import { codeBlock } from "../../shared/components/code.js";
import { copyButton } from "../../shared/components/copy.js";
import { fact, headerTable } from "../../shared/components/facts.js";
import { icon } from "../../shared/components/icon.js";
import { toast, toastError } from "../../shared/components/toast.js";
import { fill, h } from "../../shared/dom.js";
import { duration, plural, timeElement, utc } from "../../shared/format.js";
import { memberText } from "../../shared/json-text.js";
import { statusBadge } from "../components/status.js";
import { sendEvent } from "../dialogs/send-event.js";
import { webhookName } from "../store.js";
import { explanation } from "./explanation.js";

/** @typedef {import("../app.js").Context} Context */
/** @typedef {import("../api.js").DeliveryDetails} Details */
/** @typedef {import("../api.js").Attempt} Attempt */

/**
 * The pane beside the list.
 *
 * @param {Context} context
 * @param {AbortSignal} signal
 * @param {() => void} onclose
 */
export function deliveryPane(context, signal, onclose) {
  const { api, store } = context;
  const element = h("aside", { class: "split-detail", "aria-label": "Delivery" });
  const summary = h("div", { class: "split-detail-part" });
  const panel = h("div", { class: "split-detail-part" });
  let id = "";
  /** @type {Details | null} */
  let details = null;
  /** The attempt that is looked at; null: the latest. @type {number | null} */
  let chosen = null;
  /** What the panel shows. */
  let shown = "";
  let loading = false;
  let stale = false;

  /** @param {string} next none if empty */
  async function show(next) {
    if (next === id) return;
    id = next;
    details = null;
    chosen = null;
    shown = "";
    element.replaceChildren();
    element.hidden = id === "";
    if (id === "") return;
    await load();
    element.querySelector("h2")?.focus();
  }
  async function load() {
    // What arrives while a response is awaited is asked for once more, not once each.
    if (loading) {
      stale = true;
      return;
    }
    loading = true;
    const asked = id;
    try {
      const found = await api.delivery(asked);
      if (asked === id) {
        details = found;
        render();
      }
    } catch (error) {
      if (asked === id && store.connected) fill(element, gone(error));
    } finally {
      loading = false;
    }
    if (stale || asked !== id) {
      stale = false;
      if (id !== "") await load();
    }
  }
  /** @param {unknown} error */
  function gone(error) {
    const text = error instanceof Error ? error.message : String(error);
    return h("div", { class: "panel" }, closeButton(), h("h2", { tabindex: "-1" }, "Not found"), h("p", {}, text));
  }
  function closeButton() {
    return h(
      "button",
      { type: "button", class: "button close-detail", id: "close-delivery", onclick: onclose },
      icon("back"),
      "All deliveries",
    );
  }
  function render() {
    if (details === null) return;
    const focused = document.activeElement;
    const focusedId = focused !== null && element.contains(focused) ? focused.id : "";
    const latest = details.attempts.at(-1);
    const attempt = details.attempts.find(({ number }) => number === chosen) ?? latest;
    fill(
      summary,
      header(context, details),
      timeline(details, attempt, (number) => {
        chosen = number;
        render();
      }),
    );
    showAttempt(details, attempt);
    if (summary.parentElement !== element) fill(element, closeButton(), summary, panel);
    if (focusedId !== "") document.getElementById(focusedId)?.focus();
  }

  /**
   * Leaves the panel alone as long as nothing in it changes: what was opened in it stays open, and the focus in it.
   *
   * @param {Details} of
   * @param {Attempt | undefined} attempt
   */
  function showAttempt(of, attempt) {
    const content = JSON.stringify([of.id, attempt]);
    if (content === shown) return;
    shown = content;
    if (attempt === undefined) fill(panel, h("section", { class: "panel muted" }, "Not attempted yet."));
    else fill(panel, attemptPanel(context, of, attempt));
  }

  // Whoever does something there does not want the next attempt to take its place.
  panel.addEventListener("click", () => {
    chosen ??= details?.attempts.at(-1)?.number ?? null;
  });
  element.hidden = true;
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) onclose();
  });
  store.on("delivery", () => store.changed.has(id) && load(), signal);
  store.on("reload", () => id !== "" && load(), signal);
  return { element, show };
}

/**
 * @param {Context} context
 * @param {Details} details
 */
function header(context, details) {
  const { api, store } = context;
  const resend = async () => {
    try {
      const id = await api.resend(details.id);
      toast(
        "Queued again, as a new delivery.",
        "good",
        h("a", { href: `#/deliveries/${encodeURIComponent(id)}` }, "Show"),
      );
    } catch (error) {
      toastError(error);
    }
  };
  const webhook = store.webhooks.get(details.webhookId);
  return h(
    "section",
    { class: "panel delivery-header" },
    h("header", {}, h("h2", { tabindex: "-1", id: "delivery-title" }, details.event), statusBadge(details.status)),
    h(
      "dl",
      { class: "facts" },
      fact(
        "Delivery id",
        h(
          "span",
          { class: "copyable" },
          h("span", { class: "mono break" }, details.id),
          copyButton("Copy delivery id", () => details.id),
        ),
      ),
      fact("Webhook", webhook === undefined ? "deleted" : webhookName(webhook)),
      fact("URL", h("span", { class: "mono break" }, details.url)),
      fact("Created", utc(details.createdAt)),
      details.nextAttemptAt !== null && fact("Next attempt", timeElement(details.nextAttemptAt)),
    ),
    h(
      "footer",
      {},
      h(
        "button",
        { type: "button", class: "button button-primary", id: "resend", onclick: resend },
        icon("resend"),
        "Resend",
      ),
      h(
        "button",
        { type: "button", class: "button", id: "edit-send", onclick: () => editAndSend(context, details) },
        icon("send"),
        "Edit and send",
      ),
    ),
  );
}

/**
 * @param {Context} context
 * @param {Details} details
 */
function editAndSend(context, details) {
  const body = details.attempts.at(-1)?.request.body ?? "";
  const data = memberText(body, "data");
  const generation = memberText(body, "type") === null ? 1 : 2;
  const target = { type: details.event, webhookId: details.webhookId };
  sendEvent(context, data === null ? target : { ...target, generation, data });
}

/**
 * @param {Details} details
 * @param {Attempt | undefined} chosen
 * @param {(number: number) => void} choose
 */
function timeline(details, chosen, choose) {
  const entries = details.attempts.map((attempt) => {
    const current = attempt === chosen;
    const outcome = attempt.response === null ? (attempt.error ?? "in progress") : String(attempt.response.status);
    return h(
      "li",
      { class: outcomeClass(attempt) },
      h(
        "button",
        {
          type: "button",
          id: `attempt-${attempt.number}`,
          "aria-current": current && "true",
          onclick: () => choose(attempt.number),
        },
        h("span", { class: "attempt-number" }, `Attempt ${attempt.number}`),
        h("span", { class: "attempt-outcome" }, outcome),
        h("span", { class: "muted" }, duration(attempt.durationMs)),
        h("span", { class: "muted" }, timeElement(attempt.startedAt)),
      ),
    );
  });
  if (details.nextAttemptAt !== null && details.status === "retrying") {
    entries.push(
      h("li", { class: "attempt-next" }, h("span", {}, "Next attempt ", timeElement(details.nextAttemptAt))),
    );
  }
  return h(
    "section",
    { class: "panel" },
    h("h3", {}, plural(details.attempts.length, "attempt")),
    h("ol", { class: "timeline" }, ...entries),
  );
}

/** @param {Attempt} attempt */
function outcomeClass({ response, error }) {
  if (response === null && error === null) return "attempt-open";
  return isAcknowledged(response) ? "attempt-good" : "attempt-bad";
}

/** @param {Attempt["response"]} response */
function isAcknowledged(response) {
  return response !== null && response.status >= 200 && response.status < 300;
}

/**
 * @param {Context} context
 * @param {Details} details
 * @param {Attempt} attempt
 */
function attemptPanel(context, details, attempt) {
  const { request, response, error } = attempt;
  const refused = response !== null || error !== null ? !isAcknowledged(response) : false;
  const why = h("div", { class: "why", "aria-live": "polite" });
  const ask = async () => {
    try {
      fill(why, explanation(await context.api.explain(details.id, attempt.number), attempt));
    } catch (problem) {
      toastError(problem);
    }
  };
  const asking = h("button", { type: "button", class: "button", id: "explain", onclick: ask }, "Why was this refused?");
  return h(
    "section",
    { class: "panel attempt" },
    h("header", {}, h("h3", {}, `Attempt ${attempt.number}`), h("span", { class: "muted" }, utc(attempt.startedAt))),
    refused && asking,
    why,
    h("h4", {}, "Response"),
    response === null
      ? h("p", { class: error === null ? "muted" : "bad" }, error ?? "No response yet.")
      : answer(response),
    h("h4", {}, "Request"),
    headerTable("Request headers", request.headers),
    codeBlock("Request body", request.body, { json: true }),
  );
}

/** @param {NonNullable<Attempt["response"]>} response */
function answer(response) {
  const note = response.truncated ? "cut off: only the beginning is kept" : null;
  return h(
    "div",
    {},
    h("p", {}, h("strong", { class: isAcknowledged(response) ? "good" : "bad" }, String(response.status))),
    headerTable("Response headers", response.headers),
    codeBlock("Response body", response.body, { json: true, note }),
  );
}
