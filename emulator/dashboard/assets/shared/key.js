// @ts-check

import { codeBlock } from "./components/code.js";
import { field, form, showError } from "./components/form.js";
import { h } from "./dom.js";

/**
 * How a page calls its key.
 *
 * @typedef {object} KeyWords
 * @property {string} label
 * @property {string} placeholder
 * @property {string} example what the terminal shows
 * @property {string} refused what to say when the server does not take it
 */

/**
 * Asks for the key.
 *
 * @param {string} title
 * @param {KeyWords} words
 * @param {string | null} problem why the last one did not do
 * @param {(key: string) => void} enter
 */
export function keyView(title, words, problem, enter) {
  const input = h("input", {
    type: "password",
    autocomplete: "off",
    placeholder: words.placeholder,
    spellcheck: "false",
    autofocus: true,
  });
  const name = words.label.replace(/^API /, "").toLowerCase();
  const action = async () => {
    if (input.value.trim() === "") showError(input, `Enter the ${name}.`);
    else enter(input.value);
  };
  const element = h(
    "main",
    { id: "main", class: "key-view" },
    h("h1", {}, title),
    h(
      "p",
      {},
      `The command that started this server printed an address with the ${name} in it. Open that address, or enter the ${name} here.`,
    ),
    codeBlock("In the terminal", words.example),
    form({
      content: [field(words.label, input, "Kept for this tab only.")],
      buttons: [h("button", { type: "submit", class: "button button-primary" }, "Open the dashboard")],
      action,
    }),
  );
  queueMicrotask(() => {
    if (problem !== null) showError(input, problem);
    input.focus();
  });
  return element;
}
