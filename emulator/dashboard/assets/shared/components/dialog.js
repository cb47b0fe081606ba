// @ts-check
import { fill, h, uniqueId } from "../dom.js";
import { icon } from "./icon.js";

/**
 * A modal dialog: the platform traps the focus, closes on Escape and gives the focus back.
 *
 * @param {string} title
 * @param {"narrow" | "wide"} [width]
 */
export function openDialog(title, width = "narrow") {
  const id = uniqueId();
  const heading = h("h2", { id, tabindex: "-1" }, title);
  const body = h("div", { class: "dialog-body" });
  const opener = document.activeElement;
  const close = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": "Close", title: "Close" },
    icon("close"),
  );
  const element = h(
    "dialog",
    { class: `dialog dialog-${width}`, "aria-labelledby": id },
    h("header", {}, heading, close),
    body,
  );
  close.addEventListener("click", () => element.close());
  element.addEventListener("close", () => {
    element.remove();
    // It may be gone by now, as a deleted webhook's button is.
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  });
  document.body.append(element);
  element.showModal();
  return {
    element,
    close: () => element.close(),
    /** @param {string} text */
    setTitle: (text) => fill(heading, text),
    /** @param {...(import("../dom.js").Child | import("../dom.js").Child[])} children */
    show: (...children) => {
      fill(body, ...children);
      const first = body.querySelector("[autofocus]");
      if (first instanceof HTMLElement) first.focus();
      else heading.focus();
    },
  };
}

/**
 * Asks before something that can't be undone.
 *
 * @param {object} question
 * @param {string} question.title
 * @param {string} question.text
 * @param {string} question.action the words on the button that does it
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, action }) {
  return new Promise((resolve) => {
    const dialog = openDialog(title);
    let agreed = false;
    const agree = () => {
      agreed = true;
      dialog.close();
    };
    dialog.element.addEventListener("close", () => resolve(agreed));
    dialog.show(
      h("p", {}, text),
      h(
        "footer",
        {},
        h("button", { type: "button", class: "button", autofocus: true, onclick: dialog.close }, "Cancel"),
        h("button", { type: "button", class: "button button-danger", onclick: agree }, action),
      ),
    );
  });
}
