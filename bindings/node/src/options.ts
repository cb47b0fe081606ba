/** Refuses names that are no option: a misspelt one would be silently without effect. */
export function checkOptions(options: unknown, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) throw new TypeError("options must be an object");
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw new TypeError(`there is no option ${name}; there are ${known.join(", ")}`);
  }
}

/** A finite number of at least `least`. */
export function checkNumber(name: string, value: unknown, least = 0): number {
  if (typeof value !== "number") {
    throw new TypeError(`${name} must be a number, not ${value === null ? "null" : typeof value}`);
  }
  if (Number.isFinite(value) && value >= least) return value;
  const range = least === 0 ? "finite and not negative" : `finite and at least ${least}`;
  throw new RangeError(`${name} must be ${range}, got ${value}`);
}

/** A function, or nothing. */
export function checkFunction(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== "function") throw new TypeError(`${name} must be a function`);
}

/** A time as Unix milliseconds; by default the clock's. */
export function clock(now: Date | number | undefined): number {
  const value = now === undefined ? Date.now() : typeof now === "number" ? now : timeOf(now);
  if (Number.isFinite(value)) return value;
  throw new TypeError("now must be a valid Date or Unix milliseconds");
}

/** The time of a date, also of another realm. */
function timeOf(date: unknown): number {
  const isDate = Object.prototype.toString.call(date) === "[object Date]";
  return isDate ? Number(date) : Number.NaN;
}
