// @ts-check

import { field } from "../../shared/components/form.js";
import { h } from "../../shared/dom.js";

/** What can be made to go wrong: its name in the API, its label and what a good receiver does about it. */
const FAULTS = [
  ["duplicate", "Duplicate", "Sent once more after a 2xx, with the same delivery id."],
  ["reorder", "Reorder", "Overtaken by later events. Go by createdAt."],
  ["drop", "Drop connection", "Cut off in the middle. A retry follows."],
  ["rotationTwin", "Rotation twin", "Sent once more, signed with another secret. Configure both."],
  ["unknownType", "Unknown type", "An event type that does not exist yet. Answer 2xx."],
  ["extraFields", "Extra fields", "More fields than documented. Ignore them."],
  ["staleTimestamp", "Stale timestamp", "Ten minutes old. Refuse it."],
  ["badSignature", "Bad signature", "Signed with a wrong secret. Refuse it."],
];

/**
 * Fields for the faults: shares in percent, and a delay.
 *
 * @param {import("../api.js").Faults} faults
 */
export function faultFields(faults) {
  /** @type {Map<string, HTMLInputElement>} */
  const inputs = new Map();
  const controls = FAULTS.map(([name = "", label = "", hint]) => {
    const input = numberInput(Math.round((faults[name] ?? 0) * 1_000) / 10, 100, name);
    inputs.set(name, input);
    return field(`${label} (%)`, input, hint);
  });
  const delay = numberInput(faults["delayMs"] ?? 0, 3_600_000, "delayMs");
  controls.push(field("Delay (ms)", delay, "Each delivery is sent this much later."));
  return {
    element: h("div", { class: "faults" }, ...controls),
    /** @returns {import("../api.js").Faults} */
    values: () => {
      const shares = [...inputs].map(([name, input]) => [name, (input.valueAsNumber || 0) / 100]);
      return Object.fromEntries([...shares, ["delayMs", delay.valueAsNumber || 0]]);
    },
    clear: () => {
      for (const input of [...inputs.values(), delay]) input.value = "0";
    },
  };
}

/**
 * @param {number} value
 * @param {number} max
 * @param {string} name
 */
function numberInput(value, max, name) {
  return h("input", { type: "number", min: 0, max, step: "any", value, inputmode: "decimal", "data-field": name });
}

/** @param {import("../api.js").Faults} faults */
export function anyFault(faults) {
  return Object.values(faults).some((value) => value > 0);
}
