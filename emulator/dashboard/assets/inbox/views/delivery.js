// @ts-check
/** One delivery: where it stands, its attempts, its repeats, and what was received. */

import { badge } from "../../shared/components/badge.js";
import { codeBlock } from "../../shared/components/code.js";
import { copyButton } from "../../shared/components/copy.js";
import { fact, headerTable } from "../../shared/components/facts.js";
import { icon } from "../../shared/components/icon.js";
import { fill, h } from "../../shared/dom.js";
import { iso, plural, timeElement, utc } from "../../shared/format.js";
import { replaySome } from "../replay.js";
import { isFinished, setStatus } from "../status.js";

/** @typedef {import("../app.js").Context} Context */
/** @typedef {import("../api.js").Details} Details */

/**
 * The pane beside the list.
 *
 * @param {Context} context
 * @param {AbortSignal} signal
 * @param {{ title: string }} kind of the list
 * @param {() => void} onclose
 */
export function deliveryPane(context, signal, kind, onclose) {
  const { api, store } = context;
  const element = h("aside", { class: "split-detail", "aria-label": "Delivery" });
  const state = h("div", { class: "split-detail-part" });
  const content = h("div", { class: "split-detail-part" });
  let seq = "";
  /** What is shown, to leave it alone as long as it stays the same. */
  let shown = "";

  /** @param {string} next none if empty */
  async function show(next) {
    if (next === seq) return;
    seq = next;
    shown = "";
    element.replaceChildren();
    element.hidden = seq === "";
    if (seq === "") return;
    await load();
    element.querySelector("h2")?.focus();
  }
  async function load() {
    const asked = seq;
    if (asked === "") return;
    try {
      const details = await api.delivery(asked);
      if (asked === seq) render(details);
    } catch (error) {
      if (asked === seq && store.connected) fill(element, closeButton(), gone(error));
    }
  }
  /** @param {Details} details */
  function render(details) {
    const text = JSON.stringify(details);
    if (text === shown) return;
    const isFirst = shown === "";
    shown = text;
    const focused = document.activeElement;
    const focusedId = focused !== null && element.contains(focused) ? focused.id : "";
    fill(state, header(context, details), attemptList(details), repeatList(details));
    if (isFirst) {
      fill(content, received(details));
      fill(element, closeButton(), state, content);
    }
    if (focusedId !== "") document.getElementById(focusedId)?.focus();
  }
  function closeButton() {
    return h(
      "button",
      { type: "button", class: "button close-detail", id: "close-delivery", onclick: onclose },
      icon("back"),
      `All ${kind.title.toLowerCase()}`,
    );
  }

  element.hidden = true;
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) onclose();
  });
  store.onNews(load, signal);
  return { element, show };
}

/** @param {unknown} error */
function gone(error) {
  const text = error instanceof Error ? error.message : String(error);
  return h("div", { class: "panel" }, h("h2", { tabindex: "-1" }, "Not found"), h("p", {}, text));
}

/**
 * @param {Context} context
 * @param {Details} details
 */
function header(context, { summary, stored }) {
  const status = badge();
  setStatus(status, summary.status);
  const replay = h(
    "button",
    {
      type: "button",
      class: "button button-primary",
      id: "replay",
      onclick: () => replaySome(context, [summary.seq]),
      disabled: !isFinished(summary.status),
    },
    icon("resend"),
    "Replay",
  );
  const copyable = (/** @type {string} */ label, /** @type {string} */ text) =>
    h(
      "span",
      { class: "copyable" },
      h("span", { class: "mono break" }, text),
      copyButton(label, () => text),
    );
  return h(
    "section",
    { class: "panel delivery-header" },
    h("header", {}, h("h2", { tabindex: "-1", id: "delivery-title", class: "break" }, summary.type), status),
    h(
      "dl",
      { class: "facts" },
      fact("Number", String(summary.seq)),
      fact("Address", summary.address === null ? "–" : copyable("Copy address", summary.address)),
      fact("Delivery id", copyable("Copy delivery id", summary.delivery_id)),
      summary.id_reused && fact("Id reused", "It had come with another body before."),
      fact("Received", exact(summary.received)),
      fact("Created", exact(summary.created)),
      fact("Sent", exact(summary.sent)),
      fact("Signed with", `secret ${summary.secret + 1}`),
      fact("Digest", copyable("Copy digest", stored.digest)),
    ),
    h("footer", {}, replay),
  );
}

/** @param {number | null} milliseconds */
function exact(milliseconds) {
  const text = iso(milliseconds);
  return text === null ? String(milliseconds ?? "–") : utc(text);
}

/** @param {Details} details */
function attemptList({ summary, stored }) {
  const entries = stored.attempts.map(({ attempt, ended, error }) =>
    h(
      "li",
      { class: error === null ? "attempt-good" : "attempt-bad" },
      h(
        "div",
        { class: "attempt-line" },
        h("span", { class: "attempt-number" }, `Attempt ${attempt}`),
        h("span", { class: "muted" }, timeElement(iso(ended))),
        h("p", { class: error === null ? "good attempt-outcome" : "bad attempt-outcome" }, error ?? "Done"),
      ),
    ),
  );
  const none = stored.attempts.length === 0 && h("p", { class: "muted" }, "None that ended yet.");
  return h(
    "section",
    { class: "panel" },
    h("h3", {}, plural(Math.max(summary.attempts, stored.attempts.length), "attempt")),
    none || h("ol", { class: "timeline" }, ...entries),
  );
}

/** @param {Details} details */
function repeatList({ summary, stored }) {
  if (summary.repeats === 0) return null;
  const rows = stored.repeats.map(({ at, delivery_id, secret }) =>
    h(
      "li",
      { class: "break" },
      h("span", { class: "mono" }, delivery_id),
      ` with secret ${secret + 1}, `,
      timeElement(iso(at)),
    ),
  );
  return h(
    "section",
    { class: "panel" },
    h("h3", {}, `Came ${plural(summary.repeats, "more time")}`),
    rows.length > 0 && h("p", { class: "muted" }, "Also under these ids, or signed with another secret:"),
    rows.length > 0 && h("ul", { class: "repeats" }, ...rows),
  );
}

/** @param {Details} details */
function received({ stored }) {
  const body =
    stored.body === ""
      ? h("p", { class: "muted" }, "The body was erased.")
      : codeBlock("Body", stored.body, { json: true });
  return h(
    "section",
    { class: "panel" },
    h("h3", {}, "What was received"),
    headerTable("Headers", Object.entries(stored.headers ?? {})),
    body,
  );
}
