/** Where failures, and what is unusual, are written to: `console`, or an object with the same two methods. */
export interface Logger {
  /** Something to look at when there is time. */
  warn(message: string): unknown;
  /** Something that failed, and why. */
  error(message: string, error: unknown): unknown;
}

/** A logger whose failures have no consequence. */
export function careful(logger: Logger): Logger {
  const attempt = (write: () => unknown) => {
    try {
      Promise.resolve(write()).catch(() => undefined);
    } catch {
      // There is nowhere left to say so.
    }
  };
  return {
    warn: (message) => attempt(() => logger.warn(message)),
    error: (message, error) => attempt(() => logger.error(message, error)),
  };
}

/** Refuses what could not write anything. */
export function checkLogger(logger: unknown): void {
  for (const name of ["warn", "error"] as const) {
    if (typeof (logger as Partial<Logger> | null)?.[name] !== "function") {
      throw new TypeError(`logger.${name} must be a function`);
    }
  }
}
