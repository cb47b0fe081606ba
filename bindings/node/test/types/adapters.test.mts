// Adapters fit the types of their frameworks.

import { createServer } from "node:http";
import type { CanActivate, MiddlewareConsumer } from "@nestjs/common";
import { Verifier } from "autosend-webhooks";
import { webhook as expressWebhook } from "autosend-webhooks/express";
import { webhook as fastifyWebhook } from "autosend-webhooks/fastify";
import { webhook as fetchWebhook } from "autosend-webhooks/fetch";
import { webhook as honoWebhook } from "autosend-webhooks/hono";
import { webhook as lambdaWebhook } from "autosend-webhooks/lambda";
import { webhook as nestWebhook, WebhookGuard } from "autosend-webhooks/nestjs";
import { webhook as nextWebhook, pagesWebhook, withAutoSendWebhooks } from "autosend-webhooks/next";
import { webhook as nodeWebhook } from "autosend-webhooks/node";
import express from "express";
import Fastify from "fastify";
import { Hono } from "hono";

const handlers = { "email.opened": (event: { createdAt: string }) => event.createdAt };

express().all("/webhooks", expressWebhook({ handlers }));
void Fastify().register(fastifyWebhook, { path: "/webhooks", handlers });
new Hono().all("/webhooks", honoWebhook({ handlers }));
createServer(nodeWebhook({ handlers }));
createServer(pagesWebhook({ handlers }));
const answer: Promise<Response> = fetchWebhook({ handlers })(new Request("http://localhost"));
const POST: (request: Request) => Promise<Response> = nextWebhook();
const config: { serverExternalPackages?: string[]; reactStrictMode: boolean } = withAutoSendWebhooks({
  reactStrictMode: true,
});
const result: Promise<{ statusCode: number }> = lambdaWebhook()({ headers: {}, body: "" });
const guard: CanActivate = new WebhookGuard(new Verifier("whsec_x"));
export const configure = (consumer: MiddlewareConsumer) => consumer.apply(nestWebhook({ handlers }));
nodeWebhook({ answer: "after-handlers", waitUntil: (work: Promise<unknown>) => void work });
// @ts-expect-error: there are two answers to when
nodeWebhook({ answer: "soon" });
void [answer, POST, config, result, guard];
