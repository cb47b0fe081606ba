import type { Admission, Outcome } from "./deduplicator.js";
import type { Delivery } from "./delivery.js";
import { WebhookError } from "./errors.js";
import { isThenable } from "./inbox/database.js";
import { InboxError } from "./inbox/errors.js";
import type { Logger } from "./logger.js";
import { Deadline, TimeoutError } from "./timing.js";

/**
 * What remembers deliveries: a {@link Deduplicator}, or an object of yours over a database. Its methods may be async.
 * One that fails, or takes too long, has the request answered with 503, and the delivery comes again.
 */
export interface DeduplicatorLike<D> {
  /** Claims a delivery. Returns an admission or its outcome; anything else is an error. */
  admit(delivery: D): Admission | Outcome | PromiseLike<Admission | Outcome>;
  /** The delivery was handled. Without this method, a claimed delivery counts as done. */
  done?(delivery: D): unknown;
  /** The delivery was not handled: its retry must be let in. */
  forget(delivery: D): unknown;
}

/** What keeps deliveries in the application's own database: an `Inbox`. */
export interface InboxLike<Tx, IsSync extends boolean = boolean> {
  /** Whether its client is synchronous, and with it the handlers in its transactions. */
  readonly isSync: IsSync;
  /** Runs a handler in a transaction that marks the delivery as seen; of what was seen before, nothing is run. */
  once(delivery: Delivery, handle: (tx: Tx) => unknown): Promise<"first" | "duplicate">;
  /** Stores a delivery, to be worked on later. */
  store(delivery: Delivery): Promise<{ readonly outcome: "new" | "duplicate" | "expired"; readonly idReused: boolean }>;
}

/** What became of a request, for a log. It holds no secret and no address. */
export interface LogEntry {
  /**
   * - `received`: the handlers are done; `stored`: it is in the inbox, for workers.
   * - `duplicate`: it was done before; `in_progress`: it is still at work; `expired`: too old to tell.
   * - `refused`: not authentic, or not readable.
   * - `failed`: a handler, a callback or the deduplicator did.
   * - `late`: a handler was still at work when the response was due; another entry follows when it ends.
   * - `unsent`: the response could not be sent, so that the delivery was forgotten.
   */
  readonly outcome:
    | "received"
    | "stored"
    | "duplicate"
    | "in_progress"
    | "expired"
    | "refused"
    | "failed"
    | "late"
    | "unsent";
  /** The status of the response. */
  readonly status: number;
  /** Since the request came in, in milliseconds. */
  readonly ms: number;
  /** The delivery's id, if it is authentic. */
  readonly id?: string;
  /** The event's type, if it is authentic. */
  readonly type?: string;
  /** Whether the id was that of another body: see {@link Admission.idReused}. */
  readonly idReused?: true;
  /** Why it was refused, or what failed. */
  readonly error?: unknown;
}

/** The response to a request. */
export interface WebhookResponse {
  /** The HTTP status. */
  readonly status: number;
  /** To be sent as JSON. */
  readonly body: object;
  /** The headers of the response, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be called where the response could not be sent: the delivery is forgotten, so that its retry is processed. */
  unsent(): Promise<void>;
}

/** Runs work once the response is out. It is called with work that never fails. */
export type Defer = (work: () => Promise<void>) => void;

/** What differs between receivers. */
export interface PipelineOptions<D, Tx> {
  readonly deduplicator: DeduplicatorLike<D> | false;
  /** What recognises repeats in place of the deduplicator. */
  readonly inbox: InboxLike<Tx> | undefined;
  /** When the response is due, in milliseconds after the request. */
  readonly answerWithinMs: number;
  /** Whether to answer before the handlers run, where something can run after the response. */
  readonly isAtOnce: boolean;
  /** Calls the handlers. */
  handle(delivery: D, tx: Tx): unknown;
  /** Called with what is too old to be known. */
  readonly onExpired: ((delivery: D) => unknown) | undefined;
  /** Called with what was refused or failed. */
  readonly onError: ((error: unknown, delivery?: D) => unknown) | undefined;
  /** Called once for each outcome. */
  readonly log: (entry: LogEntry) => unknown;
  /** Hears of callbacks that failed; it never fails itself. */
  readonly logger: Logger;
}

/** One request on its way. */
interface Passage<D> {
  readonly start: number;
  readonly deadline: Deadline;
  readonly delivery: D;
  readonly idReused: boolean;
  /** How the handlers ended, once they have: what follows them may take its time. */
  ended?: "done" | "failed" | "duplicate" | "unstored";
}

/** Recognises repeats, calls the handlers, and says what to answer: whatever fails on the way, nothing is lost. */
export class Pipeline<D extends Delivery, Tx = undefined> {
  readonly #options: PipelineOptions<D, Tx>;
  readonly #work = new Set<Promise<unknown>>();
  #isClosed = false;

  constructor(options: PipelineOptions<D, Tx>) {
    this.#options = options;
  }

  /**
   * Takes one request. It never fails.
   *
   * @param verify Reads and verifies it; whatever it does, the response comes in time.
   * @param defer Runs what goes on after the response: handlers to be called then, or those that are still at work.
   *   Without it, the response waits for the handlers, and nobody hears of those that take longer.
   */
  async receive(verify: () => Promise<D>, defer?: Defer): Promise<WebhookResponse> {
    const start = Date.now();
    const deadline = new Deadline(this.#options.answerWithinMs);
    try {
      if (this.#isClosed) return answer(503, { received: false, code: "closed" });
      let delivery: D;
      try {
        delivery = await deadline.wait(verify, "reading and verifying the request");
      } catch (error) {
        return await this.#refuse(error, start, deadline);
      }
      return await this.#pass({ start, deadline, delivery, idReused: false }, defer);
    } finally {
      deadline.end();
    }
  }

  /**
   * Waits for handlers that are still at work, for so many milliseconds at most.
   *
   * @returns Whether all have ended.
   */
  async drain(withinMs: number): Promise<boolean> {
    const deadline = new Deadline(withinMs);
    while (this.#work.size > 0 && !deadline.isPassed) {
      await Promise.race([Promise.all(this.#work), deadline.passed]);
    }
    deadline.end();
    return this.#work.size === 0;
  }

  /** {@link drain}, and from now on requests are answered with 503, so that they come again elsewhere. */
  close(withinMs: number): Promise<boolean> {
    this.#isClosed = true;
    return this.drain(withinMs);
  }

  async #refuse(error: unknown, start: number, deadline: Deadline): Promise<WebhookResponse> {
    const [status, body] = refusal(error);
    this.#log({ outcome: "refused", status, error }, start);
    await this.#tell(deadline, error);
    return answer(status, body);
  }

  async #pass(passage: Passage<D>, defer?: Defer): Promise<WebhookResponse> {
    const { inbox, isAtOnce } = this.#options;
    if (inbox !== undefined) return isAtOnce ? this.#stored(passage, inbox) : this.#once(passage, inbox, defer);
    let admission: Admission;
    try {
      admission = await this.#admit(passage);
    } catch (error) {
      this.#note("failed", 503, passage, error);
      await this.#tell(passage.deadline, error, passage.delivery);
      return answer(503, { received: false, code: "deduplicator_failed" });
    }
    switch (admission.outcome) {
      case "first":
        return this.#first({ ...passage, idReused: admission.idReused }, defer);
      case "duplicate":
        this.#note("duplicate", 200, passage);
        return answer(200, { received: true, duplicate: true });
      case "in_progress":
        this.#note("in_progress", 503, passage);
        return answer(503, IN_PROGRESS);
      case "expired":
        return this.#expired(passage, defer);
    }
  }

  async #admit({ delivery, deadline }: Passage<D>): Promise<Admission> {
    const { deduplicator } = this.#options;
    if (deduplicator === false) return { outcome: "first", idReused: false };
    let admitted: unknown;
    const admitting = (async () => {
      admitted = await deduplicator.admit(delivery);
      return admissionOf(admitted);
    })();
    try {
      return await deadline.wait(() => admitting, "admit of the deduplicator");
    } catch (error) {
      // A claim that comes too late is nobody's: nothing would ever free it.
      if (deadline.isPassed) {
        const isClaim = admitting.then(
          ({ outcome }) => outcome === "first",
          () => false,
        );
        this.#keep(isClaim.then((claimed) => (claimed ? this.#forget(delivery) : undefined)));
      }
      throw error;
    }
  }

  async #first(passage: Passage<D>, defer?: Defer): Promise<WebhookResponse> {
    const { delivery, idReused } = passage;
    const received = { received: true, duplicate: false, ...(idReused && { id_reused: true }) };
    if (!this.#options.isAtOnce || defer === undefined) {
      const work = this.#handle(passage, "received", () => this.#call(delivery), 500, passage.deadline);
      return this.#answerAfter(passage, received, work, defer);
    }
    // Once, however often it is called: whoever defers may fail after it began.
    let started: Promise<unknown> | undefined;
    this.#defer(() => {
      started ??= this.#handle(passage, "received", () => this.#call(delivery), 200);
      return started;
    }, defer);
    return answer(200, received);
  }

  /** The handlers outside of any transaction. */
  #call(delivery: D): unknown {
    return this.#options.handle(delivery, undefined as Tx);
  }

  /** Stores a delivery, whose handlers a worker calls. */
  async #stored(passage: Passage<D>, inbox: InboxLike<Tx>): Promise<WebhookResponse> {
    const { delivery, deadline } = passage;
    try {
      const { outcome, idReused } = await deadline.wait(() => inbox.store(delivery), "storing the delivery");
      this.#note(outcome === "new" ? "stored" : outcome, 200, { ...passage, idReused });
      const body = { received: true, duplicate: outcome === "duplicate" };
      return answer(200, {
        ...body,
        ...(outcome === "expired" && { expired: true }),
        ...(idReused && { id_reused: true }),
      });
    } catch (error) {
      return this.#unstored(passage, error);
    }
  }

  async #unstored(passage: Passage<D>, error: unknown): Promise<WebhookResponse> {
    this.#note("failed", 503, passage, error);
    await this.#tell(passage.deadline, error, passage.delivery);
    const { code } = error as { code?: unknown };
    return answer(503, { received: false, code: error instanceof InboxError ? code : "inbox_unavailable" });
  }

  /** Has the handlers called in the transaction that marks the delivery as seen. */
  async #once(passage: Passage<D>, inbox: InboxLike<Tx>, defer?: Defer): Promise<WebhookResponse> {
    let failure: unknown;
    const work = this.#inTransaction(passage, inbox).catch((error: unknown) => {
      failure = error;
      passage.ended ??= "unstored";
    });
    this.#keep(work);
    await Promise.race([work, passage.deadline.passed]);
    switch (passage.ended) {
      case "done":
        return answer(200, { received: true, duplicate: false }, async () => this.#note("unsent", 0, passage));
      case "duplicate":
        return answer(200, { received: true, duplicate: true });
      case "failed":
        return answer(500, { received: false, code: "handler_failed" });
      case "unstored":
        return this.#unstored(passage, failure);
    }
    this.#note("late", 503, passage);
    if (defer !== undefined) this.#defer(() => work, defer);
    return answer(503, IN_PROGRESS);
  }

  /** Fails where the database does; a handler's failure is told here. */
  async #inTransaction(passage: Passage<D>, inbox: InboxLike<Tx>): Promise<void> {
    const { delivery, deadline } = passage;
    let failure: { readonly error: unknown } | undefined;
    const failed = (error: unknown): never => {
      failure = { error };
      throw error;
    };
    try {
      const outcome = await inbox.once(delivery, (tx) => attempt(() => this.#options.handle(delivery, tx), failed));
      passage.ended = outcome === "first" ? "done" : "duplicate";
      this.#note(outcome === "first" ? "received" : "duplicate", 200, passage);
    } catch (error) {
      if (failure === undefined) throw error;
      passage.ended = "failed";
      this.#note("failed", 500, passage, error);
      await this.#tell(deadline, error, delivery);
    }
  }

  #defer(work: () => Promise<unknown>, defer: Defer): void {
    const isOver = new Promise<void>((resolve) => {
      const run = async () => {
        await work();
        resolve();
      };
      try {
        defer(run);
      } catch (error) {
        this.#print("what defers handlers threw", error);
        void run();
      }
    });
    this.#keep(isOver);
  }

  /** Answers when the work is done, or when it is time to. */
  async #answerAfter(
    passage: Passage<D>,
    received: object,
    work: Promise<"done" | "failed">,
    defer?: Defer,
  ): Promise<WebhookResponse> {
    this.#keep(work);
    await Promise.race([work, passage.deadline.passed]);
    const end = passage.ended;
    if (end === "failed") return answer(500, { received: false, code: "handler_failed" });
    if (end === "done") return answer(200, received, () => this.#unsent(passage));
    this.#note("late", 503, passage);
    // Where the platform stops what it does not know of, the claim would stay, and no retry would be processed.
    if (defer !== undefined) this.#defer(() => work, defer);
    return answer(503, IN_PROGRESS);
  }

  async #expired(passage: Passage<D>, defer?: Defer): Promise<WebhookResponse> {
    const { onExpired } = this.#options;
    const handle = async () => onExpired?.(passage.delivery);
    const received = { received: true, duplicate: false, expired: true };
    const work = this.#handle(passage, "expired", handle, 500, passage.deadline);
    return this.#answerAfter(passage, received, work, defer);
  }

  /** Calls handlers, and settles the claim by how they end. It never fails. */
  async #handle(
    passage: Passage<D>,
    outcome: "received" | "expired",
    handle: () => unknown,
    failure: number,
    deadline?: Deadline,
  ): Promise<"done" | "failed"> {
    const { delivery } = passage;
    try {
      await handle();
    } catch (error) {
      passage.ended = "failed";
      this.#note("failed", failure, passage, error);
      if (outcome === "received") await this.#forget(delivery, deadline);
      await this.#tell(deadline, error, delivery);
      return "failed";
    }
    passage.ended = "done";
    if (outcome === "received") await this.#done(delivery, deadline);
    this.#note(outcome, 200, passage);
    return "done";
  }

  async #unsent(passage: Passage<D>): Promise<void> {
    this.#note("unsent", 0, passage);
    await this.#forget(passage.delivery);
  }

  async #done(delivery: D, deadline?: Deadline): Promise<void> {
    const { deduplicator } = this.#options;
    if (deduplicator !== false)
      await this.#try("done of the deduplicator", () => deduplicator.done?.(delivery), deadline);
  }

  async #forget(delivery: D, deadline?: Deadline): Promise<void> {
    const { deduplicator } = this.#options;
    if (deduplicator !== false)
      await this.#try("forget of the deduplicator", () => deduplicator.forget(delivery), deadline);
  }

  async #tell(deadline: Deadline | undefined, error: unknown, delivery?: D): Promise<void> {
    await this.#try("onError", () => this.#options.onError?.(error, delivery), deadline);
  }

  /** Calls what may fail without consequence, but for a word about it. */
  async #try(what: string, call: () => unknown, within?: Deadline): Promise<void> {
    // Work may end after its response was due, and has time of its own then.
    const deadline = within?.isOver === false ? within : new Deadline(this.#options.answerWithinMs);
    try {
      await deadline.wait(call, what);
    } catch (error) {
      this.#print(`${what} failed`, error);
    } finally {
      if (deadline !== within) deadline.end();
    }
  }

  #keep(work: Promise<unknown>): void {
    this.#work.add(work);
    const end = () => void this.#work.delete(work);
    work.then(end, end);
  }

  #note(outcome: LogEntry["outcome"], status: number, passage: Passage<D>, error?: unknown): void {
    const { start, delivery, idReused } = passage;
    const about = { id: delivery.id, type: delivery.type, ...(idReused && { idReused: true as const }) };
    this.#log({ outcome, status, ...about, ...(outcome === "failed" && { error }) }, start);
  }

  #log(entry: Omit<LogEntry, "ms">, start: number): void {
    const print = (error: unknown) => this.#print("log failed", error);
    try {
      Promise.resolve(this.#options.log({ ...entry, ms: Date.now() - start })).catch(print);
    } catch (error) {
      print(error);
    }
  }

  #print(what: string, error: unknown): void {
    this.#options.logger.error(`autosend-webhooks: ${what}`, error);
  }
}

/** Calls something that may throw, or return a promise that is rejected. */
function attempt(call: () => unknown, failed: (error: unknown) => never): unknown {
  try {
    const result = call();
    return isThenable(result) ? result.then(undefined, failed) : result;
  } catch (error) {
    return failed(error);
  }
}

const IN_PROGRESS = { received: false, code: "in_progress" };

/** Anything else than an admission must not pass for a duplicate: the event would be lost. */
function admissionOf(value: unknown): Admission {
  const { outcome, idReused = false } = (
    typeof value === "string" ? { outcome: value } : (value ?? {})
  ) as Partial<Admission>;
  if (outcome !== undefined && OUTCOMES.includes(outcome)) return { outcome, idReused: idReused === true };
  const given = typeof value === "object" && value !== null ? "an object without such an outcome" : String(value);
  throw new TypeError(`admit must return one of ${OUTCOMES.join(", ")}, or an admission with it, not ${given}`);
}

/** Only errors of this package are answered in detail: others may tell of the configuration. */
function refusal(error: unknown): [number, object] {
  if (error instanceof WebhookError) return [error.status, error.toJSON()];
  if (error instanceof TimeoutError) return [503, { received: false, code: "timed_out" }];
  return [500, { received: false, code: "internal_error" }];
}

const OUTCOMES: readonly Outcome[] = ["first", "duplicate", "in_progress", "expired"];

/** Refuses what could not remember anything. */
export function checkDeduplicator(deduplicator: unknown): void {
  const { admit, done, forget } = deduplicator as DeduplicatorLike<never>;
  for (const [name, method] of Object.entries({ admit, forget, ...(done !== undefined && { done }) })) {
    if (typeof method !== "function") throw new TypeError(`deduplicator.${name} must be a function`);
  }
}

/** Writes down what somebody has to look at. */
export function logFailures(logger: Logger, entry: LogEntry): void {
  const { outcome, status, id, error } = entry;
  if (outcome === "failed" || (outcome === "refused" && status >= 500)) {
    const hint = error instanceof WebhookError ? `\n${error.hint}` : "";
    logger.error(`autosend-webhooks: ${outcome}${hint}`, error);
  } else if (outcome === "expired" || outcome === "late" || outcome === "unsent" || entry.idReused) {
    logger.warn(`autosend-webhooks: ${id} ${entry.idReused ? "came under the id of another event" : outcome}`);
  }
}

function answer(status: number, body: object, unsent = async () => {}): WebhookResponse {
  const retry = status === 503 ? { "retry-after": "1" } : {};
  return { status, body, headers: { "content-type": "application/json", ...retry }, unsent };
}

/** The response to anything but POST. */
export const METHOD_NOT_ALLOWED: WebhookResponse = {
  ...answer(405, { message: "Webhooks are sent by POST." }),
  headers: { "content-type": "application/json", allow: "POST" },
};
