// Bodies that a framework read before, by each way that it has: what it kept is used; where nothing is left, the response
// says what to change, in that framework's words. Nothing hangs.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { test } from "node:test";
import { Controller, Module, Post, Req, UseGuards } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter } from "@nestjs/platform-express";
import { FastifyAdapter } from "@nestjs/platform-fastify";
import { webhook as expressWebhook } from "autosend-webhooks/express";
import { webhook as fastifyWebhook } from "autosend-webhooks/fastify";
import { webhook as fetchWebhook } from "autosend-webhooks/fetch";
import { webhook as honoWebhook } from "autosend-webhooks/hono";
import { webhook as lambdaWebhook } from "autosend-webhooks/lambda";
import { webhook as nestWebhook, WebhookGuard } from "autosend-webhooks/nestjs";
import { webhook as nextWebhook, pagesWebhook } from "autosend-webhooks/next";
import { webhook as nodeWebhook } from "autosend-webhooks/node";
import { eventOf, signedRequest, TEST_SECRET } from "autosend-webhooks/testing";
import express from "express";
import express4 from "express4";
import Fastify from "fastify";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import httpMocks from "node-mocks-http";
import { listen, served, started } from "./support/servers.mjs";

const options = () => ({ secret: TEST_SECRET, log: () => {} });
const deleted = () => eventOf("contact.deleted", { email: `${Math.random()}@example.org` });

/** What a row expects: the delivery is handled, or the response says how to mend it. */
const HANDLED = undefined;
const EXPRESS = /before app\.use\(express\.json\(\)\)/;
const FASTIFY = /leave this route out of the hook/;
const NODE = /Pass the raw bytes of the request/;
const PAGES = /bodyParser: false/;
const FETCH = /a clone that was made before/;
const HONO = /c\.req\.arrayBuffer\(\)/;
const NEST = /^Start Nest with the raw body kept/;

/** Middleware of Node's that reads all, and keeps nothing. */
async function consume(request, _response, next) {
  for await (const chunk of request) void chunk;
  next();
}

/** Middleware that has the body decoded as text. */
function decode(request, _response, next) {
  request.setEncoding("utf8");
  next();
}

/** Middleware that keeps the bytes. */
async function keep(request, _response, next) {
  request.rawBody = await buffer(request);
  next();
}

const nothing = (_request, _response, next) => next();

const onNode = (middleware, handler) => () =>
  listen(createServer((request, response) => middleware(request, response, () => handler(request, response))));

const onHono = (read) => () => {
  const app = new Hono().use(async (context, next) => {
    await read(context);
    await next();
  });
  return served(app.all("/webhooks", honoWebhook(options())).fetch);
};

const onFetch = (webhook, read) => () => {
  const handler = webhook(options());
  return served(async (request) => handler((await read(request)) ?? request));
};

const onFastify = (hook) => async () => {
  const app = Fastify();
  app.addHook("preParsing", hook);
  app.register(fastifyWebhook, { path: "/webhooks", ...options() });
  await app.listen({ port: 0, host: "127.0.0.1" });
  return started(app.server, () => app.close());
};

/** Nest with a controller behind the guard, or with the middleware. */
const onNest = (adapter, isGuard, nestOptions) => async () => {
  class Receiver {
    receive({ delivery }) {
      return { received: delivery.id !== null, duplicate: false };
    }
  }
  Controller("webhooks")(Receiver);
  UseGuards(new WebhookGuard({ secret: TEST_SECRET }))(Receiver);
  Post()(Receiver.prototype, "receive", Object.getOwnPropertyDescriptor(Receiver.prototype, "receive"));
  Req()(Receiver.prototype, "receive", 0);
  class App {
    configure(consumer) {
      if (!isGuard) consumer.apply(nestWebhook(options())).forRoutes("webhooks");
    }
  }
  Module({ controllers: isGuard ? [Receiver] : [] })(App);
  const app = await NestFactory.create(App, new adapter(), { logger: false, abortOnError: false, ...nestOptions });
  if (nestOptions.bodyParser === false) leaveAlone(app.getHttpAdapter().getInstance());
  await app.listen(0, "127.0.0.1");
  return started(app.getHttpServer(), () => app.close());
};

/** Fastify refuses what none of its parsers takes; Express does not. */
function leaveAlone(instance) {
  instance.addContentTypeParser?.("application/json", (_request, _payload, done) => done(null));
}

/** By adapter and way: what starts it, and what is expected. */
const WAYS = {
  node: {
    not: [onNode(nothing, nodeWebhook(options())), HANDLED],
    kept_as_raw_body: [onNode(keep, nodeWebhook(options())), HANDLED],
    consumed: [onNode(consume, nodeWebhook(options())), NODE],
    decoded: [onNode(decode, nodeWebhook(options())), NODE],
  },
  "next, pages router": {
    consumed: [onNode(consume, pagesWebhook(options())), PAGES],
    decoded: [onNode(decode, pagesWebhook(options())), PAGES],
  },
  ...Object.fromEntries(
    Object.entries({ express, "express 4": express4 }).map(([name, framework]) => {
      const behind = (...middleware) => [
        () =>
          listen(
            framework()
              .use(...middleware)
              .all("/webhooks", expressWebhook(options())),
          ),
      ];
      const verify = (request, _response, bytes) => void (request.rawBody = bytes);
      const type = "*/*";
      const ways = {
        json: [...behind(framework.json()), EXPRESS],
        json_and_verify: [...behind(framework.json({ verify })), HANDLED],
        raw: [...behind(framework.raw({ type })), HANDLED],
        text: [...behind(framework.text({ type })), EXPRESS],
        urlencoded: [...behind(framework.urlencoded({ type, extended: false })), EXPRESS],
        of_another_type: [...behind(framework.urlencoded({ extended: false })), HANDLED],
        consumed: [...behind(consume), EXPRESS],
        decoded: [...behind(decode), EXPRESS],
      };
      return [name, ways];
    }),
  ),
  hono: {
    json: [onHono(({ req }) => req.json()), HANDLED],
    text: [onHono(({ req }) => req.text()), HANDLED],
    array_buffer: [onHono(({ req }) => req.arrayBuffer()), HANDLED],
    blob: [onHono(({ req }) => req.blob()), HANDLED],
    text_not_awaited: [onHono(({ req }) => void req.text()), HANDLED],
    body_limit: [onHono((context) => bodyLimit({ maxSize: 10_000 })(context, () => {})), HANDLED],
    clone: [onHono(({ req }) => req.raw.clone().json()), HANDLED],
    parse_body: [onHono(({ req }) => req.parseBody()), HANDLED],
    form_data: [onHono(({ req }) => req.formData().catch(() => {})), HONO],
    raw_json: [onHono(({ req }) => req.raw.json()), HONO],
  },
  ...Object.fromEntries(
    Object.entries({ fetch: fetchWebhook, next: nextWebhook }).map(([name, webhook]) => [
      name,
      {
        json: [onFetch(webhook, (request) => void request.json()), FETCH],
        array_buffer: [onFetch(webhook, async (request) => void (await request.arrayBuffer())), FETCH],
        locked: [onFetch(webhook, (request) => void request.body.getReader()), FETCH],
        clone: [onFetch(webhook, async (request) => void (await request.clone().json())), HANDLED],
        new_request: [
          onFetch(webhook, async (request) => new Request(request, { body: await request.arrayBuffer() })),
          HANDLED,
        ],
      },
    ]),
  ),
  fastify: {
    pre_parsing_passes_on: [onFastify(async (_request, _reply, payload) => payload), HANDLED],
    pre_parsing_consumes: [onFastify((_request, _reply, payload, done) => void consume(payload, null, done)), FASTIFY],
    pre_parsing_decodes: [onFastify(async (_request, _reply, payload) => payload.setEncoding("utf8")), FASTIFY],
    pre_parsing_keeps: [
      onFastify(async (request, _reply, payload) => {
        request.rawBody = await buffer(payload);
        return Readable.from([request.rawBody]);
      }),
      HANDLED,
    ],
  },
  ...Object.fromEntries(
    Object.entries({ express: ExpressAdapter, fastify: FastifyAdapter }).map(([name, adapter]) => [
      `nest on ${name}`,
      {
        guard_raw_body: [onNest(adapter, true, { rawBody: true }), HANDLED],
        guard_parsed: [onNest(adapter, true, {}), NEST],
        guard_not_parsed: [onNest(adapter, true, { bodyParser: false }), HANDLED],
        middleware_raw_body: [onNest(adapter, false, { rawBody: true }), HANDLED],
        // On Fastify, middleware comes before the parsers.
        middleware_parsed: [onNest(adapter, false, {}), name === "express" ? NEST : HANDLED],
      },
    ]),
  ),
};

for (const [adapter, ways] of Object.entries(WAYS)) {
  for (const [way, [start, hint]] of Object.entries(ways)) {
    test(`${adapter}: body_read_before_${way}`, { timeout: 15_000 }, async (t) => {
      t.mock.method(console, "error", () => {});
      const server = await start();
      try {
        const send = async (request) => {
          const response = await fetch(server.url, { ...request, signal: AbortSignal.timeout(4000) });
          return [response.status, await response.json()];
        };
        const [status, body] = await send(signedRequest(deleted()));
        if (hint === HANDLED) {
          assert.deepEqual([Math.floor(status / 100), body], [2, { received: true, duplicate: false }]);
          const [refused, { code }] = await send(signedRequest(deleted(), { secret: "whsec_other" }));
          assert.deepEqual([refused, code], [401, "signature_mismatch"]);
        } else {
          assert.deepEqual([status, body.code], [500, "body_already_parsed"]);
          assert.match(body.hint, hint);
        }
      } finally {
        await server.close();
      }
    });
  }
}

/** However a request says that it has no body. */
const EMPTY = {
  length_0: ["Content-Length: 0\r\n", ""],
  no_length: ["", ""],
  chunked: ["Transfer-Encoding: chunked\r\n", "0\r\n\r\n"],
};

/** The status and code of the response to a signed request without a body. */
async function sendEmpty(url, [header, end]) {
  const { port, pathname } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1").setTimeout(4000, () => socket.destroy(new Error("no response")));
  const signature = Object.entries(signedRequest("").headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const start = `POST ${pathname} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`;
  socket.write(`${start}${signature.join("")}${header}\r\n${end}`);
  const response = await text(socket);
  return [Number(response.split(" ")[1]), response.match(/"code":"(\w+)"/)?.[1]];
}

/** Middleware of the user's own, and Fastify's parser before a guard, fail by themselves where there is no JSON. */
const FAILS_ITSELF = /^(hono: (json|clone)|(fetch|next): (json|clone)|nest on fastify: guard_(raw|parsed))/;

for (const [adapter, ways] of Object.entries(WAYS)) {
  for (const [way, [start, hint]] of Object.entries(ways)) {
    const isParser = ["json", "text", "guard_parsed", "middleware_parsed"].includes(way);
    if (FAILS_ITSELF.test(`${adapter}: ${way}`) || !(hint === HANDLED || isParser)) continue;
    for (const [empty, request] of Object.entries(EMPTY)) {
      test(`${adapter}: body_read_before_${way}, ${empty}`, { timeout: 15_000 }, async (t) => {
        t.mock.method(console, "error", () => {});
        const server = await start();
        // What a parser read is gone, even if it was nothing; what says that it is empty was not read.
        const isGone = hint !== HANDLED && empty === "chunked";
        try {
          assert.deepEqual(
            await sendEmpty(server.url, request),
            isGone ? [500, "body_already_parsed"] : [400, "body_not_json"],
          );
        } finally {
          await server.close();
        }
      });
    }
  }
}

/** Bodies of requests that test tools make up: no streams, and complete from the start. */
const MOCKED = {
  bytes: [(bytes) => ({ body: Buffer.from(bytes) }), 200],
  raw_body: [(bytes) => ({ body: JSON.parse(Buffer.from(bytes)), rawBody: bytes }), 200],
  parsed: [(bytes) => ({ body: JSON.parse(Buffer.from(bytes)) }), 500],
  text: [(bytes) => ({ body: Buffer.from(bytes).toString() }), 500],
  nothing: [() => ({}), 500],
};

for (const [what, [make, status]] of Object.entries(MOCKED)) {
  const mocked = () => {
    const { headers, body } = signedRequest(deleted());
    return httpMocks.createRequest({ method: "POST", headers, ...make(body) });
  };

  for (const [adapter, webhook] of Object.entries({ express: expressWebhook, node: nodeWebhook, next: pagesWebhook })) {
    test(`${adapter}: body_read_before_mocked, ${what}`, { timeout: 4000 }, async () => {
      const response = httpMocks.createResponse();
      await webhook(options())(mocked(), response);
      assert.equal(response.statusCode, status);
      const { code } = JSON.parse(response._getData());
      assert.equal(code, status === 200 ? undefined : "body_already_parsed");
    });
  }

  // Nest's request is Node's on Express, and has Node's in it on Fastify.
  for (const [platform, wrap] of Object.entries({
    express: (request) => request,
    fastify: (raw) => ({ raw, headers: raw.headers, body: raw.body, rawBody: raw.rawBody }),
  })) {
    test(`nest on ${platform}: body_read_before_mocked, ${what}`, { timeout: 4000 }, async (t) => {
      t.mock.method(console, "error", () => {});
      const request = wrap(mocked());
      const guard = new WebhookGuard({ secret: TEST_SECRET });
      const admitting = guard.canActivate({ switchToHttp: () => ({ getRequest: () => request }) });
      if (status === 200) {
        assert.equal(await admitting, true);
        assert.equal(request.delivery.type, "contact.deleted");
      } else {
        await assert.rejects(admitting, (error) => error.getStatus() === status);
      }
    });
  }
}

test("lambda: body_read_before_json", async () => {
  const { headers, body } = signedRequest(deleted());
  const event = { headers, body: JSON.parse(Buffer.from(body)), httpMethod: "POST" };
  const { statusCode, body: answer } = await lambdaWebhook(options())(event);
  assert.deepEqual([statusCode, JSON.parse(answer).code], [500, "body_already_parsed"]);
  assert.match(JSON.parse(answer).hint, /http-json-body-parser/);
});
