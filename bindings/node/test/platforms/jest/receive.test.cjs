// Run by jest, in the environment and under the conditions that jest.config.cjs names.
const { backend, ...library } = require("autosend-webhooks");
const testing = require("autosend-webhooks/testing");
const { EXPECTED, receives } = require("../receives.mjs");

test("a signed request verifies, a forged one is refused", () => {
  expect(receives(library, testing)).toEqual(EXPECTED);
  expect(backend).toBe(globalThis.EXPECTED_BACKEND);
});

test("the environment is the one that is meant", () => {
  expect(typeof window).toBe(globalThis.EXPECTED_WINDOW);
  if (globalThis.EXPECTED_WINDOW === "object") expect(typeof TextDecoder).toBe("undefined");
});

test("a registry from before the modules were reset keeps its handlers", async () => {
  const { Webhooks, WebhookError, Verifier } = library;
  const types = [];
  const webhooks = new Webhooks({ secret: testing.TEST_SECRET, onAny: (event) => types.push(event.type) });
  jest.resetModules();
  const again = require("autosend-webhooks");
  expect(again.Webhooks).not.toBe(Webhooks);
  expect(webhooks).toBeInstanceOf(again.Webhooks);
  expect(new Verifier(testing.TEST_SECRET)).toBeInstanceOf(again.Verifier);
  expect(new WebhookError("body_not_json")).toBeInstanceOf(again.WebhookError);
  const { webhook } = require("autosend-webhooks/lambda");
  const { body, headers } = testing.signedRequest(testing.eventOf("contact.deleted", { email: "a@example.org" }));
  const answer = await webhook(webhooks)({ httpMethod: "POST", headers, body: Buffer.from(body).toString() });
  expect(answer.statusCode).toBe(200);
  expect(types).toEqual(["contact.deleted"]);
});
