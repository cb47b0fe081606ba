// The examples that the README quotes, behind their real frameworks.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";
import { build } from "esbuild";

const RECEIVED = { received: true, duplicate: false };
const deleted = () => eventOf("contact.deleted", { email: `${Math.random()}@example.org` });

before(() => {
  process.env.AUTOSEND_WEBHOOK_SECRET = TEST_SECRET;
});

/** Sends an authentic request and a forged one, and returns statuses and bodies. */
async function send(url) {
  const answers = [];
  for (const request of [signedRequest(deleted()), signedRequest(deleted(), { secret: "whsec_other" })]) {
    const response = await fetch(`${url}/webhooks`, request);
    answers.push([response.status, await response.json()]);
  }
  return answers;
}

function isReceived([[status, body], [refusedStatus, refusedBody]]) {
  assert.equal(status, 200);
  assert.deepEqual(body, RECEIVED);
  assert.equal(refusedStatus, 401);
  assert.equal(refusedBody.code, "signature_mismatch");
}

test("fastify", async () => {
  const { app } = await import("./examples/fastify.mjs");
  try {
    isReceived(await send(await app.listen({ port: 0, host: "127.0.0.1" })));
  } finally {
    await app.close();
  }
});

test("fetch", async () => {
  const { default: server } = await import("./examples/fetch.mjs");
  const post = async (request) => {
    const response = await server.fetch(new Request("http://localhost/webhooks", request));
    return [response.status, await response.json()];
  };
  isReceived([await post(signedRequest(deleted())), await post(signedRequest(deleted(), { secret: "whsec_other" }))]);
});

test("lambda", async () => {
  const { handler } = await import("./examples/lambda.mjs");
  const call = async ({ headers, body }) => {
    const { statusCode, body: answer } = await handler({ headers, body: Buffer.from(body).toString() });
    return [statusCode, JSON.parse(answer)];
  };
  isReceived([await call(signedRequest(deleted())), await call(signedRequest(deleted(), { secret: "whsec_other" }))]);
});

/** A Nest application from TypeScript with decorators, listening. */
async function withNest(name, use) {
  const here = fileURLToPath(new URL(".", import.meta.url));
  // Below this folder, so that its packages are found.
  const folder = await mkdtemp(join(here, ".nest-"));
  const outfile = join(folder, `${name}.mjs`);
  const tsconfigRaw = { compilerOptions: { experimentalDecorators: true } };
  try {
    await build({
      entryPoints: [join(here, "examples", `${name}.ts`)],
      outfile,
      bundle: true,
      packages: "external",
      format: "esm",
      tsconfigRaw,
    });
    const { createApp } = await import(pathToFileURL(outfile).href);
    const app = await createApp();
    await app.listen(0, "127.0.0.1");
    try {
      await use(`http://127.0.0.1:${app.getHttpServer().address().port}`);
    } finally {
      await app.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("nestjs: the middleware", () => withNest("nestjs", async (url) => isReceived(await send(url))));

test("nestjs: the guard", () =>
  withNest("nestjs-guard", async (url) => {
    const [[status, body], [refused, answer]] = await send(url);
    assert.equal(status, 200);
    assert.deepEqual(body, { received: true, type: "contact.deleted" });
    assert.equal(refused, 401);
    assert.equal(answer.code, "signature_mismatch");
    const unsigned = await fetch(`${url}/webhooks`, { method: "POST", body: "{}" });
    assert.equal(unsigned.status, 401);
  }));

test("without an adapter", async () => {
  const { receive } = await import("./examples/verifier.mjs");
  const say = (body, options) => {
    const request = signedRequest(body, options);
    return receive(request.body, request.headers);
  };
  const data = { emailId: "1", from: "a@example.org", to: { email: "b@example.org" }, subject: "", test: false };
  const bounced = eventOf("email.bounced", data);
  assert.equal(say(bounced, { deliveryId: "a" }), "b@example.org bounced");
  assert.equal(say(bounced, { deliveryId: "a" }), undefined);
  assert.equal(say('{"type":"email.dropped"}'), "what is email.dropped?");
  assert.match(say('{"type":"email.sent","data":1}'), /^email.sent: /);
  assert.throws(() => say("{}", { secret: "whsec_other" }), { code: "signature_mismatch" });
});

// It asserts by itself.
test("testing one's own handlers", () => import("./examples/handlers.mjs"));
