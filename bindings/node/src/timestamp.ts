import { TIMESTAMP } from "./generated/provider.js";

const FORM = new RegExp(`^[0-9]{1,${TIMESTAMP.maxDigits}}$`);
const ALL_SECONDS = TIMESTAMP.unit === "seconds" ? Number.POSITIVE_INFINITY : 0;
const SECONDS_BELOW = TIMESTAMP.secondsBelow ?? ALL_SECONDS;

/** Reads the timestamp header as Unix milliseconds; undefined if it is none. */
export function timestampMillis(value: string): number | undefined {
  if (!FORM.test(value)) return undefined;
  const number = Number(value);
  return number < SECONDS_BELOW ? number * 1000 : number;
}

/** Unix milliseconds as the provider writes them into the timestamp header. */
export function timestampText(millis: number): string {
  return String(Math.floor(TIMESTAMP.unit === "seconds" ? millis / 1000 : millis));
}
