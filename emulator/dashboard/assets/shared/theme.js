// @ts-check
/** Light, dark, or whatever the system says. */

import { icon } from "./components/icon.js";
import { fill, h } from "./dom.js";

const NAME = "autosend-webhooks.theme";
const THEMES = /** @type {const} */ (["system", "light", "dark"]);
/** @typedef {typeof THEMES[number]} Theme */

/** @returns {Theme} */
function theme() {
  const kept = localStorage.getItem(NAME);
  return THEMES.find((name) => name === kept) ?? "system";
}

export function applyTheme() {
  document.documentElement.dataset.theme = theme();
}

/** A button that goes through the themes. */
export function themeButton() {
  const button = h("button", { type: "button", class: "icon-button", onclick: advance });
  function advance() {
    const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length] ?? "system";
    localStorage.setItem(NAME, next);
    applyTheme();
    show();
  }
  function show() {
    const label = `Theme: ${theme()}`;
    button.setAttribute("aria-label", label);
    button.title = label;
    fill(button, icon(theme()));
  }
  show();
  return button;
}
