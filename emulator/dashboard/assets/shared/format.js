// @ts-check
/** Numbers and times as people read them. */

import { h } from "./dom.js";

const NUMBER = new Intl.NumberFormat("en");
const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "narrow" });
const UNITS = /** @type {const} */ ([
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
]);

/** @param {number} value */
export function count(value) {
  return NUMBER.format(value);
}

/**
 * @param {number} number
 * @param {string} one the noun in the singular
 * @param {string} [many] and in the plural
 */
export function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** @param {number | null} milliseconds */
export function duration(milliseconds) {
  if (milliseconds === null) return "–";
  if (milliseconds < 10) return `${trim(milliseconds.toFixed(1))} ms`;
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${trim((milliseconds / 1_000).toFixed(1))} s`;
  return `${trim((milliseconds / 60_000).toFixed(1))} min`;
}

/** @param {string} digits */
function trim(digits) {
  return digits.replace(/\.0$/, "");
}

/** @param {number} share from 0 to 1 */
export function percent(share) {
  // Rounded down, so that 99.96 % never reads as all.
  return `${trim((Math.floor(share * 1_000) / 10).toFixed(1))} %`;
}

/**
 * A share that is small, to a hundredth of a percent.
 *
 * @param {number} share from 0 to 1
 */
export function finePercent(share) {
  return `${(share * 100).toFixed(2).replace(/\.?0+$/, "")} %`;
}

/**
 * A time for {@link timeElement}; null if it is none that a calendar knows.
 *
 * @param {number | null} milliseconds Unix
 */
export function iso(milliseconds) {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** @param {number} bytes */
export function size(bytes) {
  return bytes < 1_024 ? `${bytes} B` : `${trim((bytes / 1_024).toFixed(1))} KB`;
}

/**
 * "12s ago", "in 3m".
 *
 * @param {string} iso
 * @param {number} now Unix milliseconds
 */
export function relative(iso, now) {
  const seconds = Math.round((Date.parse(iso) - now) / 1_000);
  if (seconds === 0) return "now";
  const [unit, length] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? UNITS[3];
  return RELATIVE.format(Math.trunc(seconds / length), unit);
}

/**
 * The exact time, to the millisecond.
 *
 * @param {string} iso
 */
export function utc(iso) {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().replace("T", " ").replace("Z", "")} UTC`;
}

/**
 * A relative time that keeps itself current, with the exact one as its title.
 *
 * @param {string | null} iso
 * @param {string} [none] shown where there is no time
 */
export function timeElement(iso, none = "–") {
  const element = h("time", { "data-none": none });
  setTime(element, iso);
  return element;
}

/**
 * @param {HTMLTimeElement} element
 * @param {string | null} iso
 */
export function setTime(element, iso) {
  if (iso === null) {
    element.removeAttribute("datetime");
    element.removeAttribute("title");
  } else if (element.getAttribute("datetime") !== iso) {
    element.setAttribute("datetime", iso);
    element.setAttribute("title", utc(iso));
  }
  refresh(element, Date.now());
}

/**
 * @param {HTMLTimeElement} element
 * @param {number} now
 */
function refresh(element, now) {
  const iso = element.getAttribute("datetime");
  const text = iso === null ? (element.getAttribute("data-none") ?? "") : relative(iso, now);
  if (element.textContent !== text) element.textContent = text;
}

/** Brings all relative times of the page up to date, once a second. */
export function keepTimesCurrent() {
  setInterval(() => {
    const now = Date.now();
    for (const element of document.querySelectorAll("time")) refresh(element, now);
  }, 1_000);
}
