// @ts-check
import { badge, setBadge } from "../../shared/components/badge.js";

/** @typedef {import("../api.js").Status} Status */

/** @type {Record<Status, [word: string, kind: Parameters<typeof setBadge>[1]]>} */
const WORDS = {
  pending: ["Pending", "calm"],
  delivering: ["Delivering", "calm"],
  delivered: ["Delivered", "good"],
  retrying: ["Retrying", "warn"],
  failed: ["Failed", "bad"],
};

export const STATUSES = /** @type {Status[]} */ (Object.keys(WORDS));

/** @param {Status} status */
export function statusWord(status) {
  return WORDS[status]?.[0] ?? status;
}

/** @param {Status} status */
export function statusBadge(status) {
  const element = badge();
  setStatus(element, status);
  return element;
}

/**
 * @param {HTMLElement} element
 * @param {Status} status
 */
export function setStatus(element, status) {
  setBadge(element, WORDS[status]?.[1] ?? "calm", statusWord(status));
}
