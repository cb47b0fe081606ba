/** The native addon, or null where there is none for this platform. */
export const addon: Addon | null;
/** Why it could not be loaded; undefined if it was not to be. */
export const error: unknown;
/** `node:crypto`; null where it can't be loaded. */
export const crypto: object | null;

declare const handle: unique symbol;
/** Something of the core's that JavaScript can only hold. */
export interface Handle<T extends string> {
  readonly [handle]: T;
}

/** The functions of native/lib.rs. */
export interface Addon {
  createVerifier(
    secrets: readonly string[],
    options: { tolerance?: number; futureTolerance: number; maxBody: number; strict: boolean },
  ): Handle<"verifier"> | string;
  createVerify(memory: Float64Array): Verify;
  /** `headers`: names and values in turn. */
  explain(verifier: Handle<"verifier">, body: Uint8Array, headers: readonly string[], now: number): string;
}

/** See native/verify.rs. */
export type Verify = (
  verifier: Handle<"verifier">,
  body: Uint8Array,
  signature: string | undefined,
  timestamp: string | undefined,
  deliveryId: string | undefined,
  event: string | undefined,
  now: number,
  more: readonly string[] | undefined,
) => string;
