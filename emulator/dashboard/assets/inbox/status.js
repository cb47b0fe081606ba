// @ts-check
import { setBadge } from "../shared/components/badge.js";

/** @typedef {import("./api.js").Status} Status */

/** @type {Record<Status, [word: string, kind: Parameters<typeof setBadge>[1]]>} */
const WORDS = {
  waiting: ["Waiting", "warn"],
  working: ["Working", "calm"],
  done: ["Done", "good"],
  dead: ["Dead letter", "bad"],
  expired: ["Expired", "calm"],
  held: ["Held", "calm"],
};

export const STATUSES = /** @type {Status[]} */ (Object.keys(WORDS));

/** @param {Status} status */
export function statusWord(status) {
  return WORDS[status]?.[0] ?? status;
}

/**
 * @param {HTMLElement} element
 * @param {Status} status
 */
export function setStatus(element, status) {
  setBadge(element, WORDS[status]?.[1] ?? "calm", statusWord(status));
}

/**
 * Whether it can be processed once more.
 *
 * @param {Status} status
 */
export function isFinished(status) {
  return status !== "waiting" && status !== "working";
}
