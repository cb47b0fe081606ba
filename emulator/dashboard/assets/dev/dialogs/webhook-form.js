// @ts-check
/** Creating and editing a webhook, and its secret. */

import { codeBlock } from "../../shared/components/code.js";
import { copyButton } from "../../shared/components/copy.js";
import { confirm, openDialog } from "../../shared/components/dialog.js";
import { field, form, refuse, toggle } from "../../shared/components/form.js";
import { toast, toastError } from "../../shared/components/toast.js";
import { h } from "../../shared/dom.js";
import { eventPicker } from "../components/event-picker.js";
import { webhookName } from "../store.js";

/** @typedef {import("../app.js").Context} Context */
/** @typedef {import("../api.js").Webhook} Webhook */

/** @param {Context} context */
export function createWebhook({ api, store }) {
  const dialog = openDialog("New webhook", "wide");
  const name = h("input", { type: "text", autocomplete: "off", autofocus: true, "data-field": "name" });
  const url = h("input", {
    type: "url",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "http://127.0.0.1:3000/webhooks",
    "data-field": "url",
  });
  const events = eventPicker(store.state.groups, []);
  const action = async () => {
    if (url.value.trim() === "") throw refuse("url", "Enter the URL of your receiver.");
    if (events.chosen().length === 0) throw refuse("events", "Choose one event at least.");
    const fields = { url: url.value.trim(), events: events.chosen(), name: name.value.trim() };
    const webhook = { ...(await api.createWebhook(fields)), name: fields.name };
    store.putWebhook(webhook);
    dialog.setTitle("Webhook created");
    dialog.show(
      h(
        "p",
        {},
        `${webhookName(webhook)} gets its events from now on. Your receiver needs this secret to verify them.`,
      ),
      secretBlock(webhook.secret),
      h("footer", {}, h("button", { type: "button", class: "button button-primary", onclick: dialog.close }, "Done")),
    );
  };
  dialog.show(
    form({
      content: [
        h(
          "div",
          { class: "columns" },
          field("Name", name, "Optional, for you to recognise it."),
          field(
            "Endpoint URL",
            url,
            "Where deliveries are posted. Plain HTTP is fine here; in production it is HTTPS.",
          ),
        ),
        events.element,
      ],
      buttons: [
        h("button", { type: "button", class: "button", onclick: dialog.close }, "Cancel"),
        h("button", { type: "submit", class: "button button-primary" }, "Create webhook"),
      ],
      action,
    }),
  );
}

/**
 * @param {Context} context
 * @param {Webhook} webhook
 */
export function editWebhook({ api, store }, webhook) {
  const dialog = openDialog("Edit webhook", "wide");
  const fixed = !store.state.allowUrlChange;
  const name = h("input", { type: "text", value: webhook.name ?? "", autocomplete: "off", "data-field": "name" });
  const url = h("input", {
    type: "url",
    value: webhook.url,
    readonly: fixed,
    spellcheck: "false",
    "data-field": "url",
  });
  const events = eventPicker(store.state.groups, webhook.events);
  const active = toggle("Enabled", { checked: webhook.isActive, hint: "A disabled webhook gets no new events." });
  const action = async () => {
    if (events.chosen().length === 0) throw refuse("events", "Choose one event at least.");
    const fields = { events: events.chosen(), isActive: active.input.checked, name: name.value.trim() };
    const changed = url.value.trim() !== webhook.url;
    const saved = await api.updateWebhook(webhook.id, changed ? { ...fields, url: url.value.trim() } : fields);
    store.putWebhook({ ...saved, name: fields.name });
    dialog.close();
    toast(`${webhookName({ ...saved, name: fields.name })} is saved.`);
  };
  const reveal = h("button", { type: "button", class: "button", onclick: () => showSecret() }, "Reveal secret");
  const secret = h("div", { class: "secret" }, reveal);
  const showSecret = async () => {
    try {
      secret.replaceChildren(secretBlock(await api.revealSecret(webhook.id)));
      secret.querySelector("input")?.focus();
    } catch (error) {
      toastError(error);
    }
  };
  const hint = fixed ? "It can't be changed: create another webhook with the new URL and delete this one." : undefined;
  dialog.show(
    form({
      content: [
        h("div", { class: "columns" }, field("Name", name), field("Endpoint URL", url, hint)),
        active.element,
        events.element,
        secret,
      ],
      buttons: [
        h("button", { type: "button", class: "button", onclick: dialog.close }, "Cancel"),
        h("button", { type: "submit", class: "button button-primary" }, "Save"),
      ],
      action,
    }),
  );
}

/**
 * @param {Context} context
 * @param {Webhook} webhook
 */
export async function revealSecret({ api }, webhook) {
  try {
    const secret = await api.revealSecret(webhook.id);
    const dialog = openDialog(`Secret of ${webhookName(webhook)}`);
    dialog.show(
      secretBlock(secret),
      h("footer", {}, h("button", { type: "button", class: "button", onclick: dialog.close }, "Close")),
    );
  } catch (error) {
    toastError(error);
  }
}

/**
 * @param {Context} context
 * @param {Webhook} webhook
 */
export async function setActive({ api, store }, webhook, isActive = !webhook.isActive) {
  try {
    store.putWebhook(await api.updateWebhook(webhook.id, { isActive }));
    toast(`${webhookName(webhook)} is ${isActive ? "enabled" : "disabled"}.`);
  } catch (error) {
    toastError(error);
  }
}

/**
 * @param {Context} context
 * @param {Webhook} webhook
 */
export async function deleteWebhook({ api, store }, webhook) {
  const name = webhookName(webhook);
  const text = `${webhook.url} gets no more deliveries, and the secret is gone. This can't be undone.`;
  if (!(await confirm({ title: `Delete ${name}?`, text, action: "Delete webhook" }))) return;
  try {
    await api.deleteWebhook(webhook.id);
    store.removeWebhook(webhook.id);
    toast(`${name} is deleted.`);
  } catch (error) {
    toastError(error);
  }
}

/** @param {string} secret */
function secretBlock(secret) {
  const input = h("input", {
    type: "text",
    readonly: true,
    value: secret,
    class: "mono",
    spellcheck: "false",
    autofocus: true,
  });
  input.addEventListener("focus", () => input.select());
  const labelled = field("Secret", input, "The whole text is the key, whsec_ included.");
  labelled.classList.add("with-copy");
  labelled.append(copyButton("Copy secret", () => secret));
  return h(
    "div",
    { class: "secret" },
    labelled,
    codeBlock("For your receiver", `export AUTOSEND_WEBHOOK_SECRET=${secret}`),
  );
}
