// @ts-check
import { h, uniqueId } from "../dom.js";
import { icon } from "./icon.js";

/** @typedef {{ label: string, danger?: boolean, run: () => void }} Entry */

const GAP = 4;

/**
 * A button that opens a menu. Arrow keys move in it, Escape and clicks elsewhere close it.
 *
 * @param {string} label
 * @param {() => Entry[]} entries asked for each time the menu opens
 */
export function menuButton(label, entries) {
  const id = uniqueId();
  const list = h("div", { id, class: "menu", role: "menu", popover: "auto", "aria-label": label });
  const button = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
    },
    icon("more"),
  );
  button.popoverTargetElement = list;

  list.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") list.replaceChildren(...entries().map((entry) => item(entry, list, button)));
  });
  list.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    place(list, button);
    focusAt(list, 0);
  });
  list.addEventListener("keydown", (event) => move(list, event));
  return h("div", { class: "menu-anchor" }, button, list);
}

/**
 * @param {Entry} entry
 * @param {HTMLElement} list
 * @param {HTMLElement} button
 */
function item({ label, danger, run }, list, button) {
  const choose = () => {
    list.hidePopover();
    // Whatever opens now gives the focus back to here.
    button.focus();
    run();
  };
  return h(
    "button",
    { type: "button", role: "menuitem", tabindex: "-1", class: danger && "danger", onclick: choose },
    label,
  );
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement} button
 */
function place(list, button) {
  const at = button.getBoundingClientRect();
  const below = at.bottom + GAP;
  const fits = below + list.offsetHeight <= innerHeight;
  list.style.top = `${fits ? below : Math.max(GAP, at.top - GAP - list.offsetHeight)}px`;
  list.style.left = `${Math.max(GAP, at.right - list.offsetWidth)}px`;
}

/**
 * @param {HTMLElement} list
 * @param {KeyboardEvent} event
 */
function move(list, event) {
  const items = [...list.children];
  const at = document.activeElement === null ? -1 : items.indexOf(document.activeElement);
  /** @type {Record<string, number>} */
  const targets = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const target = targets[event.key];
  if (event.key === "Tab") list.hidePopover();
  if (target === undefined) return;
  event.preventDefault();
  focusAt(list, (target + items.length) % items.length);
}

/**
 * @param {HTMLElement} list
 * @param {number} index
 */
function focusAt(list, index) {
  const element = list.children[index];
  if (element instanceof HTMLElement) element.focus();
}
