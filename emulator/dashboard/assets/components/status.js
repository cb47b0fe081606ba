// @ts-check
import { h, setText } from "../dom.js";

/** @type {Record<import("../api.js").Status, string>} */
const WORDS = {
  pending: "Pending",
  delivering: "Delivering",
  delivered: "Delivered",
  retrying: "Retrying",
  failed: "Failed",
};

export const STATUSES = /** @type {import("../api.js").Status[]} */ (Object.keys(WORDS));

/** @param {import("../api.js").Status} status */
export function statusWord(status) {
  return WORDS[status] ?? status;
}

/** @param {import("../api.js").Status} status */
export function statusBadge(status) {
  const element = h("span", {});
  setStatus(element, status);
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {import("../api.js").Status} status
 */
export function setStatus(element, status) {
  const name = `badge badge-${status}`;
  if (element.className !== name) element.className = name;
  setText(element, statusWord(status));
}
