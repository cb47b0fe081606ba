// Runs in any runtime, without a test runner: the package loads, says which verifier is at work, and that one works.
import { backend, Deduplicator, EVENT_TYPES, Verifier, WebhookError, Webhooks } from "autosend-webhooks";
import { webhook } from "autosend-webhooks/fetch";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";

function check(what, holds) {
  if (!holds) throw new Error(`${what} does not hold`);
  console.log(`ok ${what}`);
}

check(`the verifier is ${process.env.EXPECTED_BACKEND}`, backend === process.env.EXPECTED_BACKEND);
check("there are events", EVENT_TYPES.includes("email.sent"));
check("errors have a class", new WebhookError("body_not_json") instanceof WebhookError);
check("a registry can be made without a secret", new Webhooks({ deduplicator: false }) instanceof Webhooks);

const verifier = new Verifier(TEST_SECRET);
const { body, headers } = signedRequest(eventOf("contact.deleted", { email: "zoë@example.org" }));
const delivery = verifier.verify(body, headers);
check("a signed request verifies", delivery.event.data.email === "zoë@example.org");
check("a repeat is recognised", [1, 2].map(recogniser(delivery)).join() === "first,in_progress");
const handler = webhook({ secret: TEST_SECRET });
const answer = await handler(new Request("http://localhost/", { method: "POST", headers, body }));
check("a fetch handler answers", answer.status === 200);
body[0] ^= 1;
let code;
try {
  verifier.verify(body, headers);
} catch (error) {
  code = error.code;
}
check("a changed body is refused", code === "signature_mismatch");

function recogniser(delivery) {
  const seen = new Deduplicator();
  return () => seen.admit(delivery).outcome;
}
