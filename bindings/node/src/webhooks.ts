import type { Body } from "./body.js";
import { brand, isForeign } from "./brand.js";
import { Deduplicator } from "./deduplicator.js";
import type { Delivery } from "./delivery.js";
import { WebhookError } from "./error.js";
import type { Event, InvalidEvent, UnknownEvent } from "./event.js";
import type { EventOf, EventType } from "./generated/events.js";
import { ANSWER_WITHIN_MS } from "./generated/provider.js";
import type { HeadersLike } from "./headers.js";
import { Verifier, type VerifierOptions } from "./verifier.js";

/** What to do with an event. What it throws, and why its promise is rejected, {@link Webhooks.onError} hears of. */
export type Handler<E extends Event = Event> = (event: E, delivery: Delivery<E>) => unknown;

/** Handlers by event type. */
export type Handlers = { readonly [T in EventType]?: Handler<EventOf<T>> };

/** What became of a request, for a log. It holds no secret and no address. */
export interface LogEntry {
  /**
   * `received`: the handlers are done. `duplicate`, `expired`: seen before, or too old to tell; not handled. `refused`:
   * not authentic, or not readable. `failed`: a handler threw. `late`: a handler was still at work when the answer was
   * due (`"after-handlers"` only); another entry follows when it ends.
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
  /**
   * When to answer an authentic delivery.
   *
   * - `"at-once"` (default): then the handlers run. However long they take, AutoSend does not count the delivery as
   *   failed. Nothing delivers it again if a handler fails or the process ends: `onError` is the place to store it.
   * - `"after-handlers"`: with 500 if one fails, so that AutoSend delivers the event again later. For handlers that only
   *   put the event into a queue or a database; those that take longer than `answerWithinMs` are answered for.
   */
  readonly answer?: "at-once" | "after-handlers";
  /**
   * With `"after-handlers"`: when to answer at the latest although a handler is still at work, in milliseconds (default
   * 8000 of AutoSend's 10 000).
   */
  readonly answerWithinMs?: number;
  /**
   * Keeps the platform from stopping the process while handlers run after the answer: `after` of `next/server`,
   * `waitUntil` of `@vercel/functions`. Servers need none, and Workers hand theirs over themselves.
   */
  readonly waitUntil?: WaitUntil;
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
  /** Called once for each request. Default: failures and what is answered with 500 go to `console.error`. */
  readonly log?: (entry: LogEntry) => void;
}

/** Tells a platform what to wait for before it stops the process. */
export type WaitUntil = (work: Promise<unknown>) => void;

/** Runs work once the answer is out. It is called with work that never fails. */
export type Defer = (work: () => Promise<void>) => void;

/** One secret or several. */
export type Secrets = string | readonly string[] | undefined;

/** Hears of what was refused (without a delivery), and of what handlers threw. */
export type ErrorHandler = (error: unknown, delivery?: Delivery) => unknown;

/** What to answer. */
export interface Answer {
  /** The HTTP status. */
  readonly status: number;
  /** To be sent as JSON. */
  readonly body: object;
}

const SPARE_MS = 2000;

const RECEIVED: Answer = { status: 200, body: { received: true, duplicate: false } };

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
    const { answer = "at-once" } = options;
    if (answer !== "at-once" && answer !== "after-handlers")
      throw new TypeError(`answer must be "at-once" or "after-handlers", not ${JSON.stringify(answer)}`);
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

  /**
   * Takes one request, and says what to answer. It never throws.
   *
   * @param defer Runs the handlers after the answer (default: in a later turn of the event loop). `null` where nothing
   *   can run then: the handlers come first, as with `"after-handlers"`.
   */
  async receive(
    body: Body | string | (() => Promise<Uint8Array>),
    headers: HeadersLike,
    defer: Defer | null = later(this.#options.waitUntil),
  ): Promise<Answer> {
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
    if (defer === null || this.#options.answer === "after-handlers") return this.#answerAfter(delivery, start);
    defer(() => this.#handle(delivery, start, 200).then(() => undefined));
    return RECEIVED;
  }

  /** As {@link WebhooksOptions.waitUntil}, if it is given. */
  get waitUntil(): WaitUntil | undefined {
    return this.#options.waitUntil;
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

  /** Answers when the handlers are done, or when it is time to. */
  async #answerAfter(delivery: Delivery, start: number): Promise<Answer> {
    const { answerWithinMs = ANSWER_WITHIN_MS - SPARE_MS } = this.#options;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<"late">((resolve) => {
      timer = setTimeout(resolve, answerWithinMs, "late");
    });
    const first = await Promise.race([this.#handle(delivery, start, 500), late]);
    clearTimeout(timer);
    if (first === "failed") return { status: 500, body: { received: false } };
    if (first === "late") this.#log({ outcome: "late", status: 200 }, start, delivery);
    return RECEIVED;
  }

  /** Calls the handlers, and tells how it went. `failure`: the status that is answered if one fails. */
  async #handle(delivery: Delivery, start: number, failure: number): Promise<"received" | "failed"> {
    try {
      await this.#dispatch(delivery);
    } catch (error) {
      this.#log({ outcome: "failed", status: failure, error }, start, delivery);
      // Whether AutoSend or a person sends it again: it must be let in.
      if (this.#deduplicator !== false) this.#deduplicator.forget(delivery);
      await this.#tell(error, delivery);
      return "failed";
    }
    this.#log({ outcome: "received", status: 200 }, start, delivery);
    return "received";
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

brand(Webhooks, "Webhooks");

function logFailures(entry: LogEntry): void {
  if (entry.status < 500 && entry.outcome !== "failed") return;
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
  if (options instanceof Webhooks) return options;
  if (isForeign(options, "Webhooks")) {
    throw new TypeError("these Webhooks are of another version of autosend-webhooks than this adapter: install one");
  }
  return new Webhooks(options);
}

/** Runs work in a later turn of the event loop, when the answer is on its way. */
export function later(waitUntil?: WaitUntil): Defer {
  return (work) => {
    const done = new Promise((resolve) => setTimeout(resolve, 0)).then(work);
    waitUntil?.(done);
  };
}

/** The answer to anything but POST. */
export const METHOD_NOT_ALLOWED: Answer = { status: 405, body: { message: "Webhooks are sent by POST." } };
