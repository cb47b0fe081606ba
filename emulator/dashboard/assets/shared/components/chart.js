// @ts-check
/** Charts over time as SVG, with the same numbers in a table for whoever does not see them. */

import { fill, h, s, setText, uniqueId } from "../dom.js";

const HEIGHT = 180;
const MARGIN = { top: 10, right: 8, bottom: 22, left: 52 };
const GRID_LINES = 4;
const MINUTE = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const MINUTES = new Intl.DateTimeFormat("en", MINUTE);
const HOURS = new Intl.DateTimeFormat("en", { ...MINUTE, day: "numeric", month: "short" });
/** Steps of days begin at midnight UTC. */
const DAYS = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const DAY_MS = 86_400_000;
const SECONDS = new Intl.DateTimeFormat("en", { ...MINUTE, second: "2-digit" });

/**
 * @typedef {object} Series
 * @property {string} name
 * @property {"success" | "failure" | "p50" | "p95" | "rate"} style a class of the style sheet
 * @property {(number | null)[]} values one for each time; null where there is none
 */

/**
 * @typedef {object} Data
 * @property {string[]} times ISO
 * @property {Series[]} series
 */

/**
 * @param {object} options
 * @param {string} options.title
 * @param {string} options.description for those who do not see the chart
 * @param {"bars" | "lines"} options.kind bars are stacked
 * @param {(value: number) => string} options.format
 * @param {number} [options.max] the top of the scale; by the data if it is not there
 * @param {number} [options.least] the least that the top by the data is
 */
export function chart(options) {
  const heading = uniqueId();
  const readout = h("p", { class: "chart-readout" });
  const legend = h("ul", { class: "legend" });
  const frame = h("div", { class: "chart-frame" });
  const table = h("table", {});
  const details = h(
    "details",
    {},
    h("summary", {}, "As a table"),
    h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-labelledby": heading }, table),
  );
  const element = h(
    "section",
    { class: "panel chart", "aria-labelledby": heading },
    h("header", {}, h("h2", { id: heading }, options.title), legend),
    readout,
    frame,
    details,
  );
  /** @type {Data} */
  let data = { times: [], series: [] };
  const draw = () => {
    if (frame.clientWidth > 0) fill(frame, drawing(options, data, frame.clientWidth, readout));
  };
  new ResizeObserver(draw).observe(frame);
  details.addEventListener("toggle", () => details.open && fillTable(table, data, options));
  return {
    element,
    /** @param {Data} next */
    update: (next) => {
      data = next;
      const names = data.series.map(({ name, style }) => h("li", { class: `swatch-${style}` }, name));
      if (legend.childElementCount === 0) fill(legend, ...names);
      setText(readout, reading(data, data.times.length - 1, options.format));
      draw();
      if (details.open) fillTable(table, data, options);
    },
  };
}

/**
 * @param {Parameters<typeof chart>[0]} options
 * @param {Data} data
 * @param {number} width
 * @param {HTMLElement} readout
 */
function drawing(options, data, width, readout) {
  const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const top = options.max ?? roundUp(highest(data, options.kind), options.least ?? 4);
  const step = inner.width / Math.max(1, data.times.length);
  const x = (/** @type {number} */ index) => MARGIN.left + index * step;
  const y = (/** @type {number} */ value) => MARGIN.top + inner.height * (1 - value / top);
  const title = uniqueId();
  const cursor = s("line", {
    class: "chart-cursor",
    y1: MARGIN.top,
    y2: MARGIN.top + inner.height,
    visibility: "hidden",
  });
  const marks = options.kind === "bars" ? bars(data, x, y, step) : lines(data, (index) => x(index) + step / 2, y);
  const element = s(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-labelledby": title },
    s("title", { id: title }, `${options.title}. ${options.description}`),
    s("g", { class: "chart-grid" }, ...grid(top, y, width, options.format)),
    s("g", { class: "chart-times" }, ...timeLabels(data.times, x, step, inner.width)),
    ...marks,
    cursor,
  );
  element.addEventListener("pointermove", (event) => {
    const index = Math.floor((event.offsetX - MARGIN.left) / step);
    if (index < 0 || index >= data.times.length) return;
    const middle = x(index) + step / 2;
    cursor.setAttribute("x1", String(middle));
    cursor.setAttribute("x2", String(middle));
    cursor.setAttribute("visibility", "visible");
    setText(readout, reading(data, index, options.format));
  });
  element.addEventListener("pointerleave", () => {
    cursor.setAttribute("visibility", "hidden");
    setText(readout, reading(data, data.times.length - 1, options.format));
  });
  return element;
}

/**
 * @param {number} top
 * @param {(value: number) => number} y
 * @param {number} width
 * @param {(value: number) => string} format
 */
function* grid(top, y, width, format) {
  for (let line = 0; line <= GRID_LINES; line += 1) {
    const value = (top * line) / GRID_LINES;
    yield s("line", { x1: MARGIN.left, x2: width - MARGIN.right, y1: y(value), y2: y(value) });
    if (line % 2 === 0) yield s("text", { x: MARGIN.left - 8, y: y(value) + 4, "text-anchor": "end" }, format(value));
  }
}

/**
 * @param {string[]} times
 * @param {(index: number) => number} x
 * @param {number} step
 * @param {number} width
 */
function* timeLabels(times, x, step, width) {
  const every = Math.max(1, Math.ceil(times.length / Math.max(2, Math.floor(width / 90))));
  for (let index = 0; index < times.length; index += every) {
    const anchor = index === 0 ? "start" : "middle";
    yield s("text", { x: x(index) + step / 2, y: HEIGHT - 6, "text-anchor": anchor }, clock(times, index));
  }
}

/**
 * @param {Data} data
 * @param {(index: number) => number} x
 * @param {(value: number) => number} y
 * @param {number} step
 */
function bars({ times, series }, x, y, step) {
  const gap = step > 4 ? 1 : 0;
  const base = times.map(() => 0);
  return series.map(({ style, values }) => {
    const rectangles = values.map((value, index) => {
      if (value === null || value === 0) return null;
      const from = base[index] ?? 0;
      base[index] = from + value;
      return s("rect", {
        x: x(index),
        width: Math.max(1, step - gap),
        y: y(from + value),
        height: y(from) - y(from + value),
      });
    });
    return s("g", { class: `chart-bars fill-${style}` }, ...rectangles);
  });
}

/**
 * @param {Data} data
 * @param {(index: number) => number} x
 * @param {(value: number) => number} y
 */
function lines({ series }, x, y) {
  return series.map(({ style, values }) => {
    let path = "";
    let pen = "M";
    values.forEach((value, index) => {
      if (value === null) return;
      // A lone value would be no line: one of no length shows as a dot.
      path += `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}${pen === "M" ? "h0" : ""}`;
      pen = "L";
    });
    return s("path", { class: `chart-line stroke-${style}`, d: path });
  });
}

/**
 * @param {Data} data
 * @param {"bars" | "lines"} kind
 */
function highest({ times, series }, kind) {
  const at = (/** @type {number} */ index) => {
    const values = series.map(({ values }) => values[index] ?? 0);
    return kind === "bars" ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  };
  return times.reduce((top, _, index) => Math.max(top, at(index)), 0);
}

/**
 * The next number with one digit that people count in: 1, 2, 4 or 8 times a power of ten.
 *
 * @param {number} value
 * @param {number} least
 */
function roundUp(value, least) {
  if (value <= least) return least;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

/**
 * @param {Data} data
 * @param {number} index
 * @param {(value: number) => string} format
 */
function reading({ times, series }, index, format) {
  if (times[index] === undefined) return "";
  const parts = series.map(({ name, values }) => `${name} ${show(values[index], format)}`);
  return `${clock(times, index)}: ${parts.join(", ")}`;
}

/**
 * @param {number | null | undefined} value
 * @param {(value: number) => string} format
 */
function show(value, format) {
  return value === null || value === undefined ? "–" : format(value);
}

/**
 * A time as exact as its neighbours need it.
 *
 * @param {string[]} times
 * @param {number} index
 */
function clock(times, index) {
  const at = (/** @type {number} */ each) => Date.parse(times[each] ?? "");
  const step = at(1) - at(0);
  if (step >= DAY_MS) return DAYS.format(at(index));
  if (at(times.length - 1) - at(0) > DAY_MS) return HOURS.format(at(index));
  return (step < 60_000 ? SECONDS : MINUTES).format(at(index));
}

/**
 * @param {HTMLTableElement} table
 * @param {Data} data
 * @param {Parameters<typeof chart>[0]} options
 */
function fillTable(table, { times, series }, { title, format }) {
  const used = times.map((_, index) => index).filter((index) => series.some(({ values }) => values[index]));
  fill(
    table,
    h("caption", {}, `${title}, times with deliveries only`),
    h(
      "thead",
      {},
      h("tr", {}, h("th", { scope: "col" }, "From"), ...series.map(({ name }) => h("th", { scope: "col" }, name))),
    ),
    h(
      "tbody",
      {},
      ...used
        .reverse()
        .map((index) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, clock(times, index)),
            ...series.map(({ values }) => h("td", {}, show(values[index], format))),
          ),
        ),
    ),
  );
}
