// @ts-check
import { h, uniqueId } from "../dom.js";
import { size } from "../format.js";
import { jsonNodes } from "../json-text.js";
import { copyButton } from "./copy.js";

const encoder = new TextEncoder();

/**
 * A body or a command to read and to copy, as text whatever it holds.
 *
 * @param {string} label
 * @param {string} text
 * @param {{ json?: boolean, copied?: string, note?: string | null }} [options] `copied`: what is copied instead of the text
 */
export function codeBlock(label, text, { json = false, copied = text, note = null } = {}) {
  const id = uniqueId();
  const bytes = json ? h("span", { class: "muted" }, size(encoder.encode(text).length)) : null;
  const remark = note === null ? null : h("span", { class: "muted" }, note);
  const empty = text === "" ? h("p", { class: "muted" }, "Empty") : null;
  // Focusable, because what is too long scrolls.
  const block = h(
    "pre",
    { tabindex: "0", role: "region", "aria-labelledby": id },
    h("code", {}, ...(json ? jsonNodes(text) : [text])),
  );
  return h(
    "div",
    { class: "code" },
    h(
      "div",
      { class: "code-title" },
      h("span", { id }, label),
      bytes,
      remark,
      copyButton(`Copy ${label.toLowerCase()}`, () => copied),
    ),
    empty ?? block,
  );
}
