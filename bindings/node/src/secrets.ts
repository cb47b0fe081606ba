import { WebhookError } from "./errors.js";

/** One secret, or several while one is being replaced. */
export type Secrets = string | readonly string[] | undefined;

/** The secrets, or where they come from. */
export type SecretSource = Secrets | (() => Secrets | PromiseLike<Secrets>);

const READ_AGAIN_AFTER_MS = 1000;

/** What verifies, made of secrets when they are first needed, and again when they have changed. */
export class SecretReader<V> {
  readonly #source: SecretSource;
  readonly #make: (secrets: Secrets) => V;
  #made: V | undefined;
  #secrets = "";
  #reading: Promise<V> | undefined;
  /** When it began. */
  #since = 0;

  /** @param make Makes a verifier of the secrets. */
  constructor(source: SecretSource, make: (secrets: Secrets) => V) {
    this.#source = source;
    this.#make = make;
  }

  /** @throws WebhookError `invalid_secret` if there is none, or it can't be read. */
  async current(): Promise<V> {
    return this.#made ?? this.#read();
  }

  /** A verifier of other secrets than that one had; undefined if they are the same. */
  async renewed(old: V): Promise<V | undefined> {
    if (typeof this.#source !== "function") return undefined;
    const fresh = this.#made === old ? await this.#read() : this.#made;
    return fresh === old ? undefined : fresh;
  }

  /** However many ask at once, the secrets are read once. A reading that never ends keeps nobody from another one. */
  #read(): Promise<V> {
    const now = Date.now();
    if (this.#reading !== undefined && now - this.#since < READ_AGAIN_AFTER_MS) return this.#reading;
    const reading = this.#load().finally(() => {
      if (this.#reading === reading) this.#reading = undefined;
    });
    this.#reading = reading;
    this.#since = now;
    return reading;
  }

  async #load(): Promise<V> {
    try {
      const secrets = typeof this.#source === "function" ? await this.#source() : this.#source;
      const key = JSON.stringify(secrets);
      if (this.#made === undefined || key !== this.#secrets) this.#made = this.#make(secrets);
      this.#secrets = key;
      return this.#made;
    } catch (cause) {
      if (cause instanceof WebhookError) throw cause;
      throw new WebhookError("invalid_secret", { detail: "it could not be read", cause });
    }
  }
}

/** The secrets of an environment variable, where there is an environment. */
export function fromEnvironment(name: string): () => string | undefined {
  return () => (globalThis as Environment).process?.env?.[name];
}

interface Environment {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}
