// @ts-check
/** Fields with their labels, hints and errors, and forms that show what the server refuses. */

import { fill, h, uniqueId } from "../dom.js";
import { ApiError } from "../http.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

/**
 * A labelled control.
 *
 * @param {string} label
 * @param {Control} control
 * @param {string} [hint]
 */
export function field(label, control, hint) {
  control.id ||= uniqueId();
  const error = h("p", { class: "field-error", id: `${control.id}-error` });
  const note = hint === undefined ? null : h("p", { class: "hint", id: `${control.id}-hint` }, hint);
  const described = note === null ? error.id : `${note.id} ${error.id}`;
  control.setAttribute("aria-describedby", described);
  control.addEventListener("input", () => showError(control, ""));
  return h("div", { class: "field" }, h("label", { for: control.id }, label), control, note, error);
}

/**
 * @param {Element} control one that {@link field} was made with
 * @param {string} message none if empty
 */
export function showError(control, message) {
  control.toggleAttribute("aria-invalid", message !== "");
  if (message !== "") control.setAttribute("aria-invalid", "true");
  const error = document.getElementById(`${control.id}-error`);
  if (error !== null && error.textContent !== message) error.textContent = message;
}

/**
 * A form that runs an action. While it runs nothing can be sent twice; what is refused is shown where it belongs: at
 * the control of that name, or above the buttons.
 *
 * @param {object} parts
 * @param {import("../dom.js").Child[]} parts.content
 * @param {import("../dom.js").Child[]} parts.buttons with one that submits
 * @param {() => Promise<void>} parts.action
 */
export function form({ content, buttons, action }) {
  const problem = h("p", { class: "form-error", role: "alert" });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (element.hasAttribute("aria-busy")) return;
    element.setAttribute("aria-busy", "true");
    fill(problem);
    for (const control of element.querySelectorAll("[aria-invalid]")) showError(control, "");
    try {
      await action();
    } catch (error) {
      showProblem(element, problem, error);
    } finally {
      element.removeAttribute("aria-busy");
    }
  };
  const element = h(
    "form",
    { class: "form", novalidate: true, onsubmit: submit },
    ...content,
    problem,
    h("footer", {}, ...buttons),
  );
  return element;
}

/**
 * @param {HTMLFormElement} element
 * @param {HTMLElement} problem
 * @param {unknown} error
 */
function showProblem(element, problem, error) {
  const details = error instanceof ApiError ? error.details : [];
  /** @type {HTMLElement[]} */
  const marked = [];
  for (const { field: name, message } of details) {
    const control = element.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!(control instanceof HTMLElement)) continue;
    showError(control, message);
    marked.push(control);
  }
  const shown = marked.length > 0 && marked.length === details.length;
  if (!shown) fill(problem, error instanceof Error ? error.message : String(error));
  marked[0]?.focus();
}

/**
 * A refusal by the form itself, shown like one of the server's.
 *
 * @param {string} name the field
 * @param {string} message
 */
export function refuse(name, message) {
  return new ApiError(0, "INVALID", message, [{ field: name, message }]);
}

/**
 * A switch with a label.
 *
 * @param {string} label
 * @param {{ checked: boolean, hint?: string }} options
 */
export function toggle(label, { checked, hint }) {
  const input = h("input", { type: "checkbox", role: "switch" });
  input.checked = checked;
  const note = hint === undefined ? null : h("span", { class: "hint" }, hint);
  return { input, element: h("label", { class: "toggle" }, input, h("span", {}, label, note)) };
}

/**
 * @param {string} value
 * @param {string} label
 * @param {boolean} [selected]
 */
export function option(value, label, selected = false) {
  const element = h("option", { value }, label);
  element.selected = selected;
  element.defaultSelected = selected;
  return element;
}
