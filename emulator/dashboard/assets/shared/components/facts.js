// @ts-check
import { h } from "../dom.js";

/**
 * A name and its value, for a list of facts.
 *
 * @param {string} name
 * @param {import("../dom.js").Child} value
 */
export function fact(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

/**
 * A number that stands for a view, under its name.
 *
 * @param {string} name
 * @param {string} value
 * @param {string} [note]
 */
export function tile(name, value, note) {
  const remark = note === undefined ? null : h("dd", { class: "tile-note" }, note);
  return h("div", { class: "panel" }, h("dt", {}, name), h("dd", {}, value), remark);
}

/**
 * Headers, folded.
 *
 * @param {string} caption
 * @param {[name: string, value: string][]} headers
 */
export function headerTable(caption, headers) {
  const rows = headers.map(([name, value]) =>
    h("tr", {}, h("th", { scope: "row" }, name), h("td", { class: "mono break" }, value)),
  );
  return h(
    "details",
    { class: "headers" },
    h("summary", {}, `${caption} (${headers.length})`),
    h("table", { "aria-label": caption }, h("tbody", {}, ...rows)),
  );
}
