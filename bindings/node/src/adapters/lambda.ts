import { alreadyParsed } from "../body.js";
import type { RequestFacts } from "../facts.js";
import type { HeadersLike } from "../headers.js";
import { METHOD_NOT_ALLOWED } from "../pipeline.js";
import { type Webhooks, type WebhooksOptions, webhooksOf } from "../webhooks.js";

/** An event of API Gateway (REST or HTTP API), a load balancer or a function URL. */
export interface LambdaEvent {
  /** The body as text, or in base64; null if there is none. */
  readonly body?: string | null;
  /** Whether the body is in base64. */
  readonly isBase64Encoded?: boolean;
  /** The headers, the last value of each. */
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  /** The headers with all their values, where the service hands them over. */
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null;
  /** The path, in events of HTTP APIs and function URLs. */
  readonly rawPath?: string;
  /** The query, in events of HTTP APIs and function URLs. */
  readonly rawQueryString?: string;
  /** The method, in events of REST APIs and load balancers. */
  readonly httpMethod?: string;
  /** Holds the method in events of HTTP APIs and function URLs; `elb` in those of load balancers. */
  readonly requestContext?: {
    readonly http?: { readonly method?: string };
    readonly httpMethod?: string;
    readonly domainName?: string;
    readonly elb?: unknown;
  };
}

/** What Lambda wants back. */
export interface LambdaResult {
  /** The HTTP status. */
  statusCode: number;
  /** The headers of the response. */
  headers?: Record<string, string>;
  /** The headers for a load balancer that sends all values of a header: it reads no others. */
  multiValueHeaders?: Record<string, string[]>;
  /** JSON. */
  body: string;
}

const HINT = "Middleware parsed event.body (e.g. middy's http-json-body-parser): take it out for this function.";

/**
 * A Lambda handler.
 *
 * Answers after the handlers whatever `answer` says: Lambda freezes the process once the answer is out.
 *
 * @example
 * import { webhook } from "autosend-webhooks/lambda";
 *
 * export const handler = webhook({ handlers: { "email.bounced": (event) => suppress(event.data.to.email) } });
 */
export function webhook<Tx = undefined, IsSync extends boolean = false>(
  options?: Webhooks<Tx, IsSync> | WebhooksOptions<Tx, IsSync>,
): (event: LambdaEvent) => Promise<LambdaResult> {
  const webhooks = webhooksOf(options);
  return async (event) => {
    const answer =
      methodOf(event) === "POST"
        ? await webhooks.receive(() => bodyOf(event), headersOf(event), null, factsOf(event))
        : METHOD_NOT_ALLOWED;
    return { statusCode: answer.status, ...responseHeaders(event, answer.headers), body: JSON.stringify(answer.body) };
  };
}

function methodOf({ httpMethod, requestContext }: LambdaEvent): string {
  return requestContext?.http?.method ?? httpMethod ?? requestContext?.httpMethod ?? "POST";
}

function responseHeaders(
  { requestContext, multiValueHeaders }: LambdaEvent,
  headers: Readonly<Record<string, string>>,
): Pick<LambdaResult, "headers" | "multiValueHeaders"> {
  if (!requestContext?.elb || !multiValueHeaders) return { headers: { ...headers } };
  return { multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])) };
}

function bodyOf({ body, isBase64Encoded }: LambdaEvent): Uint8Array {
  if (body === null || body === undefined) return new Uint8Array();
  if (typeof body !== "string") throw alreadyParsed(body, HINT);
  return Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
}

function headersOf({ headers, multiValueHeaders }: LambdaEvent): HeadersLike {
  return multiValueHeaders ?? headers ?? {};
}

/** The URL as HTTP APIs and function URLs tell it; others leave parts of it out. */
function factsOf({ rawPath, rawQueryString, requestContext }: LambdaEvent): RequestFacts | undefined {
  if (rawPath === undefined || requestContext?.domainName === undefined) return undefined;
  return { url: `https://${requestContext.domainName}${rawPath}${rawQueryString ? `?${rawQueryString}` : ""}` };
}
