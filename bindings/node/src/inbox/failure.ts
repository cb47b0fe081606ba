import { brand } from "../brand.js";

/**
 * Thrown by a handler that knows when to try again, or that it makes no sense to.
 *
 * @example
 * const response = await fetch(url);
 * if (response.status === 429) throw new HandlerFailure("too many requests", { retryAfterMs: 60_000 });
 * if (response.status === 410) throw new HandlerFailure("gone for good", { isPermanent: true });
 */
export class HandlerFailure extends Error {
  /** When to try again, in milliseconds; by default with a delay that grows. */
  readonly retryAfterMs: number | undefined;
  /** Whether the delivery is a dead letter at once. */
  readonly isPermanent: boolean;

  constructor(
    message: string,
    options: { readonly retryAfterMs?: number; readonly isPermanent?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, "cause" in options ? { cause: options.cause } : {});
    this.retryAfterMs = options.retryAfterMs;
    this.isPermanent = options.isPermanent ?? false;
  }
}

Object.defineProperty(HandlerFailure.prototype, "name", {
  value: "HandlerFailure",
  configurable: true,
  writable: true,
});
brand(HandlerFailure, "HandlerFailure");
