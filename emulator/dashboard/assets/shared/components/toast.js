// @ts-check
import { h } from "../dom.js";

const SHOWN_MS = 6_000;
const MOST_SHOWN = 4;

/** @type {HTMLElement | null} */
let region = null;

/** Where messages appear; screen readers read them out. */
export function toastRegion() {
  region = h("div", { class: "toasts", role: "status", "aria-live": "polite", popover: "manual" });
  return region;
}

/**
 * Tells the user what happened.
 *
 * @param {string} message
 * @param {"good" | "bad"} [kind]
 * @param {Node} [action] a link or a button
 */
export function toast(message, kind = "good", action = undefined) {
  if (region === null) return;
  const element = h("div", { class: `toast toast-${kind}` }, h("span", {}, message), action);
  raise(region);
  region.append(element);
  if (region.childElementCount > MOST_SHOWN) region.firstElementChild?.remove();
  setTimeout(() => element.remove(), SHOWN_MS);
}

/**
 * Above an open dialog as well: only the top layer is.
 *
 * @param {HTMLElement} element
 */
function raise(element) {
  if (element.matches(":popover-open")) element.hidePopover();
  element.showPopover();
}

/** @param {unknown} error */
export function toastError(error) {
  toast(error instanceof Error ? error.message : String(error), "bad");
}
