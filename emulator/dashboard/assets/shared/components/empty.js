// @ts-check
import { h } from "../dom.js";
import { codeBlock } from "./code.js";

/**
 * What a list shows when there is nothing in it: what would be there, and how to get it.
 *
 * @param {object} parts
 * @param {string} parts.title
 * @param {string} parts.text
 * @param {Node[]} [parts.actions]
 * @param {string} [parts.command] to paste into a shell
 * @param {string} [parts.copied] the command with the key in it
 */
export function emptyState({ title, text, actions = [], command, copied }) {
  return h(
    "div",
    { class: "empty" },
    h("h2", {}, title),
    h("p", {}, text),
    actions.length > 0 && h("div", { class: "actions" }, ...actions),
    command !== undefined && codeBlock("Or from a shell", command, { copied: copied ?? command }),
  );
}

/**
 * A call of the API for a shell: shown with a variable instead of the key, copied with the key.
 *
 * @param {string} key
 * @param {string} path
 * @param {unknown} body
 */
export function curl(key, path, body) {
  const line = (/** @type {string} */ shown) =>
    [
      `curl ${location.origin}${path} \\`,
      `  -H "Authorization: Bearer ${shown}" \\`,
      '  -H "Content-Type: application/json" \\',
      `  -d '${JSON.stringify(body)}'`,
    ].join("\n");
  return { command: line("$AUTOSEND_API_KEY"), copied: line(key) };
}
