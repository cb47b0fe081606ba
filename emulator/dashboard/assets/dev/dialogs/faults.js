// @ts-check
import { codeBlock } from "../../shared/components/code.js";
import { openDialog } from "../../shared/components/dialog.js";
import { form } from "../../shared/components/form.js";
import { toast, toastError } from "../../shared/components/toast.js";
import { h } from "../../shared/dom.js";
import { faultFields } from "../components/faults.js";
import { webhookName } from "../store.js";

/**
 * @param {import("../app.js").Context} context
 * @param {import("../api.js").Webhook} webhook
 */
export async function editFaults({ api }, webhook) {
  try {
    const faults = await api.webhookFaults(webhook.id);
    const fields = faultFields(faults);
    const dialog = openDialog(`Faults of ${webhookName(webhook)}`, "wide");
    const set = async (/** @type {import("../api.js").Faults | null} */ next) => {
      await api.setWebhookFaults(webhook.id, next);
      dialog.close();
      toast(next === null ? "The faults of all webhooks count here." : "The faults are set.");
    };
    const inherit = () => set(null).catch(toastError);
    const now = faults.inherited ? "Now those of all webhooks count." : "Now it has its own.";
    dialog.show(
      form({
        content: [
          h("p", {}, `How often each of these happens to what this webhook gets. ${now}`),
          fields.element,
          codeBlock("The rotation twin's secret", faults.twinSecret),
        ],
        buttons: [
          h("button", { type: "button", class: "button", onclick: inherit }, "Like all webhooks"),
          h("button", { type: "button", class: "button", onclick: fields.clear }, "No faults"),
          h("button", { type: "submit", class: "button button-primary" }, "Set faults"),
        ],
        action: () => set(fields.values()),
      }),
    );
  } catch (error) {
    toastError(error);
  }
}
