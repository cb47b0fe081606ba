// What the types promise. It is compiled, never run: a line that is wrong does not compile, and a `@ts-expect-error`
// whose line is right does not either.
import {
  type BounceType,
  type ContactEvent,
  type Delivery,
  type EmailEvent,
  type Event,
  type EventOf,
  type EventType,
  isContactEvent,
  isEmailEvent,
  isTypedEvent,
  type TypedEvent,
  Verifier,
  WebhookError,
  Webhooks,
} from "autosend-webhooks";
import { eventOf } from "autosend-webhooks/testing";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function is<_T extends true>(): void {}

declare const delivery: Delivery;
const { event } = delivery;

// All types, and no other, without a default.
function exhaustive(event: Event): string {
  switch (event.type) {
    case "email.sent":
    case "email.delivered":
    case "email.opened":
      return event.data.to.email;
    case "email.clicked":
      return event.data.clickedUrl ?? "";
    case "email.deferred":
      return event.data.expirationTime ?? "";
    case "email.bounced":
      return event.data.reason ?? "";
    case "email.spam_reported":
      return event.data.complaintType ?? "";
    case "email.unsubscribed":
    case "email.group_unsubscribed":
    case "email.group_resubscribed":
      return event.data.emailId ?? "";
    case "contact.created":
    case "contact.updated":
    case "contact.deleted":
      return event.data.email ?? "";
    case "email.received":
      return event.data.from.email + event.data.attachments.map((file) => file.filename).join();
    case "unknown":
      return event.eventType;
    case "invalid":
      return event.reason;
    default:
      return event satisfies never;
  }
}
exhaustive(event);

is<Equal<TypedEvent["type"], EventType>>();
is<
  Equal<
    EventOf<"email.received">["data"]["from"],
    { readonly email: string; readonly name?: string | null } & {}
  > extends boolean
    ? true
    : never
>();

// Narrowing gives exact types.
if (event.type === "email.bounced") {
  is<Equal<typeof event, EventOf<"email.bounced">>>();
  is<Equal<typeof event.data.test, boolean>>();
  is<Equal<typeof event.data.from, string>>();
  is<Equal<typeof event.data.campaignId, string | null | undefined>>();
  is<Equal<typeof event.data.bounceType, BounceType | null | undefined>>();
  // @ts-expect-error an e-mail event has no contact
  event.data.contactId;
  // @ts-expect-error events are read only
  event.data.from = "";
}
if (event.type === "unknown") {
  is<Equal<typeof event.data, unknown>>();
  is<Equal<typeof event.eventType, string>>();
}
// @ts-expect-error a name that is no type
if (event.type === "email.dropped") event;
// @ts-expect-error not before it is narrowed
event.data.to;

// Open enums take any text and still complete the known ones.
const known: BounceType = "Permanent";
const other: BounceType = "Something new";
// @ts-expect-error but nothing else
const wrong: BounceType = 1;
void [known, other, wrong];

// Guards.
if (isEmailEvent(event)) is<Equal<typeof event, EmailEvent>>();
if (isContactEvent(event)) is<Equal<typeof event, ContactEvent>>();
if (isTypedEvent(event)) is<Equal<typeof event, TypedEvent>>();
is<Equal<Extract<EmailEvent, { type: "contact.created" | "email.received" }>, never>>();

// The registry knows each handler's event.
new Webhooks({
  secret: () => process.env["SECRET"],
  handlers: { "contact.updated": (event) => event.data.changedFields?.join() },
  onAny: (event, delivery) => [event.createdAt, delivery.id],
})
  .on("email.clicked", (event, delivery) => {
    is<Equal<typeof event, EventOf<"email.clicked">>>();
    is<Equal<typeof delivery, Delivery<EventOf<"email.clicked">>>>();
  })
  .on(["email.sent", "contact.deleted"], (event) => {
    is<Equal<typeof event.type, "email.sent" | "contact.deleted">>();
  })
  .onUnknown((event) => event.eventType)
  // @ts-expect-error no such type
  .on("email.dropped", () => {});

// Bodies and headers.
const verifier = new Verifier(["a", "b"], { toleranceMs: null, strict: true });
verifier.verify(Buffer.from(""), new Headers());
verifier.verify(new ArrayBuffer(0), { "x-webhook-event": ["a"] });
verifier.verify(new Uint8Array(), [["X-Webhook-Event", "a"]]);
verifier.verify(new Uint8Array(), new Map([["X-Webhook-Event", "a"]]));
declare const incoming: import("node:http").IncomingMessage;
verifier.verify(new Uint8Array(), incoming.headers);
verifier.verify(new Uint8Array(), incoming.rawHeaders);
// @ts-expect-error a parsed body
verifier.verify({ type: "email.sent" }, incoming.headers);
// @ts-expect-error no such option
new Verifier("a", { tolerance: 1 });

// Errors.
try {
  verifier.verify(new Uint8Array(), {});
} catch (error) {
  if (error instanceof WebhookError) {
    is<Equal<typeof error.status, number>>();
    // @ts-expect-error no such code
    if (error.code === "bad_signature") throw error;
  }
}

eventOf("contact.deleted", { email: "a@b.example" });
// @ts-expect-error incomplete
eventOf("email.sent", { emailId: "1" });
