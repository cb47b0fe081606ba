import { MAX_INTEGER, TIME } from "./generated/provider.js";

/** The members of an object. */
export type Members = Record<string, unknown>;

/** What does not fit: where, below what was looked at, and the complaint; undefined if all does. */
export type DecodeError = string | undefined;

/** Whether a value is a JSON object. */
export function object(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text. */
export function string(value: unknown): DecodeError {
  return typeof value === "string" ? undefined : wrong(value, "a string");
}

/** True or false. */
export function boolean(value: unknown): DecodeError {
  return typeof value === "boolean" ? undefined : wrong(value, "a boolean");
}

/** Any number. */
export function number(value: unknown): DecodeError {
  return typeof value === "number" ? undefined : wrong(value, "a number");
}

/** A count. */
export function integer(value: unknown): DecodeError {
  const fits = Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_INTEGER;
  return fits ? undefined : wrong(value, "an integer");
}

/** A signed integer of 64 bits: a bigint where a number can't hold it. */
export function long(value: unknown): DecodeError {
  const fits = (Number.isInteger(value) || typeof value === "bigint") && isLong(BigInt(value as number | bigint));
  return fits ? undefined : wrong(value, "an integer of 64 bits");
}

function isLong(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** Anything that is there. */
export function any(value: unknown): DecodeError {
  return value === undefined ? wrong(value, "") : undefined;
}

/** An ISO 8601 time. */
export function time(value: unknown): DecodeError {
  return isTime(value) ? undefined : wrong(value, "a time");
}

/** Values that all fit a check. */
export function list(value: unknown, check: (item: unknown) => DecodeError): DecodeError {
  if (!Array.isArray(value)) return wrong(value, "a list");
  for (let at = 0; at < value.length; at++) {
    const error = check(value[at]);
    if (error !== undefined) return `[${at}]${error}`;
  }
  return undefined;
}

/** An object whose values all fit a check, by whatever name. */
export function map(value: unknown, check: (item: unknown) => DecodeError): DecodeError {
  if (!object(value)) return wrong(value, "an object");
  for (const [name, item] of Object.entries(value)) {
    const error = check(item);
    if (error !== undefined) return `[${JSON.stringify(name)}]${error}`;
  }
  return undefined;
}

/** Null, or what fits a check. */
export function nullable(value: unknown, check: (item: unknown) => DecodeError): DecodeError {
  return value === null ? undefined : check(value);
}

/** A complaint, with the member that it is about. */
export function below(member: string, error: string): string {
  return `${member}${error}`;
}

/** The complaint about a value that is none of what it has to be. */
export function wrong(value: unknown, what: string): string {
  if (value === undefined) return " is missing";
  return value === null ? " is null" : ` is not ${what}`;
}

/** A member that the object itself has: `constructor` is not there unless it was sent. */
export function own(members: Members, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** Gives a member another name. */
export function rename(members: Members, from: string, to: string): void {
  if (!Object.hasOwn(members, from)) return;
  members[to] = members[from];
  delete members[from];
}

/** Whether a value is an ISO 8601 time on a day that is in the calendar. */
export function isTime(value: unknown): value is string {
  if (typeof value !== "string" || !TIME.test(value)) return false;
  const day = Number(value.slice(8, 10));
  // Any month has 28 days.
  return day <= 28 || new Date(Date.UTC(+value.slice(0, 4), +value.slice(5, 7) - 1, day)).getUTCDate() === day;
}
