import type { IncomingMessage, ServerResponse } from "node:http";
import { afterSending, headersOf, readBody } from "./node.js";
import { METHOD_NOT_ALLOWED, type Webhooks, type WebhooksOptions, webhooksOf } from "./webhooks.js";

interface Reply {
  readonly raw: ServerResponse;
  code(status: number): Reply;
  header(name: string, value: string): Reply;
  send(body: object): unknown;
}

/** The part of Fastify that matters here. */
interface Fastify {
  removeAllContentTypeParsers(): void;
  // Loose, since only `any` fits the many overloads of each of Fastify's versions.
  addContentTypeParser(...parser: any[]): unknown;
  all(path: string, handler: (request: { raw: IncomingMessage }, reply: any) => unknown): unknown;
}

/** Options of the plugin: where webhooks come in, and either options or a registry. */
export type FastifyWebhookOptions = (WebhooksOptions | { readonly webhooks: Webhooks }) & {
  /** The path, below the plugin's prefix (default `/webhooks`). */
  readonly path?: string;
};

/**
 * A Fastify plugin with one route, which reads the raw body itself. Fastify keeps a plugin's body parsers to the
 * plugin: those of your other routes stay as they are.
 *
 * @example
 * import Fastify from "fastify";
 * import { webhook } from "autosend-webhooks/fastify";
 *
 * const app = Fastify();
 * app.register(webhook, { path: "/webhooks", handlers: { "email.bounced": (event) => suppress(event.data.to.email) } });
 */
export async function webhook(
  fastify: Fastify,
  { path = "/webhooks", ...options }: FastifyWebhookOptions,
): Promise<void> {
  const webhooks = webhooksOf("webhooks" in options ? options.webhooks : options);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser("*", (_request: unknown, _payload: unknown, done: (error: null) => void) => done(null));
  fastify.all(path, async ({ raw }, reply: Reply) => {
    const answer =
      raw.method === "POST"
        ? await webhooks.receive(
            () => readBody(raw, webhooks.maxBody),
            headersOf(raw),
            afterSending(reply.raw, webhooks),
          )
        : METHOD_NOT_ALLOWED;
    if (answer === METHOD_NOT_ALLOWED) reply.header("allow", "POST");
    return reply.code(answer.status).send(answer.body);
  });
}
