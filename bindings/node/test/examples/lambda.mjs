// region: receive
import { webhook } from "autosend-webhooks/lambda";

// Answers after the handlers: Lambda stops the process once the answer is out.
export const handler = webhook({
  handlers: { "email.spam_reported": async (event) => console.log(`stop writing to ${event.data.to.email}`) },
});
// endregion
