import { HttpException } from "@nestjs/common";
import type { Delivery } from "./delivery.js";
import { WebhookError } from "./error.js";
import { headersOf, type NodeRequest, readBody } from "./node.js";
import type { Verifier } from "./verifier.js";

/**
 * A middleware that receives webhooks on its own. Start Nest with `rawBody: true`: its own parser comes first.
 *
 * @example
 * consumer.apply(webhook({ handlers })).forRoutes("webhooks");
 */
export { webhook } from "./express.js";

const HINT = "Start Nest with the raw body kept: NestFactory.create(AppModule, { rawBody: true })";

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
 * `HttpException` with the status of the error, whose body has the code and the hint.
 *
 * @example
 * \@Controller("webhooks")
 * \@UseGuards(new WebhookGuard(new Verifier(process.env.AUTOSEND_WEBHOOK_SECRET)))
 * class WebhooksController {
 *   \@Post()
 *   \@HttpCode(200)
 *   receive(\@Req() { delivery }: WebhookRequest) {
 *     return { received: delivery.id };
 *   }
 * }
 */
export class WebhookGuard {
  readonly #verifier: Verifier;

  /** @param verifier What decides. */
  constructor(verifier: Verifier) {
    this.#verifier = verifier;
  }

  /** Called by Nest. */
  async canActivate(context: Context): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WebhookRequest>();
    try {
      // Nest keeps the bytes of what its parsers read; what they leave alone is still on the connection.
      const body = await readBody(request, this.#verifier.maxBody, HINT);
      request.delivery = this.#verifier.verify(body, headersOf(request));
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      throw new HttpException(error.toJSON(), error.status, { cause: error });
    }
    return true;
  }
}
