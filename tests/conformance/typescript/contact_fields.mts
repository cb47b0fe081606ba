// Compiles only if the contact fields of the generated package have their types.
import { type ContactCreatedData, Verifier } from "./dist/index.js";

export const data: ContactCreatedData = {
  plan: "pro",
  seats: 12,
  lifetimeValue: 1249.5,
  newsletter: true,
  tags: ["beta"],
  renewsAt: null,
};

// @ts-expect-error: it is text
export const wrong: ContactCreatedData = { plan: 1 };

export function plan(verifier: Verifier, body: Uint8Array, headers: Headers): string | null | undefined {
  const { event } = verifier.verify(body, headers);
  return event.type === "contact.created" || event.type === "contact.updated" ? event.data.plan : undefined;
}
