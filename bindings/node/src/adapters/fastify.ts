import type { ServerResponse } from "node:http";
import { type Webhooks, type WebhooksOptions, webhooksOf } from "../webhooks.js";
import { afterSending, answerTo, type NodeRequest, sentBy } from "./node.js";

interface Reply {
  readonly raw: ServerResponse;
  code(status: number): Reply;
  headers(headers: Readonly<Record<string, string>>): Reply;
  send(body: object): unknown;
}

interface Request {
  readonly raw: NodeRequest;
  /** Kept by a plugin for raw bodies. */
  readonly rawBody?: unknown;
  readonly body?: unknown;
}

/** The part of Fastify that matters here. */
interface Fastify {
  removeAllContentTypeParsers(): void;
  // Loose, since only `any` fits the many overloads of each of Fastify's versions.
  addContentTypeParser(...parser: any[]): unknown;
  addHook(...hook: any[]): unknown;
  all(path: string, handler: (request: any, reply: any) => unknown): unknown;
}

/** Options of the plugin: where webhooks come in, and either options or a registry. */
export type FastifyWebhookOptions = (WebhooksOptions<any, any> | { readonly webhooks: Webhooks<any, any> }) & {
  /** The path, below the plugin's prefix (default `/webhooks`). */
  readonly path?: string;
};

/** What Fastify's `register` takes and hands on. */
const FASTIFY_OPTIONS = ["prefix", "logLevel", "logSerializers"];

const HINT = `A preParsing hook read the request and kept no bytes. Either:
- leave this route out of the hook, or
- keep the bytes as request.rawBody`;

/**
 * A Fastify plugin with one route, which reads the raw body itself. Fastify keeps a plugin's body parsers to the
 * plugin: those of your other routes stay as they are. When the server closes, it waits for handlers that are at work.
 *
 * @example
 * import Fastify from "fastify";
 * import { webhook } from "autosend-webhooks/fastify";
 *
 * const app = Fastify();
 * app.register(webhook, { path: "/webhooks", handlers: { "email.bounced": (event) => suppress(event.data.to.email) } });
 */
export async function webhook(fastify: Fastify, options: FastifyWebhookOptions): Promise<void> {
  const { path = "/webhooks", ...others } = options;
  const webhooks = registryOf(others);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser("*", (_request: unknown, _payload: unknown, done: (error: null) => void) => done(null));
  fastify.addHook("onClose", () => webhooks.drain());
  fastify.all(path, async (request: Request, reply: Reply) => {
    const sent = sentBy(reply.raw);
    const kept = request as unknown as NodeRequest;
    const answer = await answerTo(request.raw, webhooks, afterSending(sent, webhooks), HINT, kept);
    void sent.then((isSent) => (isSent ? undefined : answer.unsent()));
    return reply.code(answer.status).headers(answer.headers).send(answer.body);
  });
}

function registryOf(options: object): Webhooks<any, any> {
  const own = Object.fromEntries(Object.entries(options).filter(([name]) => !FASTIFY_OPTIONS.includes(name)));
  const { webhooks, ...others } = own as { webhooks?: Webhooks<any, any> };
  if (webhooks === undefined) return webhooksOf(own);
  const [besides] = Object.keys(others);
  if (besides !== undefined)
    throw new TypeError(`${besides} is an option of the registry, and can't stand beside webhooks`);
  return webhooksOf(webhooks);
}
