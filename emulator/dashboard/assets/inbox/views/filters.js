// @ts-check
/** Search by address, id and type; by status and time. */

import { option } from "../../shared/components/form.js";
import { fill, h } from "../../shared/dom.js";
import { STATUSES, statusWord } from "../status.js";

const HOUR_MS = 3_600_000;
const TIMES = /** @type {const} */ ([
  ["1", "Last hour"],
  ["24", "Last 24 hours"],
  ["168", "Last 7 days"],
]);

/**
 * @param {import("../app.js").Context} context
 * @param {"dead" | null} only the only status that is listed
 * @param {URLSearchParams} query
 * @param {() => void} changed
 */
export function filterBar({ store }, only, query, changed) {
  const search = (/** @type {string} */ label) =>
    h("input", { type: "search", "aria-label": label, placeholder: label, spellcheck: "false", onchange: changed });
  const select = (/** @type {string} */ label) => h("select", { "aria-label": label, onchange: changed });
  const controls = {
    address: search("Address"),
    id: search("Delivery id"),
    type: select("Type"),
    status: select("Status"),
    hours: select("Received"),
  };
  const names = /** @type {(keyof typeof controls)[]} */ (Object.keys(controls));
  controls.status.append(option("", "Any status"), ...STATUSES.map((name) => option(name, statusWord(name))));
  controls.status.hidden = only !== null;
  controls.hours.append(option("", "Any time"), ...TIMES.map(([hours, label]) => option(hours, label)));
  const refresh = (chosen = controls.type.value) => {
    const types = new Set(typesIn(store.stats.stats.counters));
    if (chosen !== "") types.add(chosen);
    // Not while it is open, and not if nothing changed: that would close it.
    if (controls.type.options.length === types.size + 1 && controls.type.value === chosen) return;
    if (document.activeElement === controls.type) return;
    fill(controls.type, option("", "Any type"), ...[...types].map((type) => option(type, type, type === chosen)));
    controls.type.value = chosen;
  };
  /** @returns {Record<string, string>} */
  const values = () =>
    Object.fromEntries(names.map((name) => [name, controls[name].value.trim()]).filter(([, value]) => value !== ""));
  /** @param {URLSearchParams} next */
  const adopt = (next) => {
    const before = JSON.stringify(values());
    refresh(next.get("type") ?? "");
    for (const name of names) controls[name].value = next.get(name) ?? "";
    return JSON.stringify(values()) !== before;
  };
  /** @returns {import("../api.js").Filter} */
  const forServer = () => {
    const { hours, ...filter } = values();
    const status = only === null ? {} : { status: only };
    const since = hours === undefined ? {} : { since: store.stats.stats.now - Number(hours) * HOUR_MS };
    return { ...filter, ...status, ...since };
  };
  refresh("");
  adopt(query);
  return {
    element: h(
      "div",
      { class: "filters", role: "search", "aria-label": "Filters" },
      ...names.map((name) => controls[name]),
    ),
    refresh: () => refresh(),
    adopt,
    query: values,
    forServer,
    /** Whether the user chose anything. */
    narrowed: () => Object.keys(values()).length > 0,
    /** Whether anything is left out. */
    active: () => Object.keys(forServer()).length > 0,
    clear: () => {
      for (const name of names) controls[name].value = "";
      changed();
    },
    /** What it finds, in words. */
    described: () => {
      const { address, id, type, status, hours } = values();
      const word = only ?? status;
      const parts = [
        word === "dead" ? "dead letter" : `${word === undefined ? "" : `${word} `}delivery`,
        type && `of type ${type}`,
        address && `about ${address}`,
        id && `with the id ${id}`,
        hours && `of the last ${hours === "1" ? "hour" : `${hours} hours`}`,
      ];
      return parts.filter(Boolean).join(" ");
    },
  };
}

/** @param {Record<string, number>} counters */
function typesIn(counters) {
  return Object.keys(counters)
    .filter((name) => name.startsWith("type:"))
    .map((name) => name.slice("type:".length))
    .sort();
}
