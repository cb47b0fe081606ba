// @ts-check
/** How the inbox is, and what came over time. */

import { chart } from "../../shared/components/chart.js";
import { tile } from "../../shared/components/facts.js";
import { option } from "../../shared/components/form.js";
import { toastError } from "../../shared/components/toast.js";
import { fill, h, setText, uniqueId } from "../../shared/dom.js";
import { count, duration, finePercent } from "../../shared/format.js";
import { rate, stepsOf } from "../rates.js";
import { driftPanel } from "./drift.js";

/** @typedef {import("../api.js").Timeline} Timeline */

const RANGES = /** @type {const} */ ([
  ["hour", "Last hour"],
  ["day", "Last 24 hours"],
  ["week", "Last 7 days"],
  ["month", "Last 30 days"],
]);
const DEFAULT_RANGE = "day";

const BOUNCE = { of: "email.bounced", among: "email.sent" };
const COMPLAINT = { of: "email.spam_reported", among: "email.delivered" };

/** The counters of outcomes, as they are called. */
const OUTCOMES = /** @type {const} */ ([
  ["new", "New"],
  ["duplicate", "Repeats, answered and not processed again"],
  ["expired", "Expired: too old to tell whether they were seen"],
  ["held", "Held: under an id that was taken"],
  ["id_reused", "Under an id that was taken, in all"],
  ["done", "Processed"],
  ["failed", "Attempts that failed"],
  ["dead", "Became dead letters"],
  ["replayed", "Replayed"],
]);

/**
 * @param {import("../app.js").Context} context
 * @param {AbortSignal} signal
 */
export function overviewView({ api, store }, signal) {
  const range = h("select", { "aria-label": "Time range", onchange: load });
  range.append(...RANGES.map(([name, label]) => option(name, label, name === DEFAULT_RANGE)));
  const tiles = h("dl", { class: "tiles" });
  const note = h("p", { class: "muted" });
  const volume = chart({
    title: "Received",
    description: "Deliveries that were new, and those that were kept from the workers. Repeats are not counted.",
    kind: "bars",
    format: (value) => count(Math.round(value)),
  });
  const bounces = rateChart("Bounce rate", BOUNCE);
  const complaints = rateChart("Complaint rate", COMPLAINT);
  const types = countTable("Received by type", "Type");
  const outcomes = countTable("By outcome, since the inbox was made", "Outcome");
  const drift = driftPanel();
  /** @type {Timeline | null} */
  let timeline = null;

  async function load() {
    const asked = range.value;
    try {
      const found = await api.timeline(asked);
      if (asked !== range.value || signal.aborted) return;
      timeline = found;
      show();
      drift.update(await api.drift());
    } catch (error) {
      if (store.connected && !signal.aborted) toastError(error);
    }
  }
  function show() {
    showTiles(tiles, store.stats, timeline);
    const { counters } = store.stats.stats;
    outcomes.update(OUTCOMES.map(([name, label]) => [label, counters[name] ?? 0]));
    if (timeline === null) return;
    const steps = stepsOf(timeline);
    const times = steps.map(({ start }) => new Date(start).toISOString());
    volume.update({
      times,
      series: [
        { name: "New", style: "success", values: steps.map(({ isNew }) => isNew) },
        { name: "Kept from the workers", style: "failure", values: steps.map(({ kept }) => kept) },
      ],
    });
    for (const { chart: of, share } of [bounces, complaints])
      of.update({
        times,
        series: [{ name: "Rate", style: "rate", values: steps.map(({ types }) => rate(types, share)) }],
      });
    types.update(sorted(steps));
    setText(
      note,
      timeline.complete ? "" : "Only the newest 200,000 deliveries are counted: the time before is not whole.",
    );
  }

  store.onNews(async () => {
    showTiles(tiles, store.stats, timeline);
    await load();
  }, signal);
  show();
  load();
  return {
    title: "Overview",
    element: h(
      "div",
      {},
      h(
        "header",
        { class: "view-header" },
        h("div", {}, h("h1", { tabindex: "-1" }, "Overview"), h("p", { class: "muted break" }, store.stats.store)),
        h("div", { class: "filters" }, range),
      ),
      tiles,
      note,
      h("div", { class: "charts" }, volume.element, bounces.chart.element, complaints.chart.element),
      h("div", { class: "charts counts" }, types.element, outcomes.element),
      drift.element,
    ),
  };
}

/**
 * @param {string} title
 * @param {{ of: string, among: string }} share
 */
function rateChart(title, share) {
  const description = `${share.of} as a share of ${share.among}, both as they were received in the same step of time.`;
  const made = chart({ title, description, kind: "lines", format: finePercent, least: 0.01 });
  made.element.querySelector("header")?.after(h("p", { class: "hint" }, description));
  return { chart: made, share };
}

/**
 * @param {HTMLElement} tiles
 * @param {import("../api.js").Stats} stats
 * @param {Timeline | null} timeline
 */
function showTiles(tiles, { stats, commit }, timeline) {
  const age = stats.oldest === null ? "–" : duration(Math.max(0, stats.now - stats.oldest));
  const totals = timeline === null ? new Map() : totalsOf(stepsOf(timeline));
  const share = (/** @type {{ of: string, among: string }} */ of) => {
    const found = rate(totals, of);
    return found === null ? "–" : finePercent(found);
  };
  const noted = (/** @type {{ of: string, among: string }} */ { of, among }) =>
    `${count(totals.get(of) ?? 0)} ${of} of ${count(totals.get(among) ?? 0)} ${among}`;
  fill(
    tiles,
    tile("Unfinished", count(stats.waiting), "waiting or at work"),
    tile("Oldest unprocessed", age, "since it was received"),
    tile("Commit", commit.ms === null ? (commit.error ?? "–") : duration(commit.ms), "a real one, just now"),
    tile("Dead letters", count(stats.counters["dead"] ?? 0), "became one, ever"),
    tile("Bounce rate", share(BOUNCE), noted(BOUNCE)),
    tile("Complaint rate", share(COMPLAINT), noted(COMPLAINT)),
  );
}

/** @param {import("../rates.js").Step[]} steps */
function totalsOf(steps) {
  /** @type {Map<string, number>} */
  const totals = new Map();
  for (const { types } of steps) for (const [type, number] of types) totals.set(type, (totals.get(type) ?? 0) + number);
  return totals;
}

/**
 * @param {import("../rates.js").Step[]} steps
 * @returns {[string, number][]} the most frequent first
 */
function sorted(steps) {
  return [...totalsOf(steps)].sort(([a, more], [b, less]) => less - more || a.localeCompare(b));
}

/**
 * @param {string} title
 * @param {string} column
 */
function countTable(title, column) {
  const id = uniqueId();
  const body = h("tbody", {});
  const heads = h("tr", {}, h("th", { scope: "col" }, column), h("th", { scope: "col" }, "Count"));
  const table = h("table", { class: "count-table", "aria-labelledby": id }, h("thead", {}, heads), body);
  return {
    element: h("section", { class: "panel" }, h("h2", { id }, title), table),
    /** @param {[string, number][]} rows */
    update: (rows) => {
      const cells = rows.map(([name, number]) =>
        h("tr", {}, h("th", { scope: "row", class: "break" }, name), h("td", { class: "number" }, count(number))),
      );
      fill(body, cells.length > 0 ? cells : h("tr", {}, h("td", { colspan: 2, class: "muted" }, "Nothing yet")));
    },
  };
}
