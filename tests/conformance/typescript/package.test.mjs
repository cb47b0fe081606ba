// node --test package.test.mjs, with the folder of a compiled package in SDK: a generated package receives what it signs
// itself, whatever its catalog says.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const load = (name) => import(pathToFileURL(join(process.env.SDK, "dist", `${name}.js`)).href);
const { EVENT_TYPES, Verifier, Webhooks, backend } = await load("index");
const { eventOf, sample, signedRequest, TEST_SECRET } = await load("adapters/testing");
const { eventSchemas } = await load("adapters/schema");
const { readValue } = await load("json");
const { ENVELOPE, SIGNATURES } = await load("generated/provider");
const ADAPTERS = ["fetch", "hono", "next", "lambda", "node", "express"];

/** What proves nothing of the body. */
const IS_TOKEN = ["token", "basic"].includes(SIGNATURES[0].scheme);
const signsUrl = SIGNATURES.some(({ content }) => content.some(({ kind }) => kind === "url"));
const URL_OPTION = signsUrl ? { url: "https://example.com/hooks?x=1" } : {};

/** The sample of a type, or where there is none an event with nothing but what makes it another one. */
function bodyOf(type) {
  try {
    return sample(type);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return eventOf(type, { of: type });
  }
}

const requestOf = (type) => signedRequest(bodyOf(type), { event: type, ...URL_OPTION });

const CALLS = {
  fetch: ({ webhook }, webhooks, request) => webhook(webhooks)(new Request("http://localhost/", request)),
  next: (adapter, webhooks, request) => CALLS.fetch(adapter, webhooks, request),
  hono: ({ webhook }, webhooks, request) =>
    webhook(webhooks)({ req: { raw: new Request("http://localhost/", request) } }),
  async lambda({ webhook }, webhooks, { body, headers }) {
    const event = { httpMethod: "POST", headers, body: Buffer.from(body).toString("base64"), isBase64Encoded: true };
    const result = await webhook(webhooks)(event);
    return new Response(result.body, { status: result.statusCode });
  },
  async node({ webhook }, webhooks, request) {
    const server = createServer(webhook(webhooks)).listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      return await fetch(`http://127.0.0.1:${server.address().port}/`, request);
    } finally {
      server.close();
    }
  },
  express: (adapter, webhooks, request) => CALLS.node(adapter, webhooks, request),
};

test("it has no addon", () => assert.equal(backend, "pure"));

for (const name of ADAPTERS) {
  test(`${name}: every event arrives once, and what was changed does not`, async () => {
    const adapter = await load(`adapters/${name}`);
    const seen = [];
    const webhooks = new Webhooks({ secret: TEST_SECRET, ...URL_OPTION, onAny: (event) => void seen.push(event.type) });
    for (const type of EVENT_TYPES) {
      const request = requestOf(type);
      for (const duplicate of [false, true]) {
        const response = await CALLS[name](adapter, webhooks, request);
        assert.deepEqual(await response.json(), { received: true, duplicate });
      }
      if (IS_TOKEN) continue;
      const changed = await CALLS[name](adapter, webhooks, {
        ...request,
        body: Buffer.concat([request.body, Buffer.from(" ")]),
      });
      assert.equal((await changed.json()).code, "signature_mismatch");
    }
    assert.deepEqual(seen, EVENT_TYPES);
  });
}

test("samples fit their schemas", () => {
  for (const type of EVENT_TYPES.filter((type) => typeof bodyOf(type) === "string")) {
    const body = sample(type).replace(/^\w+=(.*)/, (_, json) => decodeURIComponent(json));
    const read = readValue(body);
    const events = ENVELOPE?.batch ? ENVELOPE.batch.reduce((value, name) => value[name], read) : [read];
    for (const event of events) assert.equal(eventSchemas[type]["~standard"].validate(event).issues, undefined);
  }
});

test("explain finds the mistake and accepts nothing", () => {
  const verifier = new Verifier(TEST_SECRET, URL_OPTION);
  const { body, headers } = requestOf(EVENT_TYPES[0]);
  const causes = (changed) => verifier.explain(changed, headers).causes.map(({ cause }) => cause);
  assert.deepEqual(verifier.explain(body, headers), { error: null, causes: [] });
  if (IS_TOKEN) return;
  assert.deepEqual(causes(Buffer.concat([body, Buffer.from("\n")])), ["trailing_newline"]);
  assert.deepEqual(causes(Buffer.concat([Buffer.from("["), body])), ["unknown"]);
});
