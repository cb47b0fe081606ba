// @ts-check

import { openDialog } from "../components/dialog.js";
import { faultFields } from "../components/faults.js";
import { form } from "../components/form.js";
import { toast, toastError } from "../components/toast.js";
import { h } from "../dom.js";
import { webhookName } from "../store.js";

/**
 * @param {import("../app.js").Context} context
 * @param {import("../api.js").Webhook} webhook
 */
export async function editFaults({ api }, webhook) {
  try {
    const fields = faultFields(await api.faults(webhook.id));
    const dialog = openDialog(`Faults of ${webhookName(webhook)}`, "wide");
    const action = async () => {
      await api.setFaults(webhook.id, fields.values());
      dialog.close();
      toast("The faults are set.");
    };
    dialog.show(
      form({
        content: [h("p", {}, "How often each of these happens to what this webhook gets."), fields.element],
        buttons: [
          h("button", { type: "button", class: "button", onclick: fields.clear }, "No faults"),
          h("button", { type: "submit", class: "button button-primary" }, "Set faults"),
        ],
        action,
      }),
    );
  } catch (error) {
    toastError(error);
  }
}
