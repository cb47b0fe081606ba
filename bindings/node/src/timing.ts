/** A moment by which something must have ended. */
export class Deadline {
  /** Fulfilled when it has passed. */
  readonly passed: Promise<typeof LATE>;
  readonly #timer: ReturnType<typeof setTimeout>;
  #isPassed = false;
  #isOver = false;

  constructor(ms: number) {
    let pass: (late: typeof LATE) => void;
    this.passed = new Promise((resolve) => {
      pass = resolve;
    });
    this.#timer = setTimeout(
      () => {
        this.#isPassed = true;
        this.#isOver = true;
        pass(LATE);
      },
      Math.min(ms, MAX_TIMER),
    );
  }

  /** Whether it has passed. */
  get isPassed(): boolean {
    return this.#isPassed;
  }

  /** Whether it has passed, or nobody waits for it any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Nobody waits for it any more. */
  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /**
   * What a call comes to, however it fails: it may throw, be rejected, or never settle.
   *
   * @throws TimeoutError if it takes too long.
   */
  async wait<T>(call: () => T | PromiseLike<T>, what: string): Promise<T> {
    const result = await Promise.race([call(), this.passed]);
    if (result === LATE) throw new TimeoutError(`${what} did not end in time`);
    return result as T;
  }
}

/** What {@link Deadline.passed} is fulfilled with. */
export const LATE: unique symbol = Symbol("late");

/** Timers take no more. */
const MAX_TIMER = 2 ** 31 - 1;

/** Something took too long. */
export class TimeoutError extends Error {
  override readonly name = "TimeoutError";
}
