// The schemas are Standard Schema's, with the types of the events.
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { EventOf } from "autosend-webhooks";
import { eventSchema, eventSchemas } from "autosend-webhooks/schema";

const one: StandardSchemaV1<unknown, EventOf<"email.bounced">> = eventSchemas["email.bounced"];
type Output = StandardSchemaV1.InferOutput<(typeof eventSchemas)["email.bounced"]>;
const reason = (event: Output): string | null | undefined => event.data.reason;
const all: StandardSchemaV1 = eventSchema;
void [one, all, reason];
