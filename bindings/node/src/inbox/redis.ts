import { randomUUID } from "node:crypto";
import type { Admissible, Admission, Outcome } from "../deduplicator.js";
import { REDIS } from "../generated/inbox-sql.js";
import { DEDUPLICATION } from "../generated/provider.js";
import { checkNumber, checkOptions } from "../options.js";
import type { Statement } from "./sql.js";

/** A client of `redis`. */
export interface NodeRedis {
  /** Runs a script. */
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A client of `ioredis`. */
export interface IoRedis {
  /** Runs a script. */
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
}

/** How a {@link RedisDeduplicator} remembers, in milliseconds. */
export interface RedisDeduplicatorOptions {
  /** How long a delivery is remembered (default 86 400 000). */
  readonly windowMs?: number;
  /** How long handlers may take (default 60 000): what a process that died had claimed is free again after that. */
  readonly claimMs?: number;
}

/** All keys are in one slot of a cluster, by what stands in braces. */
const PREFIX = "{autosend-webhooks}";

/**
 * Remembers deliveries in Redis, for any number of processes: claim, run the handlers, complete or release.
 *
 * Redis can't commit together with what handlers do elsewhere: if a process dies between its effect and the mark, the effect
 * happens again. That is at least once; exactly once is {@link Inbox}, in the database of the effect. A Redis that evicts keys
 * (`maxmemory-policy`) or loses them when it restarts (`appendonly no`) forgets deliveries.
 *
 * @example
 * import { createClient } from "redis"; // or: import { Redis } from "ioredis";
 *
 * const client = await createClient().connect();
 * const webhooks = new Webhooks({ deduplicator: new RedisDeduplicator(client) });
 */
export class RedisDeduplicator {
  readonly #client: NodeRedis | IoRedis;
  readonly #windowMs: number;
  readonly #claimMs: number;
  /** What this process has claimed, by digest; each claim has a value of its own, so that only its owner ends it. */
  readonly #tokens = new Map<string, string>();

  constructor(client: NodeRedis | IoRedis, options: RedisDeduplicatorOptions = {}) {
    checkOptions(options, ["windowMs", "claimMs"]);
    this.#client = client;
    this.#windowMs = checkNumber("windowMs", options.windowMs ?? DEDUPLICATION.windowMs, 1);
    this.#claimMs = checkNumber("claimMs", options.claimMs ?? 60_000, 1);
  }

  /** Claims a delivery, or says why it is not to be processed. */
  async admit({ id, digest, createdAt }: Admissible): Promise<Admission> {
    const token = randomUUID();
    const values = [token, this.#claimMs, digest, this.#windowMs];
    const said = await this.#run(REDIS.statements.claim, [keyOf(digest), `${PREFIX}:id:${id}`], values);
    const [outcome, idReused] = said as [Outcome, number];
    if (outcome !== "first") return { outcome, idReused: false };
    this.#tokens.set(digest, token);
    if (createdAt !== null && Date.parse(createdAt) <= Date.now() - this.#windowMs) {
      await this.forget({ digest });
      return { outcome: "expired", idReused: false };
    }
    return { outcome: "first", idReused: Number(idReused) === 1 };
  }

  /** Keeps a claimed delivery as a duplicate, for it was handled. */
  async done({ digest }: Pick<Admissible, "digest">): Promise<void> {
    await this.#run(REDIS.statements.complete, [keyOf(digest)], [this.#takeToken(digest), this.#windowMs]);
  }

  /** Frees a delivery that was not handled, so that its retry is processed. */
  async forget({ digest }: Pick<Admissible, "digest">): Promise<void> {
    await this.#run(REDIS.statements.release, [keyOf(digest)], [this.#takeToken(digest)]);
  }

  #takeToken(digest: string): string {
    const token = this.#tokens.get(digest) ?? "";
    this.#tokens.delete(digest);
    return token;
  }

  #run({ text }: Statement, keys: string[], values: (string | number)[]): Promise<unknown> {
    const texts = values.map(String);
    const client = this.#client;
    if (isIoRedis(client)) return client.eval(text, keys.length, ...keys, ...texts);
    return client.eval(text, { keys, arguments: texts });
  }
}

/** It defines commands of one's own; the other client has modules for that. */
function isIoRedis(client: NodeRedis | IoRedis): client is IoRedis {
  return "defineCommand" in client;
}

function keyOf(digest: string): string {
  return `${PREFIX}:${digest}`;
}
