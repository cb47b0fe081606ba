// @ts-check
/** Sending any event, with a payload to edit. */

import { openDialog } from "../../shared/components/dialog.js";
import { field, form, option, refuse } from "../../shared/components/form.js";
import { toast } from "../../shared/components/toast.js";
import { fill, h } from "../../shared/dom.js";
import { plural } from "../../shared/format.js";
import { memberText, tokens } from "../../shared/json-text.js";
import { anyFault, faultFields } from "../components/faults.js";
import { webhookName } from "../store.js";

const MOST_AT_ONCE = 10_000;

/** @typedef {{ type?: string, webhookId?: string, generation?: number, data?: string }} Prefilled */

/**
 * @param {import("../app.js").Context} context
 * @param {Prefilled} [prefilled] `data` as JSON text; the sample of the type without it
 */
export function sendEvent({ api, store }, prefilled = {}) {
  const dialog = openDialog("Send an event", "wide");
  const type = typeSelect(store.state, prefilled.type);
  const target = targetSelect(store, type, prefilled.webhookId);
  const generation = h("select", { "data-field": "generation" });
  const chosen = prefilled.generation ?? store.state.generation;
  generation.append(
    option("2", "Current (type, createdAt)", chosen === 2),
    option("1", "First (event, timestamp)", chosen === 1),
  );
  const count = h("input", { type: "number", min: 1, max: MOST_AT_ONCE, value: 1, "data-field": "count" });
  const payload = h("textarea", {
    class: "mono",
    rows: 12,
    spellcheck: "false",
    autocomplete: "off",
    "data-field": "data",
  });
  const faults = faultFields({});

  const fetchSample = async () => {
    const answer = await api.sample(type.value, Number(generation.value)).catch(() => null);
    const data = answer === null ? null : memberText(memberText(answer, "data") ?? "", "data");
    payload.value = indented(data ?? "{}");
    payload.dispatchEvent(new Event("input"));
  };
  // Whoever sends at once means the sample that is on its way.
  let loading = Promise.resolve();
  const loadSample = () => {
    loading = fetchSample();
  };
  const reset = h("button", { type: "button", class: "link-button", onclick: loadSample }, "Reset to the sample");
  if (prefilled.data === undefined) loadSample();
  else payload.value = indented(prefilled.data);
  type.addEventListener("change", () => {
    target.refresh();
    loadSample();
  });
  generation.addEventListener("change", loadSample);

  const action = async () => {
    await loading;
    const data = payload.value.trim();
    try {
      JSON.parse(data);
    } catch (error) {
      throw refuse("data", `This is not JSON: ${error instanceof Error ? error.message : error}`);
    }
    if (!data.startsWith("{")) throw refuse("data", "The data of an event is a JSON object.");
    /** @type {import("../api.js").NewEvent} */
    const event = { type: type.value, data, generation: Number(generation.value), count: count.valueAsNumber || 1 };
    if (target.select.value !== "") event.webhookId = target.select.value;
    if (anyFault(faults.values())) event.faults = faults.values();
    const ids = await api.sendEvent(event);
    dialog.close();
    announce(ids, type.value);
  };

  const labelled = field("Payload (data)", payload, "Sent as you type it: numbers and escapes keep their spelling.");
  labelled.append(reset);
  dialog.show(
    form({
      content: [
        h("div", { class: "columns" }, field("Event", type), field("To", target.select)),
        h("div", { class: "columns" }, field("Generation of the format", generation), field("How many", count)),
        labelled,
        h("details", {}, h("summary", {}, "Faults on the way"), faults.element),
      ],
      buttons: [
        h("button", { type: "button", class: "button", onclick: dialog.close }, "Cancel"),
        h("button", { type: "submit", class: "button button-primary" }, "Send event"),
      ],
      action,
    }),
  );
}

/**
 * @param {string[]} ids
 * @param {string} type
 */
function announce(ids, type) {
  const [first] = ids;
  if (first === undefined) {
    toast(`No enabled webhook is subscribed to ${type}: nothing was sent.`, "bad");
    return;
  }
  const href = ids.length === 1 ? `#/deliveries/${encodeURIComponent(first)}` : "#/deliveries";
  toast(`${plural(ids.length, "delivery", "deliveries")} queued.`, "good", h("a", { href }, "Show"));
}

/**
 * @param {import("../api.js").EmulatorState} state
 * @param {string} [chosen]
 */
function typeSelect(state, chosen) {
  const select = h("select", { autofocus: true, "data-field": "type" });
  for (const { name, events } of state.groups) {
    const options = events.map(({ type }) => option(type, type, type === chosen));
    select.append(h("optgroup", { label: name }, ...options));
  }
  return select;
}

/**
 * @param {import("../store.js").Store} store
 * @param {HTMLSelectElement} type
 * @param {string} [chosen]
 */
function targetSelect(store, type, chosen = "") {
  const select = h("select", { "data-field": "webhookId" });
  const refresh = () => {
    const selected = select.value || chosen;
    const subscribed = [...store.webhooks.values()].filter((webhook) => webhook.events.includes(type.value));
    const enabled = subscribed.filter((webhook) => webhook.isActive);
    fill(
      select,
      option("", `All that are enabled and subscribed (${enabled.length})`),
      ...subscribed.map((webhook) =>
        option(webhook.id, `${webhookName(webhook)} – ${webhook.url}`, webhook.id === selected),
      ),
    );
  };
  refresh();
  return { select, refresh };
}

/** @param {string} json */
function indented(json) {
  return (
    tokens(json)
      ?.map(({ text }) => text)
      .join("") ?? json
  );
}
