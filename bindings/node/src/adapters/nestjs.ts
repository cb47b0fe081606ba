import { HttpException } from "@nestjs/common";
import { refuseForeign } from "../brand.js";
import type { Delivery } from "../delivery.js";
import { WebhookError } from "../errors.js";
import { checkOptions } from "../options.js";
import { VerifierSource, type VerifierSourceOptions } from "../source.js";
import { VERIFIER_OPTIONS, Verifier } from "../verifier.js";
import { type Webhooks, type WebhooksOptions, webhooksOf } from "../webhooks.js";
import { factsOf, headersOf, type Listener, listener, type NodeRequest, readBody } from "./node.js";

const HINT = `Start Nest with the raw body kept, and its limit raised:
const app = await NestFactory.create(AppModule, { rawBody: true });
app.useBodyParser("json", { limit: "1mb" }); // on Fastify: app.useBodyParser("application/json", { bodyLimit: 1_048_576 })`;

/** What Nest makes of a middleware: it calls `use`, and when the application ends, `onModuleDestroy`. */
export interface WebhookMiddleware {
  /** Called for each request. */
  use: Listener;
  /** Waits for handlers that are at work. */
  onModuleDestroy(): Promise<unknown>;
}

/**
 * A middleware that receives webhooks on its own. Start Nest with `rawBody: true`: its own parser comes first. When the
 * application closes, it waits for handlers that are at work.
 *
 * @example
 * consumer.apply(webhook({ handlers })).forRoutes("webhooks");
 */
export function webhook<Tx = undefined, IsSync extends boolean = false>(
  options?: Webhooks<Tx, IsSync> | WebhooksOptions<Tx, IsSync>,
): new () => WebhookMiddleware {
  const webhooks = webhooksOf(options);
  const use = listener(webhooks, HINT);
  return class Middleware implements WebhookMiddleware {
    use(request: NodeRequest, response: Parameters<Listener>[1]): Promise<void> {
      return use(request, response);
    }

    onModuleDestroy(): Promise<unknown> {
      return webhooks.drain();
    }
  };
}

/** The part of Nest's execution context that matters here. */
interface Context {
  switchToHttp(): { getRequest<T>(): T };
}

/** A request with the delivery that the guard found in it. */
export interface WebhookRequest extends NodeRequest {
  /** What was verified. */
  delivery: Delivery;
}

/**
 * A guard for controllers: lets authentic requests in only, with `request.delivery`. Refusals become an
 * `HttpException` with the status of the error, whose body has the code and the hint. Works on Express and on Fastify.
 *
 * It does not recognise repeats: see {@link Deduplicator}.
 *
 * @example
 * \@Controller("webhooks")
 * \@UseGuards(new WebhookGuard())
 * class WebhooksController {
 *   \@Post()
 *   \@HttpCode(200)
 *   receive(\@Req() { delivery }: WebhookRequest) {
 *     return { received: delivery.id };
 *   }
 * }
 */
export class WebhookGuard {
  readonly #verifier: VerifierSource | Verifier;

  /** @param options How to verify, or what does. By default with the secret of the environment, at the first request. */
  constructor(options: Verifier | VerifierSourceOptions = {}) {
    refuseForeign(options, "Verifier");
    if (!(options instanceof Verifier)) checkOptions(options, [...Object.keys(VERIFIER_OPTIONS), "secret"]);
    this.#verifier = options instanceof Verifier ? options : new VerifierSource(options);
  }

  /** Called by Nest. */
  async canActivate(context: Context): Promise<boolean> {
    // Fastify's request has Node's in it.
    const request = context.switchToHttp().getRequest<WebhookRequest & { raw?: NodeRequest }>();
    const incoming = request.raw ?? request;
    try {
      // Nest keeps the bytes of what its parsers read; what they leave alone is still on the connection.
      const body = await readBody(incoming, this.#verifier.maxBody, HINT, request);
      request.delivery = await this.#verifier.verify(body, headersOf(incoming), factsOf(incoming));
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      if (error.status >= 500) console.error(`autosend-webhooks: ${error.message}\n${error.hint}`);
      throw new HttpException(error.toJSON(), error.status, { cause: error });
    }
    return true;
  }
}
