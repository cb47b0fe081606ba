import { bytesIn } from "./bytes.js";
import { WebhookError } from "./errors.js";
import { encode } from "./utf8.js";

/** A request body, exactly as received. */
export type Body = Uint8Array | ArrayBuffer;

const FIXES = `Pass the raw bytes of the request:
- Express: use webhook() of "autosend-webhooks/express" before express.json(), or express.raw({ type: "*/*", limit: "1mb" }) on this route, or express.json({ limit: "1mb", verify: (req, res, bytes) => { req.rawBody = bytes } }) and pass req.rawBody
- Next.js pages router: export const config = { api: { bodyParser: false } } and use "autosend-webhooks/next"; app router: await request.arrayBuffer()
- NestJS: NestFactory.create(AppModule, { rawBody: true }) and pass request.rawBody
- Fastify: register the plugin of "autosend-webhooks/fastify"
- AWS Lambda: Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8")`;

/** The body's bytes; a copy only where the memory is shared. Throws `body_already_parsed` if it is something else. */
export function bytesOf(body: unknown, allowText: boolean): Uint8Array {
  const bytes = bytesIn(body);
  if (bytes !== undefined) return bytes;
  if (typeof body === "string" && allowText) return encode(body);
  throw alreadyParsed(body);
}

/** The error for a body that is not bytes, with the fix for the frameworks that people use. */
export function alreadyParsed(body: unknown, hint = FIXES): WebhookError {
  return new WebhookError("body_already_parsed", { detail: `it is ${describe(body)}`, hint });
}

function describe(body: unknown): string {
  if (body === undefined || body === null) return `${body}: nothing read it, or it is empty`;
  if (typeof body === "string") return "a string";
  if (Array.isArray(body)) return "an array";
  if (typeof body !== "object") return `a ${typeof body}`;
  const name = body.constructor?.name;
  return !name || name === "Object" ? "a parsed object" : `an instance of ${name}`;
}
