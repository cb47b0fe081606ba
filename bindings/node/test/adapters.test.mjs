// Each adapter behind its real framework: what is accepted, refused, too large, parsed before, repeated.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { mock, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { serve } from "@hono/node-server";
import { HttpException } from "@nestjs/common";
import { Verifier, Webhooks } from "autosend-webhooks";
import { webhook as expressWebhook } from "autosend-webhooks/express";
import { webhook as fastifyWebhook } from "autosend-webhooks/fastify";
import { webhook as fetchWebhook } from "autosend-webhooks/fetch";
import { webhook as honoWebhook } from "autosend-webhooks/hono";
import { webhook as lambdaWebhook } from "autosend-webhooks/lambda";
import { WebhookGuard } from "autosend-webhooks/nestjs";
import { webhook as nextWebhook, pagesWebhook, withAutoSendWebhooks } from "autosend-webhooks/next";
import { webhook as nodeWebhook } from "autosend-webhooks/node";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";

const options = () => ({ secret: TEST_SECRET, log: () => {}, maxBody: 10_000 });
const atOnce = () => ({ ...options(), answer: "at-once" });
const deleted = () => eventOf("contact.deleted", { email: `${Math.random()}@example.org` });

/** Starts a server, calls with a function that sends to it, and stops the server. */
async function withServer(listen, use) {
  const server = await listen();
  if (!server.listening) await once(server, "listening");
  try {
    await use((request) => fetch(`http://127.0.0.1:${server.address().port}/webhooks`, request));
  } finally {
    server.closeAllConnections?.();
    server.close();
  }
}

const on = (app) => () => app.listen(0, "127.0.0.1");

/** Everything that speaks HTTP, with the webhook at /webhooks. */
const SERVERS = {
  express: on(express().all("/webhooks", expressWebhook(options()))),
  "express, with a router and a later body parser": on(
    express()
      .use("/webhooks", express.Router().all("/", expressWebhook(new Webhooks(options()))))
      .use(express.json()),
  ),
  "express, after a body parser that keeps the bytes": on(
    express()
      .use(express.json({ limit: "1mb", verify: (request, _, bytes) => void (request.rawBody = bytes) }))
      .all("/webhooks", expressWebhook(options())),
  ),
  "express, after express.raw": on(
    express().all("/webhooks", express.raw({ type: "*/*", limit: "1mb" }), expressWebhook(options())),
  ),
  node: on(createServer(nodeWebhook(options()))),
  "Next's pages router": on(createServer(pagesWebhook(options()))),
  hono: () =>
    serve({ fetch: new Hono().all("/webhooks", honoWebhook(options())).fetch, port: 0, hostname: "127.0.0.1" }),
  fastify: async () => {
    const app = Fastify();
    app.register(fastifyWebhook, { path: "/webhooks", ...options() });
    await app.listen({ port: 0, host: "127.0.0.1" });
    return app.server;
  },
  "fastify, with a registry": async () => {
    const app = Fastify();
    app.register(fastifyWebhook, { prefix: "/", webhooks: new Webhooks(options()) });
    await app.listen({ port: 0, host: "127.0.0.1" });
    return app.server;
  },
};

for (const [name, listen] of Object.entries(SERVERS)) {
  test(`${name}: accepts, recognises a repeat, refuses`, () =>
    withServer(listen, async (send) => {
      const request = signedRequest(deleted());
      for (const duplicate of [false, true]) {
        const response = await send(request);
        assert.equal(response.status, 200);
        assert.deepEqual(await response.json(), { received: true, duplicate });
      }
      const code = async (request) => {
        const response = await send(request);
        return [response.status, (await response.json()).code];
      };
      assert.deepEqual(await code(signedRequest(deleted(), { secret: "whsec_other" })), [401, "signature_mismatch"]);
      assert.deepEqual(await code(signedRequest(eventOf("contact.deleted", { name: "a".repeat(20_000) }))), [
        413,
        "body_too_large",
      ]);
      assert.deepEqual(await code({ method: "POST", body: "{}" }), [401, "missing_signature"]);
      const get = await send({ method: "GET" });
      assert.equal(get.status, 405);
      assert.equal(get.headers.get("allow"), "POST");
      await get.arrayBuffer();
    }));
}

/** Blocks the whole process, as no handler should. */
const block = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);

for (const [name, listen] of Object.entries({
  express: (options) => on(express().all("/webhooks", expressWebhook(options))),
  hono: (options) => () =>
    serve({ fetch: new Hono().all("/webhooks", honoWebhook(options)).fetch, port: 0, hostname: "127.0.0.1" }),
  fastify: (options) => async () => {
    const app = Fastify();
    app.register(fastifyWebhook, { path: "/webhooks", ...options });
    await app.listen({ port: 0, host: "127.0.0.1" });
    return app.server;
  },
})) {
  test(`${name}: at once, answers before the handlers run`, async () => {
    // In a thread of its own: what blocks the server must not block the client.
    const server = await listen({ ...atOnce(), onAny: block })();
    if (!server.listening) await once(server, "listening");
    const source = `
      const { parentPort, workerData: { port, request } } = require("node:worker_threads");
      const start = Date.now();
      fetch("http://127.0.0.1:" + port + "/webhooks", request)
        .then((response) => parentPort.postMessage([response.status, Date.now() - start]));`;
    const workerData = { port: server.address().port, request: { ...signedRequest(deleted()) } };
    const client = new Worker(source, { eval: true, workerData });
    // The client's clock: this thread's stands still while it is blocked.
    const [[status, ms]] = await once(client, "message");
    assert.equal(status, 200);
    assert.ok(ms < 390, `${ms} ms`);
    await client.terminate();
    server.closeAllConnections?.();
    server.close();
  });
}

for (const [name, options, status] of [
  ["at once", { answer: "at-once" }, 200],
  ["late", { answerWithinMs: 20 }, 503],
]) {
  const receiver = () => {
    const work = [];
    const done = mock.fn();
    const onAny = async () => {
      await sleep(100);
      done();
    };
    return { work, done, all: { secret: TEST_SECRET, log: () => {}, onAny, ...options } };
  };
  /** What the platform was told of is over when the handlers are, and not before. */
  const check = async ({ work, done }, response) => {
    assert.equal(response.status, status);
    assert.deepEqual([work.length, done.mock.callCount()], [1, 0]);
    await work[0];
    assert.equal(done.mock.callCount(), 1);
  };

  test(`${name}, a Worker's context hears what to wait for`, async () => {
    const request = () => new Request("http://localhost/", signedRequest(deleted()));
    for (const respond of [
      (all, context) => fetchWebhook(all)(request(), {}, context),
      (all, context) => new Hono().post("/", honoWebhook(all)).fetch(request(), {}, context),
    ]) {
      const its = receiver();
      const context = {
        waitUntil(promise) {
          // As in Workers, it is a method.
          assert.equal(this, context);
          its.work.push(promise);
        },
      };
      await check(its, await respond(its.all, context));
    }
  });

  test(`${name}, Next's after hears what to wait for`, async () => {
    const its = receiver();
    const POST = nextWebhook({ ...its.all, waitUntil: (promise) => void its.work.push(promise) });
    await check(its, await POST(new Request("http://localhost/", signedRequest(deleted())), { params: {} }));
  });
}

test("a body of unknown length is cut off at the limit", () =>
  withServer(SERVERS.express, async (send) => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(4096));
        if (++this.count > 10) controller.close();
      },
      count: 0,
    });
    const response = await send({ ...signedRequest("{}"), body, duplex: "half" });
    assert.equal(response.status, 413);
  }));

test("a header that came twice with different values is seen behind Node's joined headers", () =>
  withServer(SERVERS.express, async (send) => {
    const { headers, body } = signedRequest(deleted());
    const twice = new Headers(headers);
    // fetch joins them; a raw request does not.
    const { request } = await import("node:http");
    const { port } = new URL((await send({ method: "GET" })).url);
    const status = await new Promise((resolve, reject) => {
      const outgoing = request({
        port,
        host: "127.0.0.1",
        path: "/webhooks",
        method: "POST",
        headers: [...Object.entries(headers), ["X-Webhook-Event", "email.sent"]].flat(),
      });
      outgoing
        .on("response", (response) => response.resume().on("end", () => resolve(response.statusCode)))
        .on("error", reject);
      outgoing.end(body);
    });
    assert.equal(status, 400);
    assert.ok(twice);
  }));

for (const [name, parser] of Object.entries({ json: express.json(), text: express.text({ type: "*/*" }) })) {
  test(`express: after express.${name}() the answer says what to change`, () =>
    withServer(on(express().use(parser).all("/webhooks", expressWebhook(options()))), async (send) => {
      const response = await send(signedRequest(deleted()));
      assert.equal(response.status, 500);
      const { code, hint } = await response.json();
      assert.equal(code, "body_already_parsed");
      assert.match(hint, /before app.use\(express.json\(\)\)/);
    }));
}

test("next: pages router with the body parsed says what to change", async () => {
  const app = express().use(express.json()).all("/webhooks", pagesWebhook(options()));
  await withServer(on(app), async (send) => {
    assert.match((await (await send(signedRequest(deleted()))).json()).hint, /bodyParser: false/);
  });
});

for (const [name, webhook] of Object.entries({ fetch: fetchWebhook, next: nextWebhook })) {
  test(`${name}: a request in, a response out`, async () => {
    const POST = webhook(options());
    const request = () => new Request("http://localhost/webhooks", signedRequest(deleted()));
    assert.deepEqual(await (await POST(request())).json(), { received: true, duplicate: false });
    const used = request();
    await used.text();
    assert.equal((await (await POST(used)).json()).code, "body_already_parsed");
    assert.equal((await POST(new Request("http://localhost/"))).status, 405);
    const large = signedRequest(eventOf("contact.deleted", { name: "a".repeat(20_000) }));
    assert.equal((await POST(new Request("http://localhost/", large))).status, 413);
    assert.equal(
      (await POST(new Request("http://localhost/", { method: "POST", headers: large.headers }))).status,
      401,
    );
  });
}

test("next: the configuration keeps what is there", () => {
  assert.deepEqual(withAutoSendWebhooks({ reactStrictMode: true, serverExternalPackages: ["a"] }), {
    reactStrictMode: true,
    serverExternalPackages: ["a", "autosend-webhooks"],
  });
  assert.deepEqual(withAutoSendWebhooks(withAutoSendWebhooks()), { serverExternalPackages: ["autosend-webhooks"] });
});

test("lambda: every shape of event", async () => {
  const handler = lambdaWebhook(options());
  const event = (more) => {
    const { headers, body } = signedRequest(deleted());
    return { headers, body: Buffer.from(body).toString(), isBase64Encoded: false, ...more };
  };
  const parsed = async (event) => {
    const { statusCode, body } = await handler(event);
    return [statusCode, JSON.parse(body).code ?? JSON.parse(body).duplicate];
  };
  assert.deepEqual(await parsed(event()), [200, false]);
  assert.deepEqual(await parsed(event({ httpMethod: "POST" })), [200, false]);
  assert.deepEqual(await parsed(event({ requestContext: { http: { method: "POST" } } })), [200, false]);
  assert.equal((await parsed(event({ httpMethod: "GET" })))[0], 405);
  const { headers, body } = signedRequest(deleted());
  const base64 = { headers, body: Buffer.from(body).toString("base64"), isBase64Encoded: true };
  assert.deepEqual(await parsed(base64), [200, false]);
  const many = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  assert.deepEqual(await parsed({ ...base64, headers: null, multiValueHeaders: many }), [200, true]);
  assert.deepEqual(await parsed({ headers, body: { type: "x" } }), [500, "body_already_parsed"]);
  assert.deepEqual(await parsed({ headers, body: null }), [401, "signature_mismatch"]);
});

/** What each service makes of a request; the load balancer that sends all values of a header sends nothing else. */
const SERVICES = {
  "REST API": (method, headers, lists) => ({
    httpMethod: method,
    headers,
    multiValueHeaders: lists,
    requestContext: { httpMethod: method },
  }),
  "HTTP API": (method, headers) => ({ version: "2.0", headers, requestContext: { http: { method } } }),
  "function URL": (method, headers) => ({ version: "2.0", headers, requestContext: { http: { method } } }),
  "load balancer": (method, headers) => ({ httpMethod: method, headers, requestContext: { elb: {} } }),
  "load balancer, all values": (method, _headers, lists) => ({
    httpMethod: method,
    multiValueHeaders: lists,
    requestContext: { elb: {} },
  }),
};

for (const [service, make] of Object.entries(SERVICES)) {
  test(`lambda, ${service}: the response has the shape that the service reads`, async () => {
    const handler = lambdaWebhook(options());
    const invoke = (method, { headers, body }) => {
      const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
      return handler({
        ...make(method, headers, lists),
        body: Buffer.from(body).toString("base64"),
        isBase64Encoded: true,
      });
    };
    const shaped = (headers) =>
      service === "load balancer, all values"
        ? { multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])) }
        : { headers };
    const { body, ...handled } = await invoke("POST", signedRequest(deleted()));
    assert.deepEqual(handled, { statusCode: 200, ...shaped({ "content-type": "application/json" }) });
    assert.deepEqual(JSON.parse(body), { received: true, duplicate: false });
    for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
      const { body: refused, ...answer } = await invoke(method, signedRequest(deleted()));
      const headers = { "content-type": "application/json", allow: "POST" };
      assert.deepEqual(answer, { statusCode: 405, ...shaped(headers) });
      assert.match(refused, /sent by POST/);
    }
  });
}

test("nestjs: a guard without the raw body says what to change", async () => {
  const guard = new WebhookGuard(new Verifier(TEST_SECRET));
  const { headers } = signedRequest(deleted());
  const context = { switchToHttp: () => ({ getRequest: () => ({ headers, body: {}, readableDidRead: true }) }) };
  await assert.rejects(
    () => guard.canActivate(context),
    (error) => {
      assert.ok(error instanceof HttpException);
      assert.equal(error.getStatus(), 500);
      assert.equal(error.getResponse().code, "body_already_parsed");
      assert.match(error.getResponse().hint, /rawBody: true/);
      return true;
    },
  );
});
