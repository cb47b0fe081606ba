// @ts-check
/** Success and latency over time. */

import { chart } from "../../shared/components/chart.js";
import { tile } from "../../shared/components/facts.js";
import { option } from "../../shared/components/form.js";
import { toastError } from "../../shared/components/toast.js";
import { fill, h } from "../../shared/dom.js";
import { count, duration, percent } from "../../shared/format.js";
import { webhookName } from "../store.js";

/** Minutes that are shown, and how they are called. */
const RANGES = /** @type {const} */ ([
  [5, "5 minutes"],
  [15, "15 minutes"],
  [60, "1 hour"],
  [360, "6 hours"],
  [1_440, "24 hours"],
]);
const DEFAULT_RANGE = 15;
const BUCKETS = 60;
const REFRESH_MS = 2_000;

/**
 * @param {import("../app.js").Context} context
 * @param {AbortSignal} signal
 */
export function metricsView({ api, store }, signal) {
  const range = h("select", { "aria-label": "Time range", onchange: load });
  range.append(
    ...RANGES.map(([minutes, label]) => option(String(minutes), `Last ${label}`, minutes === DEFAULT_RANGE)),
  );
  const webhook = h("select", { "aria-label": "Webhook", onchange: load });
  const fillWebhooks = () => {
    const chosen = webhook.value;
    const options = [...store.webhooks.values()].map((each) => option(each.id, webhookName(each), each.id === chosen));
    fill(webhook, option("", "All webhooks"), ...options);
  };
  const tiles = h("dl", { class: "tiles" });
  const volume = chart({
    title: "Deliveries",
    description: "Attempts that succeeded and failed.",
    kind: "bars",
    format: (value) => count(Math.round(value)),
  });
  const rate = chart({
    title: "Success rate",
    description: "Share of attempts that were answered with 2xx.",
    kind: "lines",
    format: percent,
    max: 1,
  });
  const latency = chart({
    title: "Latency",
    description: "How long the receivers took: median and 95th percentile.",
    kind: "lines",
    format: duration,
  });

  let stale = false;
  async function load() {
    stale = false;
    try {
      const query = { minutes: Number(range.value), buckets: BUCKETS };
      show(await api.stats(webhook.value === "" ? query : { ...query, webhookId: webhook.value }));
    } catch (error) {
      if (store.connected) toastError(error);
    }
  }
  /** @param {import("../api.js").Bucket[]} buckets */
  function show(buckets) {
    const times = buckets.map(({ start }) => start);
    const of = (/** @type {(bucket: import("../api.js").Bucket) => number | null} */ value) => buckets.map(value);
    showTiles(tiles, buckets);
    volume.update({
      times,
      series: [
        { name: "Succeeded", style: "success", values: of(({ success }) => success) },
        { name: "Failed", style: "failure", values: of(({ failure }) => failure) },
      ],
    });
    rate.update({ times, series: [{ name: "Success rate", style: "rate", values: of(shareOf) }] });
    latency.update({
      times,
      series: [
        { name: "Median", style: "p50", values: of(({ p50Ms }) => p50Ms) },
        { name: "95th percentile", style: "p95", values: of(({ p95Ms }) => p95Ms) },
      ],
    });
  }

  store.on("webhooks", () => document.activeElement !== webhook && fillWebhooks(), signal);
  store.on("delivery", () => (stale = true), signal);
  store.on("reload", load, signal);
  const timer = setInterval(() => stale && document.visibilityState === "visible" && load(), REFRESH_MS);
  signal.addEventListener("abort", () => clearInterval(timer));
  fillWebhooks();
  load();
  return {
    title: "Metrics",
    element: h(
      "div",
      {},
      h(
        "header",
        { class: "view-header" },
        h("h1", { tabindex: "-1" }, "Metrics"),
        h("div", { class: "filters" }, webhook, range),
      ),
      tiles,
      h("div", { class: "charts" }, volume.element, rate.element, latency.element),
    ),
  };
}

/** @param {import("../api.js").Bucket} bucket */
function shareOf({ success, failure }) {
  return success + failure === 0 ? null : success / (success + failure);
}

/**
 * @param {HTMLElement} tiles
 * @param {import("../api.js").Bucket[]} buckets
 */
function showTiles(tiles, buckets) {
  const success = buckets.reduce((sum, bucket) => sum + bucket.success, 0);
  const failure = buckets.reduce((sum, bucket) => sum + bucket.failure, 0);
  const slowest = buckets.reduce((top, { p95Ms }) => Math.max(top, p95Ms ?? 0), 0);
  const share = success + failure === 0 ? "–" : percent(success / (success + failure));
  fill(
    tiles,
    tile("Attempts", count(success + failure)),
    tile("Failed attempts", count(failure)),
    tile("Success rate", share),
    tile("Highest 95th percentile", slowest === 0 ? "–" : duration(slowest)),
  );
}
