import type { Body } from "./body.js";
import { Deduplicator } from "./deduplicator.js";
import type { Delivery } from "./delivery.js";
import { WebhookError } from "./error.js";
import type { Event, InvalidEvent, UnknownEvent } from "./event.js";
import type { EventOf, EventType } from "./generated/events.js";
import { ANSWER_WITHIN_MS } from "./generated/provider.js";
import type { HeadersLike } from "./headers.js";
import { Verifier, type VerifierOptions } from "./verifier.js";

/** What to do with an event. If it throws, or its promise is rejected, AutoSend delivers the event again later. */
export type Handler<E extends Event = Event> = (event: E, delivery: Delivery<E>) => unknown;

/** Handlers by event type. */
export type Handlers = { readonly [T in EventType]?: Handler<EventOf<T>> };

/** What became of a request, for a log. It holds no secret and no address. */
export interface LogEntry {
  /**
   * `received`: handled. `duplicate`, `expired`: seen before, or too old to tell; not handled. `refused`: not authentic,
   * or not readable. `failed`: a handler threw. `late`: a handler was still at work when the answer was due; another
   * entry follows when it ends.
   */
  readonly outcome: "received" | "duplicate" | "expired" | "refused" | "failed" | "late";
  /** The status that was answered. */
  readonly status: number;
  /** Since the request came in, in milliseconds. */
  readonly ms: number;
  /** The delivery's id, if it is authentic. */
  readonly id?: string;
  /** The event's type, if it is authentic. */
  readonly type?: string;
  /** Why it was refused, or what a handler threw. */
  readonly error?: unknown;
}

/** How to receive webhooks. */
export interface WebhooksOptions extends VerifierOptions {
  /**
   * The webhook's secret, several while one is being replaced, or a function that returns either. Default: the
   * environment variable `AUTOSEND_WEBHOOK_SECRET`. Looked up at the first request, so that a build needs none.
   */
  readonly secret?: Secrets | (() => Secrets);
  /** What recognises repeated deliveries. Default: a new {@link Deduplicator}; false: nothing does. */
  readonly deduplicator?: Pick<Deduplicator, "admit" | "forget"> | false;
  /** When to answer at the latest although a handler is still at work, in milliseconds (default 8000 of AutoSend's 10 000). */
  readonly answerWithinMs?: number;
  /** Handlers by event type, as {@link Webhooks.on} adds them. */
  readonly handlers?: Handlers;
  /** As {@link Webhooks.onAny}. */
  readonly onAny?: Handler;
  /** As {@link Webhooks.onUnknown}. */
  readonly onUnknown?: Handler<UnknownEvent>;
  /** As {@link Webhooks.onInvalid}. */
  readonly onInvalid?: Handler<InvalidEvent>;
  /** As {@link Webhooks.onError}. */
  readonly onError?: ErrorHandler;
  /** Called once for each request. Default: what is answered with a status of 500 goes to `console.error`. */
  readonly log?: (entry: LogEntry) => void;
}

/** One secret or several. */
export type Secrets = string | readonly string[] | undefined;

/** Hears of what was refused (without a delivery), and of what handlers threw. */
export type ErrorHandler = (error: unknown, delivery?: Delivery) => unknown;

/** What to answer. */
export interface Answer {
  readonly status: number;
  /** To be sent as JSON. */
  readonly body: object;
}

const SPARE_MS = 2000;

/**
 * Verifies requests, recognises repeats, and calls the handlers of each event: what every adapter is made of.
 *
 * @example
 * const webhooks = new Webhooks()
 *   .on("email.bounced", (event) => suppress(event.data.to.email))
 *   .onUnknown((event) => console.warn(`new event type ${event.eventType}`));
 * app.all("/webhooks", webhook(webhooks));
 */
export class Webhooks {
  readonly #options: WebhooksOptions;
  readonly #deduplicator: Pick<Deduplicator, "admit" | "forget"> | false;
  readonly #handlers = new Map<string, Handler<never>[]>();
  readonly #anyHandlers: Handler[] = [];
  readonly #errorHandlers: ErrorHandler[] = [];
  #verifier: Verifier | undefined;

  constructor(options: WebhooksOptions = {}) {
    this.#options = options;
    this.#deduplicator = options.deduplicator ?? new Deduplicator();
    for (const [type, handler] of Object.entries(options.handlers ?? {})) this.#add(type, handler as Handler<never>);
    if (options.onAny) this.onAny(options.onAny);
    if (options.onUnknown) this.onUnknown(options.onUnknown);
    if (options.onInvalid) this.onInvalid(options.onInvalid);
    if (options.onError) this.onError(options.onError);
  }

  /** Calls the handler for events of a type, or of any of several. Handlers run one after the other. */
  on<T extends EventType>(type: T | readonly T[], handler: Handler<EventOf<T>>): this {
    for (const one of typeof type === "string" ? [type] : type) this.#add(one, handler as Handler<never>);
    return this;
  }

  /** Calls the handler for every event, before those of its type. */
  onAny(handler: Handler): this {
    this.#anyHandlers.push(handler);
    return this;
  }

  /** Calls the handler for events whose type this version does not know. */
  onUnknown(handler: Handler<UnknownEvent>): this {
    return this.#add("unknown", handler as Handler<never>);
  }

  /** Calls the handler for events of a known type whose data does not fit it. */
  onInvalid(handler: Handler<InvalidEvent>): this {
    return this.#add("invalid", handler as Handler<never>);
  }

  /** Calls the handler for what was refused, and for what another handler threw. */
  onError(handler: ErrorHandler): this {
    this.#errorHandlers.push(handler);
    return this;
  }

  /** The verifier, made when first asked for. */
  get verifier(): Verifier {
    return (this.#verifier ??= makeVerifier(this.#options));
  }

  /** The largest body in bytes. */
  get maxBody(): number {
    return this.verifier.maxBody;
  }

  /** Takes one request, and says what to answer. It never throws. */
  async receive(body: Body | string | (() => Promise<Uint8Array>), headers: HeadersLike): Promise<Answer> {
    const start = Date.now();
    let delivery: Delivery;
    try {
      // The verifier first: without it there is no limit to read by.
      const { verifier } = this;
      delivery = verifier.verify(typeof body === "function" ? await body() : body, headers);
    } catch (error) {
      return this.#refuse(error, start);
    }
    const admission = this.#deduplicator === false ? "first" : this.#deduplicator.admit(delivery);
    if (admission !== "first") {
      this.#log({ outcome: admission, status: 200 }, start, delivery);
      return { status: 200, body: { received: true, duplicate: true } };
    }
    return this.#handle(delivery, start);
  }

  #add(type: string, handler: Handler<never>): this {
    if (typeof handler !== "function") throw new TypeError(`the handler of ${type} must be a function`);
    const there = this.#handlers.get(type);
    if (there) there.push(handler);
    else this.#handlers.set(type, [handler]);
    return this;
  }

  #refuse(error: unknown, start: number): Answer {
    // A mistake in the configuration, say a secret that is no string, must not be answered in detail.
    const [status, body] = error instanceof WebhookError ? [error.status, error.toJSON()] : [500, { received: false }];
    this.#log({ outcome: "refused", status, error }, start);
    void this.#tell(error);
    return { status, body };
  }

  async #handle(delivery: Delivery, start: number): Promise<Answer> {
    const { answerWithinMs = ANSWER_WITHIN_MS - SPARE_MS } = this.#options;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(resolve, answerWithinMs, "late");
    });
    const end = this.#dispatch(delivery).then(
      () => this.#log({ outcome: "received", status: 200 }, start, delivery),
      (error: unknown) => {
        this.#log({ outcome: "failed", status: 500, error }, start, delivery);
        // Whatever comes of it, the retry must be let in.
        if (this.#deduplicator !== false) this.#deduplicator.forget(delivery);
        return this.#tell(error, delivery).then(() => "failed" as const);
      },
    );
    const first = await Promise.race([end, late]);
    clearTimeout(timer);
    if (first === "failed") return { status: 500, body: { received: false } };
    if (first === "late") this.#log({ outcome: "late", status: 200 }, start, delivery);
    return { status: 200, body: { received: true, duplicate: false } };
  }

  async #dispatch(delivery: Delivery): Promise<void> {
    const { event } = delivery;
    for (const handler of this.#anyHandlers) await handler(event, delivery);
    for (const handler of this.#handlers.get(event.type) ?? []) await handler(event as never, delivery as never);
  }

  async #tell(error: unknown, delivery?: Delivery): Promise<void> {
    for (const handler of this.#errorHandlers) {
      try {
        await handler(error, delivery);
      } catch (another) {
        console.error("autosend-webhooks: onError threw", another);
      }
    }
  }

  #log(entry: Pick<LogEntry, "outcome" | "status" | "error">, start: number, delivery?: Delivery): void {
    const log = this.#options.log ?? logFailures;
    const about = delivery ? { id: delivery.id, type: delivery.type } : {};
    try {
      log({ ...entry, ...about, ms: Date.now() - start });
    } catch (error) {
      console.error("autosend-webhooks: log threw", error);
    }
  }
}

function logFailures(entry: LogEntry): void {
  if (entry.status < 500) return;
  const hint = entry.error instanceof WebhookError ? `\n${entry.error.hint}` : "";
  console.error(`autosend-webhooks: ${entry.outcome}${hint}`, entry.error);
}

function makeVerifier(options: WebhooksOptions): Verifier {
  const { secret = fromEnvironment } = options;
  const limits: Record<string, unknown> = {};
  for (const name of ["toleranceMs", "futureToleranceMs", "maxBody", "strict", "allowText"] as const) {
    if (options[name] !== undefined) limits[name] = options[name];
  }
  return new Verifier(typeof secret === "function" ? secret() : secret, limits);
}

function fromEnvironment(): string | undefined {
  return typeof process === "undefined" ? undefined : process.env["AUTOSEND_WEBHOOK_SECRET"];
}

/** What adapters take: options, or handlers that are registered already. */
export function webhooksOf(options: Webhooks | WebhooksOptions = {}): Webhooks {
  return options instanceof Webhooks ? options : new Webhooks(options);
}

/** The answer to anything but POST. */
export const METHOD_NOT_ALLOWED: Answer = { status: 405, body: { message: "Webhooks are sent by POST." } };
