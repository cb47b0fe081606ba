// @ts-check

import { codeBlock } from "../components/code.js";
import { field, form, showError } from "../components/form.js";
import { h } from "../dom.js";

/**
 * Asks for the API key.
 *
 * @param {string | null} problem why the last one did not do
 * @param {(key: string) => void} enter
 */
export function keyView(problem, enter) {
  const input = h("input", {
    type: "password",
    autocomplete: "off",
    placeholder: "AS_…",
    spellcheck: "false",
    autofocus: true,
  });
  const action = async () => {
    if (input.value.trim() === "") showError(input, "Enter the key.");
    else enter(input.value);
  };
  const element = h(
    "main",
    { id: "main", class: "key-view" },
    h("h1", {}, "AutoSend dev"),
    h(
      "p",
      {},
      "The command that started this server printed an address with the key in it. Open that address, or enter the key here.",
    ),
    codeBlock("In the terminal", "$ autosend-webhooks dev\ndashboard: http://127.0.0.1:4100/#key=AS_…"),
    form({
      content: [field("API key", input, "Kept for this tab only.")],
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
