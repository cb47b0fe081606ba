/** One way in which a provider signs; of several, any is enough. */
export interface SignatureScheme {
  /**
   * An HMAC under the secret; the secret itself; user and password as HTTP's `Basic` sends them; an Ed25519 signature, whose
   * "secret" is the provider's public key.
   */
  readonly scheme: "hmac" | "token" | "basic" | "ed25519";
  /** That of the HMAC. */
  readonly hash: HashName;
  /** The header that carries it and its other names, in lower case: the first that is there counts. */
  readonly headers: readonly string[];
  /** The prefix and the signature; entries `version,signature`, or signatures; pairs `name=value`. */
  readonly form: "plain" | "list" | "pairs";
  /** What stands between entries or pairs. */
  readonly separator: string;
  /** What comes before a plain signature. */
  readonly prefix: string;
  /** The versions of entries that count; none where entries have no version. */
  readonly versions: readonly string[];
  /** The names of the pairs that count. */
  readonly pairs: { readonly signature: string; readonly timestamp: string | null } | null;
  /** How signatures are written. */
  readonly encoding: "hex" | "base64" | "base64url";
  /** Whether the secret's UTF-8 is the key, or what it says after its prefix. */
  readonly key: "utf8" | "base64" | "hex";
  /** What secrets begin with; empty: nothing in particular. */
  readonly secretPrefix: string;
  /** What is signed: parts of the request, and texts between them. */
  readonly content: readonly SignedPart[];
}

/** The hash that an HMAC is made with. */
export type HashName = "sha1" | "sha256" | "sha512";

/** A part of what is signed. */
export interface SignedPart {
  readonly kind:
    | "body"
    | "timestamp"
    | "delivery_id"
    | "text"
    | "header"
    | "url"
    | "method"
    | "sorted_form"
    | "body_sha256";
  /** Of the kind `text`. */
  readonly text?: string;
  /** Of the kind `header`, in lower case. */
  readonly name?: string;
}

/** How a provider writes the time of sending, a Unix time. */
export interface TimestampForm {
  /** In a header of its own, in a pair of the signature's header, or nowhere. */
  readonly from: "header" | "pair" | "none";
  readonly unit: "milliseconds" | "seconds";
  readonly maxDigits: number;
  /** Smaller numbers are seconds, whatever the unit; null: none are. */
  readonly secondsBelow: number | null;
}
