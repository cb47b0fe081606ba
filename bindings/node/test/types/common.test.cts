// The same types by `require`.
import { type Event, Verifier, type WebhookError } from "autosend-webhooks";

import testing = require("autosend-webhooks/testing");

const { body, headers } = testing.signedRequest(testing.eventOf("contact.deleted", {}));
const event: Event = new Verifier(testing.TEST_SECRET).verify(body, headers).event;
const code = (error: WebhookError): string => error.code;
void [event, code];
