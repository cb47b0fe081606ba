import type { Backend } from "./types.js";

/** Why there is nothing behind this backend yet. */
function missing(): never {
  throw new Error(
    "autosend-webhooks: there is no native addon for this runtime or platform, and this version does not contain the " +
      "pure TypeScript verifier yet. Run the webhook route on Node.js, on a platform that has an addon " +
      '(Next.js: export const runtime = "nodejs").',
  );
}

/** For runtimes without native addons: edge functions, Workers, browsers, Deno, Bun. */
export const backend: Backend = {
  name: "pure",
  createVerifier: missing,
  createDeduplicator: missing,
  sign: missing,
  digest: missing,
};
