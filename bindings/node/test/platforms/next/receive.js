import { backend } from "autosend-webhooks";
import { webhook } from "autosend-webhooks/next";

const receive = webhook({ answer: "after-handlers" });

/** The answer, and in a header which verifier gave it. */
export async function POST(request) {
  const answer = await receive(request);
  answer.headers.set("x-backend", backend);
  return answer;
}
