// @ts-check
/** Playing whole campaigns, and making things go wrong. */

import { field, form } from "../../shared/components/form.js";
import { toast, toastError } from "../../shared/components/toast.js";
import { h, setText } from "../../shared/dom.js";
import { count, plural } from "../../shared/format.js";
import { faultFields } from "../components/faults.js";

const LOOK_EVERY_MS = 1_000;

/** Shares of a campaign's emails, with their defaults. */
const RATES = /** @type {const} */ ([
  ["openRate", "Opened (%)", 40],
  ["clickRate", "Clicked (%)", 10],
  ["bounceRate", "Bounced (%)", 2],
  ["unsubscribeRate", "Unsubscribed (%)", 0.5],
  ["spamRate", "Reported as spam (%)", 0.1],
]);

/**
 * @param {import("../app.js").Context} context
 * @param {AbortSignal} signal
 */
export function scenariosView(context, signal) {
  return {
    title: "Scenarios",
    element: h(
      "div",
      {},
      h("header", { class: "view-header" }, h("h1", { tabindex: "-1" }, "Scenarios")),
      h("div", { class: "two-columns" }, campaign(context, signal), everyFault(context, signal)),
    ),
  };
}

/**
 * @param {import("../app.js").Context} context
 * @param {AbortSignal} signal
 */
function campaign({ api }, signal) {
  const number = (/** @type {string} */ name, /** @type {number | string} */ value, /** @type {number} */ max) =>
    h("input", { type: "number", min: 0, max, step: "any", value, inputmode: "decimal", "data-field": name });
  const emails = number("emails", 100, 100_000);
  const seconds = number("seconds", 30, 86_400);
  const seed = number("seed", "", Number.MAX_SAFE_INTEGER);
  const rates = RATES.map(([name, label, percent]) => ({ name, label, input: number(name, percent, 100) }));
  const progress = h("div", { class: "campaigns" });
  const action = async () => {
    const shares = rates.map(({ name, input }) => [name, (input.valueAsNumber || 0) / 100]);
    const fields = { scenario: "campaign", emails: emails.valueAsNumber || 0, ...Object.fromEntries(shares) };
    const { id } = await api.simulate({
      ...fields,
      ...(seconds.value === "" ? {} : { seconds: seconds.valueAsNumber }),
      ...(seed.value === "" ? {} : { seed: seed.valueAsNumber }),
    });
    toast(`A campaign of ${plural(emails.valueAsNumber, "email")} is on its way.`);
    progress.prepend(campaignProgress(api, id, signal));
  };
  return h(
    "section",
    { class: "panel", "aria-labelledby": "campaign" },
    h("h2", { id: "campaign" }, "Play a campaign"),
    h(
      "p",
      { class: "muted" },
      "Each email lives a life of its own: sent, delivered or bounced, perhaps opened, clicked, unsubscribed, in that order.",
    ),
    form({
      content: [
        h(
          "div",
          { class: "faults" },
          field("Emails", emails),
          ...rates.map(({ label, input }) => field(label, input)),
          field("Spread over (s)", seconds),
          field("Seed", seed, "The same seed plays the same campaign."),
        ),
      ],
      buttons: [h("button", { type: "submit", class: "button button-primary" }, "Play campaign")],
      action,
    }),
    progress,
  );
}

/**
 * How far a campaign is, kept current until it is over.
 *
 * @param {import("../api.js").Api} api
 * @param {string} id
 * @param {AbortSignal} signal
 */
function campaignProgress(api, id, signal) {
  const bar = h("progress", { "aria-label": "Events of the campaign that have happened" });
  const note = h("p", { class: "muted" });
  const look = async () => {
    const { total, remaining, deliveries } = await api.simulation(id);
    bar.max = Math.max(1, total);
    bar.value = total - remaining;
    const open = deliveries.pending + deliveries.retrying;
    const happened = `${count(total - remaining)} of ${plural(total, "event")}`;
    setText(
      note,
      `${happened}; ${count(deliveries.delivered)} delivered, ${count(deliveries.failed)} failed, ${count(open)} open`,
    );
    return remaining === 0 && open === 0;
  };
  const follow = async () => {
    // While the server is away there is nothing new; it goes on where it was.
    const over = await look().catch(() => false);
    if (!over && !signal.aborted) setTimeout(follow, LOOK_EVERY_MS);
  };
  follow();
  return h("div", {}, bar, note, h("a", { href: "#/deliveries" }, "Watch the deliveries"));
}

/**
 * @param {import("../app.js").Context} context
 * @param {AbortSignal} signal
 */
function everyFault({ api, store }, signal) {
  const section = h(
    "section",
    { class: "panel", "aria-labelledby": "faults" },
    h("h2", { id: "faults" }, "Faults for all webhooks"),
    h(
      "p",
      { class: "muted" },
      "Things that happen to a receiver sooner or later. Those of one webhook are in its card's menu.",
    ),
  );
  const load = async () => {
    try {
      const fields = faultFields(await api.faults());
      if (signal.aborted) return;
      const action = async () => {
        await api.setFaults(fields.values());
        toast("The faults are set.");
      };
      section.querySelector("form")?.remove();
      section.append(
        form({
          content: [fields.element],
          buttons: [
            h("button", { type: "button", class: "button", onclick: fields.clear }, "No faults"),
            h("button", { type: "submit", class: "button button-primary" }, "Set faults"),
          ],
          action,
        }),
      );
    } catch (error) {
      if (store.connected) toastError(error);
    }
  };
  // The server may have been away when this was opened.
  store.on("reload", () => section.querySelector("form") ?? load(), signal);
  load();
  return section;
}
