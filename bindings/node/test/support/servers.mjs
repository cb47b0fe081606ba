// Each adapter behind its real framework, on loopback.
import { once } from "node:events";
import { createServer } from "node:http";
import { serve } from "@hono/node-server";
import { Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { ExpressAdapter } from "@nestjs/platform-express";
import { FastifyAdapter } from "@nestjs/platform-fastify";
import { webhook as expressWebhook } from "autosend-webhooks/express";
import { webhook as fastifyWebhook } from "autosend-webhooks/fastify";
import { webhook as fetchWebhook } from "autosend-webhooks/fetch";
import { webhook as honoWebhook } from "autosend-webhooks/hono";
import { webhook as lambdaWebhook } from "autosend-webhooks/lambda";
import { webhook as nestWebhook } from "autosend-webhooks/nestjs";
import { webhook as nextWebhook, pagesWebhook } from "autosend-webhooks/next";
import { webhook as nodeWebhook } from "autosend-webhooks/node";
import express from "express";
import express4 from "express4";
import Fastify from "fastify";
import { Hono } from "hono";
import "reflect-metadata";

/** A server, its address, and how to stop it. */
export async function started(server, stop = () => server.close()) {
  if (!server.listening) await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}/webhooks`,
    server,
    async close() {
      server.closeAllConnections?.();
      await stop();
    },
  };
}

export const listen = (app) => started(app.listen(0, "127.0.0.1"));
export const served = (fetch) => started(serve({ fetch, port: 0, hostname: "127.0.0.1" }));

/** A Nest application with a middleware at /webhooks. */
async function nest(adapter, bodyParser, options) {
  class App {
    configure(consumer) {
      consumer.apply(nestWebhook(options)).forRoutes("webhooks");
    }
  }
  Module({})(App);
  const app = await NestFactory.create(App, adapter, { rawBody: true, logger: false, abortOnError: false });
  // Its own limit comes first, and is a tenth of ours.
  app.useBodyParser(...bodyParser);
  await app.listen(0, "127.0.0.1");
  return started(app.getHttpServer(), () => app.close());
}

/** Calls a function of Lambda's with the events that a service makes of requests. */
function lambda(makeEvent, options) {
  const handler = lambdaWebhook(options);
  return listen(
    createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { statusCode, headers, multiValueHeaders, body } = await handler(makeEvent(request, Buffer.concat(chunks)));
      response.writeHead(statusCode, headers ?? multiValueHeaders).end(body);
    }),
  );
}

/** By name: starts a server with the options of a registry. */
export const ADAPTERS = {
  express: (options) => listen(express().all("/webhooks", expressWebhook(options))),
  "express 4": (options) => listen(express4().all("/webhooks", expressWebhook(options))),
  node: (options) => listen(createServer(nodeWebhook(options))),
  async fastify(options) {
    const app = Fastify();
    app.register(fastifyWebhook, { path: "/webhooks", ...options });
    await app.listen({ port: 0, host: "127.0.0.1" });
    return started(app.server, () => app.close());
  },
  hono: (options) => served(new Hono().all("/webhooks", honoWebhook(options)).fetch),
  fetch: (options) => served(fetchWebhook(options)),
  next: (options) => served(nextWebhook(options)),
  "next, pages router": (options) => listen(createServer(pagesWebhook(options))),
  "nest on express": (options) => nest(new ExpressAdapter(), ["json", { limit: "1mb" }], options),
  "nest on fastify": (options) => nest(new FastifyAdapter(), ["application/json", { bodyLimit: 1_048_576 }], options),
  "lambda, REST API": (options) =>
    lambda(
      ({ method, headers }, body) => ({
        httpMethod: method,
        headers,
        multiValueHeaders: lists(headers),
        body: body.toString("base64"),
        isBase64Encoded: true,
        requestContext: { httpMethod: method },
      }),
      options,
    ),
  "lambda, HTTP API": (options) =>
    lambda(
      ({ method, headers }, body) => ({
        version: "2.0",
        headers,
        body: body.toString(),
        isBase64Encoded: false,
        requestContext: { http: { method } },
      }),
      options,
    ),
  "lambda, load balancer": (options) =>
    lambda(
      ({ method, headers }, body) => ({
        httpMethod: method,
        multiValueHeaders: lists(headers),
        body: body.toString(),
        isBase64Encoded: false,
        requestContext: { elb: { targetGroupArn: "arn" } },
      }),
      options,
    ),
};

function lists(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}
