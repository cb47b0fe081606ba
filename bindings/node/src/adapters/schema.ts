/**
 * The events as Standard Schema objects (https://standardschema.dev), for validators, forms and routers that take them.
 * Deliveries need none: a verifier has typed them.
 *
 * @packageDocumentation
 */

import { isTime } from "../fields.js";
import { EVENT_TYPES, type EventOf, type EventType, type TypedEvent } from "../generated/events.js";
import { GENERATIONS } from "../generated/provider.js";
import { READERS } from "../generated/readers.js";

/** Standard Schema, version 1. */
export interface StandardSchema<Output> {
  /** What validators look for. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "autosend-webhooks";
    readonly validate: (
      value: unknown,
    ) => { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** What does not fit, and where. */
export interface Issue {
  /** What was expected. */
  readonly message: string;
  /** The names of the members that lead there. */
  readonly path?: readonly string[];
}

const [{ number: TODAY, type: TYPE, time: TIME, data: DATA }] = GENERATIONS;

function schema<Output>(types: readonly string[]): StandardSchema<Output> {
  const validate = (value: unknown) => {
    const issues = issuesOf(value, types);
    return issues.length > 0 ? { issues } : { value: value as Output };
  };
  return { "~standard": { version: 1, vendor: "autosend-webhooks", validate } };
}

function issuesOf(value: unknown, types: readonly string[]): Issue[] {
  if (typeof value !== "object" || value === null) return [{ message: "expected an event" }];
  const event = value as Record<string, unknown>;
  const type = event[TYPE];
  if (typeof type !== "string" || !types.includes(type)) {
    return [{ message: `expected ${types.join(" or ")}`, path: [TYPE] }];
  }
  const issues: Issue[] = [];
  if (!isTime(event[TIME])) issues.push({ message: "expected an ISO 8601 time", path: [TIME] });
  const error = READERS[TODAY].get(type)?.check(event[DATA]);
  if (error !== undefined) issues.push({ message: `expected the data of ${type}: ${DATA}${error}`, path: [DATA] });
  return issues;
}

/**
 * The schema of each event type, in the form of today.
 *
 * @example
 * const result = eventSchemas[type]["~standard"].validate(JSON.parse(text));
 */
export const eventSchemas = Object.fromEntries(EVENT_TYPES.map((type) => [type, schema([type])])) as {
  readonly [T in EventType]: StandardSchema<EventOf<T>>;
};

/** The schema of all events that this version knows. */
export const eventSchema: StandardSchema<TypedEvent> = schema(EVENT_TYPES);
