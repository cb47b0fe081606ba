import type { Body } from "./body.js";
import { brand, refuseForeign } from "./brand.js";
import { Deduplicator } from "./deduplicator.js";
import type { Delivery } from "./delivery.js";
import { type Event, type InvalidEvent, isEventType, type UnknownEvent } from "./event.js";
import type { RequestFacts } from "./facts.js";
import type { EventOf, EventType } from "./generated/events.js";
import { RESPONSE_TIMEOUT_MS } from "./generated/provider.js";
import type { HeadersLike } from "./headers.js";
import { type NoPromise, refusePromise } from "./inbox/database.js";
import { careful, checkLogger, type Logger } from "./logger.js";
import { checkFunction, checkNumber, checkOptions } from "./options.js";
import {
  checkDeduplicator,
  type DeduplicatorLike,
  type Defer,
  type InboxLike,
  type LogEntry,
  logFailures,
  Pipeline,
  type WebhookResponse,
} from "./pipeline.js";
import { VerifierSource, type VerifierSourceOptions } from "./source.js";
import { VERIFIER_OPTIONS } from "./verifier.js";

/** What to do with an event. What it throws, and why its promise is rejected, {@link Webhooks.onError} hears of. */
export type Handler<E extends Event = Event, Tx = undefined, IsSync extends boolean = false> = (
  event: E,
  delivery: Delivery<E>,
  /** With an inbox: the transaction that marks the delivery as seen. */
  tx: Tx,
) => IsSync extends true ? NoPromise : unknown;

/** Handlers by event type. */
export type Handlers<Tx = undefined, IsSync extends boolean = false> = {
  readonly [T in EventType]?: Handler<EventOf<T>, Tx, IsSync>;
};

/** How to receive webhooks. */
export interface WebhooksOptions<Tx = undefined, IsSync extends boolean = false> extends VerifierSourceOptions {
  /**
   * Keeps deliveries in the application's own database, in place of a deduplicator: `new Inbox(fromPg(pool))` of
   * `autosend-webhooks/inbox`. Handlers run in a transaction, their third argument, that marks the delivery as seen: their
   * effect and the mark commit together. With `answer: "at-once"` deliveries are stored, and `inbox.work(webhooks)` calls the
   * handlers.
   */
  readonly inbox?: InboxLike<Tx, IsSync>;
  /**
   * What recognises repeated deliveries. Default: a new {@link Deduplicator}, which lives in this process; false:
   * nothing does. With several processes, an object of yours over a database that they share.
   */
  readonly deduplicator?: DeduplicatorLike<Delivery> | false;
  /**
   * When to answer an authentic delivery.
   *
   * - `"after-handlers"` (default): with 200 when they have ended well, with 500 if one fails, so that AutoSend delivers
   *   the event again. Handlers that take longer than `answerWithinMs` are answered for with 503: they go on, and the
   *   delivery that comes then is a duplicate if they have ended well by that time.
   * - `"at-once"`: then the handlers run, however long they take. Nothing delivers the event again if a handler fails or
   *   the process ends: `onError` is the place to store it, and {@link Webhooks.drain} waits for them at shutdown. With an
   *   `inbox` the delivery is stored first, and nothing is lost.
   */
  readonly answer?: "after-handlers" | "at-once";
  /** When the response is due, in milliseconds after the request (default 8000 of AutoSend's 10 000). */
  readonly answerWithinMs?: number;
  /**
   * Keeps the platform from stopping the process while handlers run after the response: `after` of `next/server`,
   * `waitUntil` of `@vercel/functions`. Servers need none, and Workers hand theirs over themselves.
   */
  readonly waitUntil?: WaitUntil;
  /** Handlers by event type, as {@link Webhooks.on} adds them. */
  readonly handlers?: Handlers<Tx, IsSync>;
  /** As {@link Webhooks.onAny}. */
  readonly onAny?: Handler<Event, Tx, IsSync>;
  /** As {@link Webhooks.onUnknown}. */
  readonly onUnknown?: Handler<UnknownEvent, Tx, IsSync>;
  /** As {@link Webhooks.onInvalid}. */
  readonly onInvalid?: Handler<InvalidEvent, Tx, IsSync>;
  /** As {@link Webhooks.onExpired}. */
  readonly onExpired?: Handler;
  /** As {@link Webhooks.onError}. */
  readonly onError?: ErrorHandler;
  /** Called once for each outcome. Default: failures, and what is unusual, go to the `logger`. */
  readonly log?: (entry: LogEntry) => unknown;
  /** Where to write failures of handlers and callbacks, and what is unusual. Default: the console. */
  readonly logger?: Logger;
}

const OWN_OPTIONS: readonly (keyof WebhooksOptions)[] = [
  "secret",
  "inbox",
  "deduplicator",
  "answer",
  "answerWithinMs",
  "waitUntil",
  "handlers",
  "onAny",
  "onUnknown",
  "onInvalid",
  "onExpired",
  "onError",
  "log",
  "logger",
];

/** Tells a platform what to wait for before it stops the process. */
export type WaitUntil = (work: Promise<unknown>) => unknown;

/** Hears of what was refused (without a delivery), and of what failed. */
export type ErrorHandler = (error: unknown, delivery?: Delivery) => unknown;

const DUE_MS = RESPONSE_TIMEOUT_MS - 2000;

/**
 * Verifies requests, recognises repeats, and calls the handlers of each event: what every adapter is made of.
 *
 * @example
 * const webhooks = new Webhooks()
 *   .on("email.bounced", (event) => suppress(event.data.to.email))
 *   .onUnknown((event) => console.warn(`new event type ${event.eventType}`));
 * app.all("/webhooks", webhook(webhooks));
 */
export class Webhooks<Tx = undefined, IsSync extends boolean = false> {
  readonly #source: VerifierSource;
  readonly #pipeline: Pipeline<Delivery, Tx>;
  readonly #inbox: InboxLike<Tx, IsSync> | undefined;
  readonly #handlers = new Map<string, Handler<any, Tx>[]>();
  readonly #anyHandlers: Handler<any, Tx>[] = [];
  readonly #expiredHandlers: Handler[] = [];
  readonly #errorHandlers: ErrorHandler[] = [];
  /** As {@link WebhooksOptions.waitUntil}, if it is given. */
  readonly waitUntil: WaitUntil | undefined;
  /** As {@link WebhooksOptions.logger}; it never fails. */
  readonly logger: Logger;

  constructor(options: WebhooksOptions<Tx, IsSync> = {}) {
    checkOptions(options, [...Object.keys(VERIFIER_OPTIONS), ...OWN_OPTIONS]);
    const { answer = "after-handlers", answerWithinMs = DUE_MS, inbox } = options;
    if (inbox !== undefined && options.deduplicator !== undefined)
      throw new TypeError("an inbox recognises repeats by itself: leave deduplicator out");
    const { deduplicator = new Deduplicator() } = options;
    if (answer !== "at-once" && answer !== "after-handlers")
      throw new TypeError(`answer must be "after-handlers" or "at-once", not ${JSON.stringify(answer)}`);
    if (deduplicator !== false) checkDeduplicator(deduplicator);
    if (options.logger !== undefined) checkLogger(options.logger);
    for (const name of CALLBACKS) checkFunction(name, options[name]);
    this.#source = new VerifierSource(options);
    checkNumber("answerWithinMs", answerWithinMs, 1);
    this.waitUntil = options.waitUntil;
    this.logger = careful(options.logger ?? console);
    this.#inbox = inbox;
    this.#pipeline = new Pipeline<Delivery, Tx>({
      deduplicator,
      inbox,
      answerWithinMs,
      isAtOnce: answer === "at-once",
      handle: (delivery, tx) => this.handle(delivery, tx),
      onExpired: (delivery) =>
        callAll(
          this.#expiredHandlers.map((handler) => [handler, delivery.event]),
          delivery,
          undefined,
        ),
      onError: (error, delivery) => this.#tell(error, delivery),
      log: options.log ?? ((entry) => logFailures(this.logger, entry)),
      logger: this.logger,
    });
    for (const [type, handler] of Object.entries(options.handlers ?? {}))
      this.on(type as EventType, handler as Handler<any, Tx, IsSync>);
    if (options.onAny) this.onAny(options.onAny);
    if (options.onUnknown) this.onUnknown(options.onUnknown);
    if (options.onInvalid) this.onInvalid(options.onInvalid);
    if (options.onExpired) this.onExpired(options.onExpired);
    if (options.onError) this.onError(options.onError);
  }

  /** Calls the handler for events of a type, or of any of several. Handlers run one after the other. */
  on<T extends EventType>(type: T | readonly T[], handler: Handler<EventOf<T>, Tx, IsSync>): this {
    for (const one of typeof type === "string" ? [type] : type) {
      if (!isEventType(one)) throw new TypeError(`there is no event type ${JSON.stringify(one)}: see onUnknown`);
      this.#add(one, handler as Handler<any, Tx>);
    }
    return this;
  }

  /** Calls the handler for every event, before those of its type. */
  onAny(handler: Handler<Event, Tx, IsSync>): this {
    this.#anyHandlers.push(checked("onAny", handler as Handler<any, Tx>));
    return this;
  }

  /** Calls the handler for events whose type this version does not know. */
  onUnknown(handler: Handler<UnknownEvent, Tx, IsSync>): this {
    return this.#add("unknown", handler as Handler<any, Tx>);
  }

  /** Calls the handler for events of a known type whose data does not fit it. */
  onInvalid(handler: Handler<InvalidEvent, Tx, IsSync>): this {
    return this.#add("invalid", handler as Handler<any, Tx>);
  }

  /**
   * Calls the handler for events that are older than the deduplicator's memory: nobody can tell whether they were
   * handled, and no other handler is called. If it fails the event comes again.
   */
  onExpired(handler: Handler): this {
    this.#expiredHandlers.push(checked("onExpired", handler));
    return this;
  }

  /** Calls the handler for what was refused, and for what failed: a handler, or the deduplicator. */
  onError(handler: ErrorHandler): this {
    this.#errorHandlers.push(checked("onError", handler));
    return this;
  }

  /** The largest body in bytes. */
  get maxBody(): number {
    return this.#source.maxBody;
  }

  /**
   * Takes one request, and says what to answer. It never throws.
   *
   * @param defer Runs what goes on after the response (default: in a later turn of the event loop): the handlers of
   *   `"at-once"`, and those that are still at work when the response is due. `null` where nothing can run then: the
   *   handlers come first, as with `"after-handlers"`.
   * @param facts As {@link Verifier.verify} takes them.
   */
  receive(
    body: Body | string | (() => Body | PromiseLike<Body>),
    headers: HeadersLike,
    defer: Defer | null = later(this.logger, this.waitUntil),
    facts?: RequestFacts,
  ): Promise<WebhookResponse> {
    const verify = async () => this.#source.verify(typeof body === "function" ? await body() : body, headers, facts);
    return this.#pipeline.receive(verify, defer ?? undefined);
  }

  /**
   * Waits for handlers that are still at work after their response: call it before the process ends.
   *
   * @param withinMs How long at most, in milliseconds (default 8000).
   * @returns Whether all have ended.
   */
  drain(withinMs = DUE_MS): Promise<boolean> {
    return this.#pipeline.drain(withinMs);
  }

  /** {@link drain}; and requests that come from now on are answered with 503, so that AutoSend delivers them again. */
  close(withinMs = DUE_MS): Promise<boolean> {
    return this.#pipeline.close(withinMs);
  }

  /**
   * Calls the handlers of a delivery, one after the other: what {@link receive} does once it is verified, and `inbox.work` in
   * its transaction. With an inbox whose client is synchronous they have ended when it returns.
   *
   * @throws What a handler throws; `async_handler` where a promise can't be waited for.
   */
  handle(delivery: Delivery, tx: Tx): Promise<void> | undefined {
    const calls = delivery.events.flatMap((event) =>
      [...this.#anyHandlers, ...(this.#handlers.get(event.type) ?? [])].map((handler) => [handler, event] as const),
    );
    if (!this.#inbox?.isSync) return callAll(calls, delivery, tx);
    for (const [handler, event] of calls) refusePromise(handler(event, delivery, tx));
    return undefined;
  }

  #add(type: string, handler: Handler<any, Tx>): this {
    checked(`the handler of ${type}`, handler);
    const there = this.#handlers.get(type);
    if (there) there.push(handler);
    else this.#handlers.set(type, [handler]);
    return this;
  }

  async #tell(error: unknown, delivery?: Delivery): Promise<void> {
    for (const handler of this.#errorHandlers) {
      try {
        await handler(error, delivery);
      } catch (another) {
        this.logger.error("autosend-webhooks: onError failed", another);
      }
    }
  }
}

brand(Webhooks, "Webhooks");

const CALLBACKS = ["onAny", "onUnknown", "onInvalid", "onExpired", "onError", "log", "waitUntil"] as const;

function checked<F>(name: string, handler: F): F {
  if (typeof handler !== "function") throw new TypeError(`${name} must be a function`);
  return handler;
}

async function callAll<Tx>(
  calls: readonly (readonly [Handler<any, Tx>, Event])[],
  delivery: Delivery,
  tx: Tx,
): Promise<void> {
  for (const [handler, event] of calls) await handler(event, delivery, tx);
}

/** What adapters take: options, or handlers that are registered already. */
export function webhooksOf<Tx, IsSync extends boolean>(
  options: Webhooks<Tx, IsSync> | WebhooksOptions<Tx, IsSync> = {},
): Webhooks<Tx, IsSync> {
  if (options instanceof Webhooks) return options;
  refuseForeign(options, "Webhooks");
  return new Webhooks(options);
}

/** Runs work in a later turn of the event loop, when the response is on its way. */
export function later(logger: Logger, waitUntil?: WaitUntil): Defer {
  return (work) => untilDone(new Promise((resolve) => setTimeout(resolve, 0)).then(work), logger, waitUntil);
}

/** Tells the platform of work that goes on; one that can't be told is no reason to stop. */
export function untilDone(work: Promise<unknown>, logger: Logger, waitUntil?: WaitUntil): void {
  const print = (error: unknown) => logger.error("autosend-webhooks: waitUntil failed", error);
  try {
    Promise.resolve(waitUntil?.(work)).catch(print);
  } catch (error) {
    print(error);
  }
}
