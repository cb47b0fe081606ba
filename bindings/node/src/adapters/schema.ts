/**
 * The events as Standard Schema objects (https://standardschema.dev), for validators, forms and routers that take them.
 * Deliveries need none: a verifier has typed them.
 *
 * @packageDocumentation
 */

import { printed } from "../compose.js";
import type { Envelope } from "../envelope.js";
import type { Event } from "../event.js";
import { isTime, object } from "../fields.js";
import { EVENT_TYPES, type EventOf, type EventType, type TypedEvent } from "../generated/events.js";
import { ENVELOPE, GENERATIONS } from "../generated/provider.js";
import { READERS } from "../generated/readers.js";
import { readValue } from "../json.js";
import type { Problem } from "../problems.js";
import { readAs } from "../read.js";

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
    if (ENVELOPE !== null) return readIn(ENVELOPE, value, types) as { value: Output } | { issues: Issue[] };
    const issues = issuesOf(value, types);
    return issues.length > 0 ? { issues } : { value: value as Output };
  };
  return { "~standard": { version: 1, vendor: "autosend-webhooks", validate } };
}

/** Reads a copy: what does not fit goes from it. */
function readIn(envelope: Envelope, value: unknown, types: readonly string[]): { value: Event } | { issues: Issue[] } {
  if (!object(value)) return { issues: [{ message: "expected an event" }] };
  const event = readAs(envelope, readValue(printed(value)), types);
  if (event === undefined) return { issues: [{ message: `expected ${types.join(" or ")}` }] };
  if (event.type === "invalid") return { issues: [{ message: event.reason }] };
  const { problems = [] } = event as { problems?: readonly Problem[] };
  const issues = problems.map(({ path, message }) => ({ message, path: path.slice(1).split("/") }));
  return issues.length > 0 ? { issues } : { value: event };
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
