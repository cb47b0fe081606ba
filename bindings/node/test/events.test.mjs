// Events: their data, both generations, unknown and invalid ones, guards; and that they are what JSON.parse makes of the body.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  EVENT_TYPES,
  EVENTS,
  isContactEvent,
  isEmailEvent,
  isEventType,
  isInboundEvent,
  isTypedEvent,
  Verifier,
} from "autosend-webhooks";
import { eventSchema } from "autosend-webhooks/schema";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";
import { payload } from "./support/vectors.mjs";

const verifier = new Verifier(TEST_SECRET);
const strict = new Verifier(TEST_SECRET, { strict: true });

function receive(body, by = verifier) {
  const request = signedRequest(body);
  return by.verify(request.body, request.headers);
}

for (const type of EVENT_TYPES) {
  test(`${type}: the event is the body`, async () => {
    const body = await payload("current", type);
    const { event, generation, text } = receive(body);
    assert.deepEqual(event, JSON.parse(body));
    assert.equal(text, body.toString());
    assert.equal(generation, 2);
    assert.ok(isTypedEvent(event));
    const { group } = EVENTS[type];
    assert.equal(isContactEvent(event), group === "contact");
    assert.equal(isInboundEvent(event), group === "inbound");
    assert.equal(isEmailEvent(event), group !== "contact" && group !== "inbound");
    assert.ok(isEventType(type));
  });
}

test("the first generation comes under today's names", async () => {
  const body = await payload("first", "email.bounced");
  const { event, generation } = receive(body);
  const { timestamp, data } = JSON.parse(body);
  const { bounceReason, ...others } = data;
  assert.deepEqual(event, {
    type: "email.bounced",
    createdAt: timestamp,
    data: { ...others, reason: bounceReason, test: false },
  });
  assert.equal(generation, 1);
});

test("an unknown type has its own tag", () => {
  const delivery = receive('{"type":"email.dropped","createdAt":"2025-11-12T10:30:00.000Z","data":[1]}');
  assert.deepEqual(delivery.event, {
    type: "unknown",
    eventType: "email.dropped",
    createdAt: "2025-11-12T10:30:00.000Z",
    data: [1],
  });
  assert.equal(delivery.type, "email.dropped");
  assert.equal(receive('{"type":"unknown"}').event.eventType, "unknown");
  assert.equal(receive('{"type":"constructor"}').event.eventType, "constructor");
  assert.equal(receive('{"type":"__proto__"}').event.eventType, "__proto__");
  for (const text of ["constructor", "__proto__", "toString", "unknown"]) assert.equal(isEventType(text), false);
});

test("data that does not fit has its own tag, and a reason", () => {
  const { event } = receive('{"type":"email.sent","createdAt":"2025-11-12T10:30:00.000Z","data":{"emailId":1}}');
  assert.equal(event.type, "invalid");
  assert.equal(event.eventType, "email.sent");
  assert.match(event.reason, /emailId|string/);
  assert.deepEqual(event.data, { emailId: 1 });
});

test("prototypes stay what they are", () => {
  const { event } = receive(
    '{"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","data":{"__proto__":{"polluted":1},"plan":"pro"},"__proto__":{"x":1}}',
  );
  assert.equal(event.type, "contact.created");
  assert.equal(event.data.plan, "pro");
  assert.equal(event.data.polluted, undefined);
  assert.equal({}.polluted, undefined);
});

test("the raw text keeps what JSON.parse rounds", () => {
  const body = '{"type":"contact.created","createdAt":"2025-11-12T10:30:00.000Z","data":{"n":12345678901234567890}}';
  assert.equal(receive(body).text, body);
});

test("a delivery prints without its body", () => {
  const delivery = receive(eventOf("contact.deleted", { email: "a@b.example" }));
  assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(delivery))), [
    "id",
    "type",
    "createdAt",
    "sentAt",
    "secretIndex",
    "event",
  ]);
  assert.ok(delivery.sentAt instanceof Date);
  assert.equal(delivery.digest.length, 64);
  assert.equal(delivery.digest, delivery.digest);
});

test("thousands of changed bodies: strict mode, the schemas and JSON.parse agree", async () => {
  const values = [
    null,
    0,
    -0,
    1.5,
    2 ** 53,
    -1,
    "",
    "x",
    true,
    [],
    {},
    [1],
    [{}],
    ["x"],
    { email: 1 },
    { email: "x", name: 1 },
    { email: "x", name: null },
    "2025-02-29T10:30:00.000Z",
    "2024-02-29T10:30:00Z",
    "2025-04-31T10:30:00Z",
    "2025-12-31T23:59:59.123456789+14:00",
    "2025-11-12T10:30:00",
    "2025-11-12 10:30:00Z",
    "0000-01-01T00:00:00Z",
    "0004-02-29T00:00:00Z",
    "0100-02-29T00:00:00Z",
    "2025-11-12T24:00:00Z",
  ];
  let typed = 0;
  let others = 0;
  for (const type of EVENT_TYPES) {
    const sample = JSON.parse(await payload("current", type));
    for (const changed of variants(sample, values)) {
      const request = signedRequest(changed);
      const event = outcome(() => verifier.verify(request.body, request.headers).event);
      const tag = event.type ?? event;
      const judged = outcome(() => strict.verify(request.body, request.headers).event.type);
      const wanted = judged === "invalid_event_data" ? "invalid" : judged === "unknown_event" ? "unknown" : judged;
      const text = JSON.stringify(changed);
      assert.equal(tag, wanted, text);
      const parsed = JSON.parse(text);
      assert.equal(eventSchema["~standard"].validate(parsed).issues === undefined, tag === type, text);
      if (tag === type) assert.deepEqual(event, parsed, text);
      if (tag === type) typed++;
      else others++;
    }
  }
  assert.ok(typed > 1000 && others > 1000, `${typed} typed, ${others} others`);
});

function outcome(call) {
  try {
    return call();
  } catch (error) {
    return error.code ?? error;
  }
}

/** The object with each of its members, at any depth, replaced by each value, or taken out. */
function* variants(object, values) {
  for (const key of Object.keys(object)) {
    const { [key]: taken, ...rest } = object;
    yield rest;
    for (const value of values) yield { ...object, [key]: value };
    if (Array.isArray(taken)) {
      for (const item of taken)
        if (typeof item === "object") for (const inner of variants(item, values)) yield { ...object, [key]: [inner] };
    } else if (typeof taken === "object" && taken !== null) {
      for (const inner of variants(taken, values)) yield { ...object, [key]: inner };
    }
  }
}

test("an event is what JSON.parse makes of the body, however it is spelled", async () => {
  const changes = {
    "as it is": (text) => text,
    "an unknown member": (text) => text.replace('"data":{', '"data":{"more":{"nested":[1e3,"é"]},'),
    "an unknown member beside the data": (text) => text.replace('"data":', '"version":1.50,"data":'),
    "a member twice": (text) => text.replace('"data":{', '"data":{"email":null,"name":"x","email":"y@example.org",'),
    "null for what may be absent": (text) => text.replace('"data":{', '"data":{"campaignId":null,"name":null,'),
    "a name that is null": (text) => text.replace('"to":{', '"to":{"name":null,'),
    escapes: (text) => text.replace("example", "ex\\u0061mple\\n"),
    "a lone surrogate": (text) => text.replace('"subject":"', '"subject":"\\ud83d'),
    Latin1: (text) => text.replaceAll('"subject":"', '"subject":"Grüße aus Málaga, ').replaceAll("Ada", "Zoë"),
    "beyond Latin-1": (text) =>
      text.replaceAll('"subject":"', '"subject":"宛先が😀 ').replaceAll('"name":"', '"name":"Łucja '),
    "white space": (text) => JSON.stringify(JSON.parse(text), null, 2),
    "members backwards": (text) => JSON.stringify(JSON.parse(text, (_, value) => reversed(value))),
    "empty texts": (text) => withValues(text, { subject: "", emailId: "", reason: "" }),
    "values that are new": (text) => withValues(text, { bounceType: "ünheard of", spamVerdict: "ünheard of" }),
    "a prototype": (text) => text.replace('"data":{', '"data":{"__proto__":{"a":1},'),
    "many attachments": (text) =>
      text.replace(/"attachments":\[(\{[^}]*\})/, (_, one) => `"attachments":[${Array(60).fill(one).join()}`),
  };
  const verifier = new Verifier(TEST_SECRET);
  for (const type of EVENT_TYPES) {
    const sample = JSON.stringify(JSON.parse(await payload("current", type)));
    for (const [name, change] of Object.entries(changes)) {
      const text = change(sample);
      const { body, headers } = signedRequest(text);
      const { event } = verifier.verify(body, headers);
      assert.equal(event.type, type, `${type}, ${name}`);
      // What is half a character can't be one of a text.
      assert.deepEqual(event, JSON.parse(text.replace("\\ud83d", "\\ufffd")), `${type}, ${name}`);
    }
  }
});

function withValues(text, values) {
  return JSON.stringify(JSON.parse(text, (name, value) => values[name] ?? value));
}

function reversed(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse());
}
