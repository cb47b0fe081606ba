/** How a provider signs; always HMAC-SHA256. */
export interface SignatureScheme {
  /** Whether the secret's UTF-8 is the key, or what it says in base64 after its prefix. */
  readonly key: "utf8" | "base64";
  /** What secrets begin with; empty: nothing in particular. */
  readonly secretPrefix: string;
  /** What is signed: parts of the request, and texts between them. */
  readonly content: readonly SignedPart[];
  /** How the signature is written. */
  readonly encoding: "hex" | "base64";
  /** What comes before it in the header. */
  readonly prefix: string;
}

/** A part of what is signed. */
export interface SignedPart {
  readonly kind: "body" | "timestamp" | "delivery_id" | "text";
  /** Of the kind `text`. */
  readonly text?: string;
}

/** How a provider writes the time of sending, a Unix time. */
export interface TimestampForm {
  readonly unit: "milliseconds" | "seconds";
  readonly maxDigits: number;
  /** Smaller numbers are seconds, whatever the unit; null: none are. */
  readonly secondsBelow: number | null;
}
