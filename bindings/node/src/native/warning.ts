/** Set once the process was warned: the package may be loaded several times in it. */
const WARNED = Symbol.for("autosend-webhooks.fallback");

/** What to know the warning by: `node --disable-warning=AUTOSEND_WEBHOOKS_PURE`. */
const CODE = "AUTOSEND_WEBHOOKS_PURE";

/** Says once that the pure verifier is at work where the native one was to be. */
export function warnOfFallback(reason: unknown): void {
  const state = globalThis as { [WARNED]?: true };
  if (state[WARNED]) return;
  state[WARNED] = true;
  const [cause] = String(reason instanceof Error ? reason.message : reason).split("\n");
  try {
    process.emitWarning(
      `autosend-webhooks verifies without its native addon, which is slower: ${cause}. Bundles find it if the package stays outside of them; ${CODE}=1 in the environment asks for the pure verifier and silences this warning.`,
      { type: "AutoSendWebhooksWarning", code: CODE },
    );
  } catch {
    // A bundle that was made for Node, in a runtime that is another: there is nobody to tell.
  }
}
