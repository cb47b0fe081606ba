// @ts-check
/** Rows of a table that open something: by the keyboard, and by a click anywhere on them. */

/**
 * The arrow keys move between the links of rows.
 *
 * @param {HTMLElement} body of the table
 */
export function moveByArrows(body) {
  body.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const here = document.activeElement?.closest("tr");
    const there = event.key === "ArrowDown" ? here?.nextElementSibling : here?.previousElementSibling;
    const link = there?.querySelector("a");
    if (!link) return;
    event.preventDefault();
    link.focus();
  });
}

/**
 * The whole row can be clicked; its link is what keyboards and screen readers use.
 *
 * @param {HTMLElement} row
 * @param {HTMLAnchorElement} link
 * @param {() => void} open
 */
export function opensByClick(row, link, open) {
  const choose = (/** @type {Event} */ event) => {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    open();
  };
  link.addEventListener("click", choose);
  row.addEventListener("click", (event) => {
    if (!event.defaultPrevented && getSelection()?.isCollapsed !== false) choose(event);
  });
}
