// @ts-check
/** What came and this version does not know. */

import { fill, h, setText, uniqueId } from "../../shared/dom.js";
import { count, plural } from "../../shared/format.js";

/** @type {Record<import("../api.js").Finding["kind"], string>} */
const KINDS = {
  event_type: "Event type",
  field: "Field",
  value: "Value",
  form: "Other form",
};

/** A panel that is there when something was found. */
export function driftPanel() {
  const id = uniqueId();
  const body = h("tbody", {});
  const note = h("p", { class: "hint" });
  const heads = ["Unknown", "Where", "Sample", "Count"].map((name) => h("th", { scope: "col" }, name));
  const table = h(
    "table",
    { class: "count-table", "aria-labelledby": id },
    h("thead", {}, h("tr", {}, ...heads)),
    body,
  );
  const element = h("section", { class: "panel", hidden: true }, h("h2", { id }, "Drift"), note, table);
  return {
    element,
    /** @param {import("../api.js").Drift} drift */
    update: ({ compared, findings, left_out }) => {
      element.hidden = findings.length === 0;
      const more = left_out === 0 ? "" : ` ${plural(left_out, "more is", "more are")} not listed.`;
      const among = plural(compared, "delivery", "deliveries");
      setText(note, `Among ${among}. Letters and digits of samples are replaced.${more}`);
      fill(body, findings.map(row));
    },
  };
}

/** @param {import("../api.js").Finding} finding */
function row({ kind, type, member, sample, count: number }) {
  const where = member === "" ? type : `${type}: ${member}`;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, KINDS[kind]),
    h("td", { class: "break" }, where),
    h("td", { class: "break" }, h("code", {}, sample)),
    h("td", { class: "number" }, count(number)),
  );
}
