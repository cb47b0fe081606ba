import { brand } from "./brand.js";
import { ERRORS, type ErrorCode } from "./generated/errors.js";

/** An error as it leaves this package: in answers, and in `JSON.stringify`. */
export interface ErrorReport {
  /** The cause, as a code that is the same in every language. */
  readonly code: ErrorCode;
  /** What happened, in a sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  /** The HTTP status to answer with. */
  readonly status: number;
}

/**
 * Why a request was refused. It never contains a secret or a signature.
 *
 * @example
 * try {
 *   verifier.verify(body, headers);
 * } catch (error) {
 *   if (!(error instanceof WebhookError)) throw error;
 *   console.warn(error.code, error.message, error.hint);
 *   response.writeHead(error.status).end();
 * }
 */
export class WebhookError extends Error {
  /** The cause, as a code that is the same in every language. */
  readonly code: ErrorCode;
  /** The HTTP status to answer with. */
  readonly status: number;
  /** What to do about it. */
  readonly hint: string;

  constructor(
    code: ErrorCode,
    options: { readonly detail?: string; readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    const { status, meaning, hint } = ERRORS[code];
    super(
      options.detail === undefined ? meaning : `${meaning} (${options.detail})`,
      "cause" in options ? { cause: options.cause } : {},
    );
    this.code = code;
    this.status = status;
    this.hint = options.hint ?? hint;
  }

  /** The error that a backend reported. */
  static from(report: ErrorReport): WebhookError {
    const error = new WebhookError(report.code, { hint: report.hint });
    error.message = report.message;
    return error;
  }

  /** The same as {@link status}: the name by which Express, Fastify and Nest look for it. */
  get statusCode(): number {
    return this.status;
  }

  /** `{code, message, hint, status}`: the shape of every error that leaves this project. */
  toJSON(): ErrorReport {
    const { code, message, hint, status } = this;
    return { code, message, hint, status };
  }
}

// On the prototype, where Error has its own, so that it does not show as a property of each error.
Object.defineProperty(WebhookError.prototype, "name", { value: "WebhookError", configurable: true, writable: true });
brand(WebhookError, "WebhookError");
