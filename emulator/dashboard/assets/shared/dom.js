// @ts-check
/**
 * Building and updating elements. Nothing here reads markup: whatever comes from a payload ends up as text.
 */

/** @typedef {Node | string | number | null | undefined | false} Child */
/** @typedef {Record<string, unknown>} Props */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Makes an HTML element. `on…` props become listeners, `true` an empty attribute, null and false none.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Props} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 * @example h("button", { type: "button", onclick: send }, "Send")
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  setProps(element, props);
  element.append(...nodes(children));
  return element;
}

/**
 * Makes an SVG element, like {@link h}.
 *
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Props} [props]
 * @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function s(tag, props = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  setProps(element, props);
  element.append(...nodes(children));
  return /** @type {SVGElementTagNameMap[T]} */ (element);
}

/**
 * @param {Element} element
 * @param {Props} props
 */
function setProps(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
}

/**
 * @param {(Child | Child[])[]} children
 * @returns {(Node | string)[]}
 */
function nodes(children) {
  const kept = [];
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue;
    kept.push(child instanceof Node ? child : String(child));
  }
  return kept;
}

/**
 * Puts other children into an element.
 *
 * @param {Element} element
 * @param {...(Child | Child[])} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
}

/**
 * Sets text, touching the document only where it changes.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Shows a list of items and keeps the elements of those that stay, so that focus and selection survive an update.
 *
 * @template Item
 * @param {Element} parent
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => { element: Element, update(item: Item): void }} create
 * @returns {(items: Item[]) => void}
 */
export function keyedList(parent, keyOf, create) {
  /** @type {Map<string, { element: Element, update(item: Item): void, item: Item }>} */
  let rows = new Map();
  return (items) => {
    /** @type {typeof rows} */
    const next = new Map();
    for (const item of items) {
      const key = keyOf(item);
      const row = rows.get(key) ?? { ...create(item), item };
      if (row.item !== item) {
        row.update(item);
        row.item = item;
      }
      next.set(key, row);
    }
    for (const [key, row] of rows) if (!next.has(key)) row.element.remove();
    rows = next;
    let cursor = parent.firstElementChild;
    for (const { element } of rows.values()) {
      if (element === cursor) cursor = cursor.nextElementSibling;
      else parent.insertBefore(element, cursor);
    }
  };
}

let lastId = 0;

/** An id for an element that a label or a description refers to. */
export function uniqueId() {
  lastId += 1;
  return `id-${lastId}`;
}
