import { PROVIDER, SIGNATURES } from "./generated/provider.js";

/** What a verifier can't see in headers and body, where it is part of what is signed. */
export interface RequestFacts {
  /** The URL that the provider calls. */
  readonly url?: string | undefined;
  /** The method (default: `POST`). */
  readonly method?: string | undefined;
}

/** Whether the URL is part of what is signed. */
export const SIGNS_URL: boolean = SIGNATURES.some(({ content }) => content.some(({ kind }) => kind === "url"));

const NONE: RequestFacts = {};

/**
 * The facts of a request, with what the options say about all of them.
 *
 * @throws TypeError if the URL is signed, and nobody says it.
 */
export function factsOf(facts: RequestFacts = NONE, url: string | undefined): RequestFacts {
  if (!SIGNS_URL) return facts;
  const known = url ?? facts.url;
  if (known !== undefined) return { ...facts, url: known };
  throw new TypeError(`${PROVIDER} signs the URL: give the verifier the option url, or verify the request's own`);
}
