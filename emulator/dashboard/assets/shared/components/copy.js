// @ts-check
import { fill, h } from "../dom.js";
import { icon } from "./icon.js";
import { toastError } from "./toast.js";

const SHOWN_MS = 1_500;

/**
 * A button that copies a text.
 *
 * @param {string} label what is copied, e.g. "Copy URL"
 * @param {() => string} text
 */
export function copyButton(label, text) {
  const button = h("button", { type: "button", class: "icon-button", "aria-label": label, title: label }, icon("copy"));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
    } catch (error) {
      toastError(error);
      return;
    }
    fill(button, icon("check"));
    button.setAttribute("aria-label", `${label}: copied`);
    setTimeout(() => {
      fill(button, icon("copy"));
      button.setAttribute("aria-label", label);
    }, SHOWN_MS);
  });
  return button;
}
