// What each test environment does with the package: a signed request is accepted, a forged one refused.
export function receives({ Verifier, WebhookError, Deduplicator }, { eventOf, signedRequest, TEST_SECRET }) {
  const verifier = new Verifier(TEST_SECRET);
  const { body, headers } = signedRequest(eventOf("contact.deleted", { email: "zoë@example.org" }));
  const delivery = verifier.verify(body, headers);
  const seen = new Deduplicator();
  seen.admit(delivery);
  const code = (request) => {
    try {
      verifier.verify(request, headers);
      return "accepted";
    } catch (error) {
      return error instanceof WebhookError ? error.code : `${error}`;
    }
  };
  const forged = Uint8Array.from(body);
  forged[0] ^= 1;
  return {
    email: delivery.event.data.email,
    text: JSON.parse(delivery.text).data.email,
    digest: delivery.digest.length,
    buffer: code(typeof Buffer === "undefined" ? body : Buffer.from(body)),
    forged: code(forged),
  };
}

export const EXPECTED = {
  email: "zoë@example.org",
  text: "zoë@example.org",
  digest: 64,
  buffer: "accepted",
  forged: "signature_mismatch",
};
