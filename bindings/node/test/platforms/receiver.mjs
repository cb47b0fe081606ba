// What bundlers bundle: receives a signed request and a forged one, and says what it answered and by which verifier.
import { backend, Verifier } from "autosend-webhooks";
import { webhook } from "autosend-webhooks/fetch";
import { webhook as listener } from "autosend-webhooks/node";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";

const types = [];
const receive = webhook({ secret: TEST_SECRET, answer: "after-handlers", onAny: (event) => types.push(event.type) });
const event = () => eventOf("contact.deleted", { email: "zoë@example.org" });

async function post(secret) {
  const request = signedRequest(event(), { secret });
  const response = await receive(new Request("http://localhost/webhooks", request));
  const { code = null } = await response.json();
  return [response.status, code];
}

async function main() {
  const answers = [await post(TEST_SECRET), await post("whsec_of_somebody_else")];
  const { body, headers } = signedRequest(event());
  const { digest } = new Verifier(TEST_SECRET).verify(body, headers);
  console.log(JSON.stringify({ backend, answers, types, digest: digest.length, listener: typeof listener }));
}

main();
