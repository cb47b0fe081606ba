// @ts-check
import { s } from "../dom.js";

/** Strokes on a grid of 16. */
const PATHS = {
  back: "M10 3 5 8l5 5",
  check: "m3 8.5 3.2 3.2L13 4.8",
  close: "m4 4 8 8m0-8-8 8",
  copy: "M6 6V3h7v7h-3M3 6h7v7H3z",
  dark: "M13 9.5A5.6 5.6 0 0 1 6.5 3a5.6 5.6 0 1 0 6.5 6.5z",
  light:
    "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1.5v1m0 11v1M1.5 8h1m11 0h1M3.4 3.4l.7.7m7.8 7.8.7.7m0-9.2-.7.7m-7.8 7.8-.7.7",
  more: "M8 3.4v.01M8 8v.01M8 12.6v.01",
  pause: "M5.5 3.5v9m5-9v9",
  play: "m5 3.5 7.5 4.5L5 12.5z",
  plus: "M8 3v10M3 8h10",
  resend: "M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3",
  send: "M2.5 8 13.5 3l-3 10-3-3.5zM7.5 9.5 13.5 3",
  system: "M2.5 3h11v8h-11zM6 13.5h4",
};

/** @typedef {keyof typeof PATHS} IconName */

/**
 * A decorative icon: what it stands beside carries the words.
 *
 * @param {IconName} name
 */
export function icon(name) {
  return s(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    s("path", { d: PATHS[name] }),
  );
}
