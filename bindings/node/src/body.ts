import { WebhookError } from "./error.js";
import { encode } from "./pure/utf8.js";

/** A request body, exactly as received. */
export type Body = Uint8Array | ArrayBuffer;

const FIXES = `Pass the raw bytes of the request:
- Express: use webhook() of "autosend-webhooks/express" before express.json(), or express.raw({ type: "*/*" }) on this route, or express.json({ verify: (req, res, bytes) => { req.rawBody = bytes } }) and pass req.rawBody
- Next.js pages router: export const config = { api: { bodyParser: false } } and use "autosend-webhooks/next"; app router: await request.arrayBuffer()
- NestJS: NestFactory.create(AppModule, { rawBody: true }) and pass request.rawBody
- Fastify: register the plugin of "autosend-webhooks/fastify"
- AWS Lambda: Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8")`;

/** The body's bytes, without a copy. Throws `body_already_parsed` if it is something else. */
export function bytesOf(body: unknown, allowText: boolean): Uint8Array {
  if (body instanceof Uint8Array) return isShared(body.buffer) ? body.slice() : body;
  if (ArrayBuffer.isView(body)) return bytesOf(new Uint8Array(body.buffer, body.byteOffset, body.byteLength), false);
  if (isArrayBuffer(body)) return bytesOf(new Uint8Array(body), false);
  if (typeof body === "string" && allowText) return encode(body);
  throw alreadyParsed(body);
}

/** The error for a body that is not bytes, with the fix for the frameworks that people use. */
export function alreadyParsed(body: unknown, hint = FIXES): WebhookError {
  return new WebhookError("body_already_parsed", { detail: `it is ${describe(body)}`, hint });
}

function isArrayBuffer(body: unknown): body is ArrayBuffer {
  // Test runners have several realms, each with its own ArrayBuffer.
  const tag = Object.prototype.toString.call(body);
  return tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]";
}

/** Another thread could change it between its verification and its use. */
function isShared(buffer: ArrayBufferLike): boolean {
  return typeof SharedArrayBuffer !== "undefined" && buffer instanceof SharedArrayBuffer;
}

function describe(body: unknown): string {
  if (body === undefined || body === null) return `${body}: nothing read it, or it is empty`;
  if (typeof body === "string") return "a string";
  if (Array.isArray(body)) return "an array";
  if (typeof body !== "object") return `a ${typeof body}`;
  const name = body.constructor?.name;
  return !name || name === "Object" ? "a parsed object" : `an instance of ${name}`;
}
