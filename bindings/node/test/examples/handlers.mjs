import assert from "node:assert/strict";
import { webhook } from "autosend-webhooks/fetch";
// region: test
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";

process.env.AUTOSEND_WEBHOOK_SECRET = TEST_SECRET;
const POST = webhook({ onAny: (event) => contacts.push(event.data.email) });
const contacts = [];

const request = signedRequest(eventOf("contact.deleted", { email: "ada@example.org" }));
const response = await POST(new Request("http://localhost/webhooks", request));

assert.equal(response.status, 200);
assert.deepEqual(contacts, ["ada@example.org"]);
// endregion
