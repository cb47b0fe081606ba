// @ts-check
import { h, setText } from "../dom.js";

/** A word on a colour; {@link setBadge} gives it both. */
export function badge() {
  return h("span", {});
}

/**
 * @param {HTMLElement} element
 * @param {"calm" | "good" | "warn" | "bad"} kind
 * @param {string} word
 */
export function setBadge(element, kind, word) {
  const name = `badge badge-${kind}`;
  if (element.className !== name) element.className = name;
  setText(element, word);
}
