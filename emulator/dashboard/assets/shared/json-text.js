// @ts-check
/**
 * JSON for reading, from its text alone: parsing and printing again would change `1.0`, large integers, escapes and
 * duplicate keys, which are what one looks for when a signature does not match.
 */

import { h } from "./dom.js";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d[\d.eE+-]*)|(true|false|null)|([{}[\],])|\s+/g;
/** Beyond this, colours cost more than they give. */
const LONGEST_HIGHLIGHTED = 200_000;

/** @typedef {{ kind: "key" | "string" | "number" | "word" | "plain", text: string }} Token */

/**
 * The text with line breaks and indentation, every token as it was; null if it is not JSON.
 *
 * @param {string} text
 * @returns {Token[] | null}
 */
export function tokens(text) {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  /** @type {Token[]} */
  const out = [];
  let depth = 0;
  const plain = (/** @type {string} */ piece) => out.push({ kind: "plain", text: piece });
  const lineBreak = () => plain(`\n${"  ".repeat(depth)}`);
  const found = [...text.matchAll(TOKEN)].filter((match) => match[0].trim() !== "");
  found.forEach((match, index) => {
    const [whole, string, colon, number, , mark] = match;
    if (string !== undefined) {
      out.push({ kind: colon === undefined ? "string" : "key", text: string });
      if (colon !== undefined) plain(": ");
    } else if (mark === undefined) {
      out.push({ kind: number === undefined ? "word" : "number", text: whole });
    } else if (mark === "{" || mark === "[") {
      plain(mark);
      depth += 1;
      // Empty ones stay together.
      if (!isClosing(found[index + 1]?.[5])) lineBreak();
    } else if (mark === ",") {
      plain(mark);
      lineBreak();
    } else {
      depth -= 1;
      if (!isOpening(found[index - 1]?.[5])) lineBreak();
      plain(mark);
    }
  });
  return out;
}

/** @param {string | undefined} mark */
const isClosing = (mark) => mark === "}" || mark === "]";
/** @param {string | undefined} mark */
const isOpening = (mark) => mark === "{" || mark === "[";

/**
 * Nodes that show a body: indented and coloured if it is JSON, as it is otherwise.
 *
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function jsonNodes(text) {
  const found = text.length > LONGEST_HIGHLIGHTED ? null : tokens(text);
  if (found === null) return [text];
  return found.map(({ kind, text: piece }) => (kind === "plain" ? piece : h("span", { class: `json-${kind}` }, piece)));
}

/**
 * The text of one member of a JSON object, as it was written; null if there is none.
 *
 * @param {string} text a JSON object
 * @param {string} name
 */
export function memberText(text, name) {
  const found = tokens(text);
  if (found === null) return null;
  let depth = 0;
  let start = -1;
  let last = null;
  for (const [index, token] of found.entries()) {
    if (start >= 0 && depth === 1 && token.kind === "plain" && /^[,}]$/.test(token.text.trim())) {
      last = found
        .slice(start, index)
        .map((piece) => piece.text)
        .join("")
        .trim();
      start = -1;
    }
    if (token.kind === "plain") {
      if (isOpening(token.text)) depth += 1;
      if (isClosing(token.text)) depth -= 1;
    }
    if (depth === 1 && token.kind === "key" && JSON.parse(token.text) === name) start = index + 2;
  }
  return last;
}
