// @ts-check

import { toggle } from "../../shared/components/form.js";
import { h } from "../../shared/dom.js";

const ID = "event-picker";

/** @typedef {import("../api.js").EmulatorState["groups"][number]} Group */

/**
 * Toggles for all events, in groups.
 *
 * @param {Group[]} groups
 * @param {string[]} chosen
 */
export function eventPicker(groups, chosen) {
  const error = h("p", { class: "field-error", id: `${ID}-error` });
  const sets = groups.map((group) => eventGroup(group, chosen));
  const picker = h(
    "div",
    {
      id: ID,
      class: "event-picker",
      role: "group",
      "aria-label": "Events",
      "aria-describedby": error.id,
      tabindex: "-1",
      "data-field": "events",
    },
    ...sets.map(({ element }) => element),
  );
  const changed = () => {
    error.textContent = "";
    picker.removeAttribute("aria-invalid");
  };
  picker.addEventListener("change", changed);
  picker.addEventListener("click", changed);
  return { element: h("div", {}, picker, error), chosen: () => sets.flatMap((set) => set.chosen()) };
}

/**
 * @param {Group} group
 * @param {string[]} chosen
 */
function eventGroup({ name, events }, chosen) {
  const toggles = events.map(({ type, title, documented }) => {
    const hint = documented ? title : `${title} (not documented by AutoSend)`;
    return { type, ...toggle(type, { checked: chosen.includes(type), hint }) };
  });
  const all = h("button", { type: "button", class: "link-button", onclick: changeAll });
  function changeAll() {
    const on = toggles.some(({ input }) => !input.checked);
    for (const { input } of toggles) input.checked = on;
    showAll();
  }
  function showAll() {
    const everything = toggles.every(({ input }) => input.checked);
    all.textContent = everything ? "None" : "All";
    all.setAttribute("aria-label", everything ? `None of the ${name} events` : `All ${name} events`);
  }
  showAll();
  const legend = h("legend", {}, name.charAt(0).toUpperCase() + name.slice(1));
  return {
    element: h(
      "fieldset",
      { class: "event-group", onchange: showAll },
      legend,
      all,
      ...toggles.map(({ element }) => element),
    ),
    chosen: () => toggles.filter(({ input }) => input.checked).map(({ type }) => type),
  };
}
