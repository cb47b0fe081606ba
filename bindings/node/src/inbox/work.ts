import { Delivery } from "../delivery.js";
import { checkNumber, checkOptions } from "../options.js";
import { readEvent } from "../read.js";
import { Deadline } from "../timing.js";
import { isThenable } from "./database.js";
import { InboxError } from "./errors.js";
import { HandlerFailure } from "./failure.js";
import type { Job, Lease } from "./store.js";

/** How a worker works. Times are in milliseconds. */
export interface WorkOptions {
  /** Ends it: what is at work then is waited for. */
  readonly signal?: AbortSignal;
  /** How many deliveries it processes at the same time (default 8). Each has a connection of the pool. */
  readonly maxConcurrent?: number;
  /**
   * How long it may be silent before another worker takes what it has (default 60 000). A timer renews it, at a third of
   * that: where a handler blocks the event loop for longer, another worker takes the delivery, and this one's transaction is
   * rolled back at its end, so that the effect happens once.
   */
  readonly leaseMs?: number;
  /** How long a handler may take (default 600 000); then its transaction is rolled back, and the attempt has failed. */
  readonly timeoutMs?: number;
  /** After this many the delivery is a dead letter (default 20). */
  readonly attempts?: number;
  /** The ceiling of the delay after the first attempt (default 5000); it doubles with each. */
  readonly backoffMs?: number;
  /** The ceiling after many (default 3 600 000). */
  readonly longestBackoffMs?: number;
  /** How often to look for what other processes stored (default 1000); it varies, so that workers spread. */
  readonly pollMs?: number;
  /** How long to wait for handlers at the end (default 30 000); what they have not done then is free again. */
  readonly drainMs?: number;
}

/** What is not said otherwise. */
export const DEFAULTS = {
  maxConcurrent: 8,
  leaseMs: 60_000,
  timeoutMs: 600_000,
  attempts: 20,
  backoffMs: 5000,
  longestBackoffMs: 3_600_000,
  pollMs: 1000,
  drainMs: 30_000,
};

/** What calls the handlers: `Webhooks`. */
export interface Handling<Tx> {
  /** Calls the handlers of a delivery, one after the other; at once where the transaction can't wait for any. */
  handle(delivery: Delivery, tx: Tx): unknown;
}

/** What a worker does in its store. */
export interface Workplace<Tx> {
  maintain(): Promise<void>;
  claim(limit: number, leaseMs: number): Promise<Job[]>;
  renew(lease: Lease, leaseMs: number): Promise<boolean>;
  retry(lease: Lease, delayMs: number, error: string | null): Promise<boolean>;
  bury(lease: Lease, error: string): Promise<boolean>;
  /** The effect of a handler, and that the delivery is done. */
  finish(lease: Lease, delivery: Delivery, handle: (tx: Tx) => unknown): Promise<void>;
}

/** How often a worker looks after the tables, and how soon again where that failed, in milliseconds. */
const MAINTAINED_EVERY_MS = 3_600_000;
const MAINTAINED_AGAIN_MS = 10_000;

/** The longest error text that is kept, in characters. */
const ERROR_LENGTH = 2000;

/** Claims, handles, and writes down how it ended. */
export class Worker<Tx> {
  readonly #place: Workplace<Tx>;
  readonly #handling: Handling<Tx>;
  readonly #options: typeof DEFAULTS;
  readonly #signal: AbortSignal | undefined;
  readonly #atWork = new Map<Lease, Promise<void>>();
  /** The lease of what must have the process for itself. */
  #alone: Lease | undefined;
  #wake = () => {};
  #isAwake = false;
  #maintaining: ReturnType<typeof setTimeout> | undefined;

  constructor(place: Workplace<Tx>, handling: Handling<Tx>, options: WorkOptions) {
    checkOptions(options, [...Object.keys(DEFAULTS), "signal"]);
    const { signal, ...numbers } = options;
    for (const [name, value] of Object.entries(numbers)) checkNumber(name, value, 1);
    this.#options = { ...DEFAULTS, ...numbers };
    this.#signal = signal;
    this.#place = place;
    this.#handling = handling;
  }

  /** Works until the signal is given. */
  async run(): Promise<void> {
    const wake = () => this.wake();
    this.#signal?.addEventListener("abort", wake);
    const renewing = setInterval(() => void this.#renew(), this.#options.leaseMs / 3);
    try {
      await this.#maintain();
      while (!this.#signal?.aborted) {
        const found = await this.#claim();
        if (found === 0 || this.#room === 0) await this.#pause();
      }
      await this.#drain();
    } finally {
      clearInterval(renewing);
      clearTimeout(this.#maintaining);
      this.#signal?.removeEventListener("abort", wake);
    }
  }

  /** Looks for deliveries now. */
  wake(): void {
    this.#isAwake = true;
    this.#wake();
  }

  /** Looks after the tables now, and then again and again. */
  async #maintain(): Promise<void> {
    const every = await this.#place.maintain().then(
      () => MAINTAINED_EVERY_MS,
      () => MAINTAINED_AGAIN_MS,
    );
    if (!this.#signal?.aborted) this.#maintaining = setTimeout(() => void this.#maintain(), every);
  }

  get #room(): number {
    if (this.#alone !== undefined && this.#atWork.has(this.#alone)) return 0;
    return this.#options.maxConcurrent - this.#atWork.size;
  }

  /** Takes as many as there is room for, and starts them. Returns how many. */
  async #claim(): Promise<number> {
    if (this.#room === 0) return 0;
    try {
      const jobs = await this.#place.claim(this.#room, this.#options.leaseMs);
      for (const job of jobs) {
        if (job.isSuspect) await this.#clear(job);
        this.#begin(job);
      }
      return jobs.length;
    } catch (error) {
      if (error instanceof InboxError && error.code === "unsafe_setting") throw error;
      // The store can't be reached: until the next look.
      return 0;
    }
  }

  /** Lets end what is at work, unless it takes long: the job may end this process. */
  async #clear(job: Job): Promise<void> {
    const deadline = new Deadline(this.#options.leaseMs / 3);
    await Promise.race([Promise.all(this.#atWork.values()), deadline.passed]);
    deadline.end();
    this.#alone = job.lease;
  }

  #begin(job: Job): void {
    const work = this.#process(job).finally(() => {
      this.#atWork.delete(job.lease);
      this.wake();
    });
    this.#atWork.set(job.lease, work);
  }

  /** Until something is stored, or ends, or it is time for the next look. */
  async #pause(): Promise<void> {
    if (!this.#isAwake && !this.#signal?.aborted) {
      const delay = this.#options.pollMs * (0.75 + Math.random() / 2);
      let timer: ReturnType<typeof setTimeout> | undefined;
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, delay);
        this.#wake = resolve;
      });
      clearTimeout(timer);
    }
    this.#isAwake = false;
  }

  async #process(job: Job): Promise<void> {
    const { lease, attempt } = job;
    const { attempts } = this.#options;
    try {
      if (attempt > attempts) {
        throw new HandlerFailure("the process ended before the handler did, at every attempt", { isPermanent: true });
      }
      await this.#attempt(job);
    } catch (error) {
      const { isPermanent, retryAfterMs } = error instanceof HandlerFailure ? error : {};
      const text = String(error).slice(0, ERROR_LENGTH).replaceAll("\0", "\u{fffd}");
      const ending =
        isPermanent || attempt >= attempts
          ? this.#place.bury(lease, text)
          : this.#place.retry(lease, retryAfterMs ?? this.#backoff(attempt), text);
      // Where this fails the lease runs out, and another worker takes it.
      await ending.catch(() => undefined);
    }
  }

  async #attempt(job: Job): Promise<void> {
    const delivery = deliveryOf(job);
    const deadline = new Deadline(this.#options.timeoutMs);
    try {
      await this.#place.finish(job.lease, delivery, (tx) => this.#handle(delivery, tx, deadline));
    } finally {
      deadline.end();
    }
  }

  /** A promise only where the handlers return one. */
  #handle(delivery: Delivery, tx: Tx, deadline: Deadline): unknown {
    const handled = this.#handling.handle(delivery, tx);
    return isThenable(handled) ? deadline.wait(() => handled, "the handler") : handled;
  }

  /** Any time up to a ceiling that doubles, so that what failed together does not come back together. */
  #backoff(attempt: number): number {
    const { backoffMs, longestBackoffMs } = this.#options;
    return Math.round(Math.random() * Math.min(backoffMs * 2 ** (attempt - 1), longestBackoffMs));
  }

  async #renew(): Promise<void> {
    for (const lease of this.#atWork.keys()) {
      // Where it fails the lease runs out; where it is lost, the transaction finds out at its end.
      await this.#place.renew(lease, this.#options.leaseMs).catch(() => undefined);
    }
  }

  /** Waits for what is at work, and frees what does not end in time. */
  async #drain(): Promise<void> {
    const deadline = new Deadline(this.#options.drainMs);
    await Promise.race([Promise.all(this.#atWork.values()), deadline.passed]);
    deadline.end();
    for (const lease of this.#atWork.keys()) await this.#place.retry(lease, 0, null).catch(() => undefined);
  }
}

/** What was stored, as it was verified. */
function deliveryOf({ deliveryId, secret, sent, headers, body }: Job): Delivery {
  const kept = JSON.parse(headers);
  const { event, events, eventType, generation } = readEvent(body, kept);
  const sentAt = sent ?? Number.NaN;
  return new Delivery(deliveryId, event, secret, generation, body, sentAt, events, eventType).cameWith(kept);
}
