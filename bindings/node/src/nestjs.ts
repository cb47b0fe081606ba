import { alreadyParsed } from "./body.js";
import type { Delivery } from "./delivery.js";
import { headersOf, type NodeRequest } from "./node.js";
import type { Verifier } from "./verifier.js";

/** A middleware that receives webhooks on its own: `consumer.apply(webhook({...})).forRoutes("webhooks")`. */
export { webhook } from "./express.js";

const HINT = "Start Nest with the raw body kept: NestFactory.create(AppModule, { rawBody: true })";

/** The part of Nest's execution context that matters here. */
interface Context {
  switchToHttp(): { getRequest<T>(): T };
}

/** A request with the delivery that the guard found in it. */
export interface WebhookRequest extends NodeRequest {
  delivery: Delivery;
}

/**
 * A guard for controllers: lets authentic requests in only, with `request.delivery`. Refusals are answered with the
 * status of the error.
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

  constructor(verifier: Verifier) {
    this.#verifier = verifier;
  }

  canActivate(context: Context): boolean {
    const request = context.switchToHttp().getRequest<WebhookRequest>();
    if (!(request.rawBody instanceof Uint8Array)) throw alreadyParsed(request.body, HINT);
    request.delivery = this.#verifier.verify(request.rawBody, headersOf(request));
    return true;
  }
}
