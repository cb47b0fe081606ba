import { createHash, randomUUID } from "node:crypto";
import { REDIS_STREAMS } from "../../generated/inbox-sql.js";
import { WIRE } from "../../generated/inbox-wire.js";
import { checkOptions } from "../../options.js";
import type { Job, Lease } from "../store.js";
import {
  ANSWER_WITHIN_MS,
  type Consumer,
  checkInbox,
  type Ending,
  type Engine,
  type EngineOptions,
  engineError,
  refused,
} from "./engine.js";
import { envelopeIn } from "./envelope.js";

/** A client of `redis`. */
export interface RedisStreamsClient {
  /** Whether it is connected: what it is asked before that it keeps for later. */
  readonly isReady: boolean;
  /** The same client, whose replies have other types. */
  withTypeMapping(mapping: any): any;
}

type Script = keyof typeof REDIS_STREAMS.statements;

/** By RESP's sign for a text, `$`: as bytes. */
const AS_BYTES = { [36]: Buffer };
const DIGESTS = new Map<string, string>();

/**
 * What receivers in Rust have put into Redis Streams, for {@link Inbox.consume}. The client is one of `redis` that is connected;
 * it reconnects by itself.
 *
 * @example
 * const client = await createClient({ url: "redis://localhost" }).on("error", console.error).connect();
 * await inbox.consume(webhooks, fromRedisStreams(client), { signal });
 */
export function fromRedisStreams(client: RedisStreamsClient, options: EngineOptions = {}): Engine {
  checkOptions(options, ["inbox"]);
  const inbox = checkInbox(options.inbox);
  return { consumer: () => new RedisConsumer(client, inbox) };
}

/** A lease is a pending entry's consumer and count of deliveries; it has ended when that was idle for longer. */
class RedisConsumer implements Consumer {
  readonly #client: RedisStreamsClient;
  readonly #entries: string;
  readonly #delayed: string;
  readonly #dead: string;
  /** Never used by another worker: it is what a lease is known by. */
  readonly #name = randomUUID();
  #isChecked = false;

  constructor(client: RedisStreamsClient, inbox: string) {
    this.#client = client;
    const { prefix, entries, delayed, dead } = WIRE.redis;
    const key = (name: string) => prefix.replace("INBOX", inbox) + name;
    [this.#entries, this.#delayed, this.#dead] = [key(entries), key(delayed), key(dead)];
  }

  async claim(limit: number, leaseMs: number): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const [entry, attempt, isSuspect, payload] of await this.#claimed(limit, leaseMs)) {
      const lease = { seq: Number.parseInt(String(entry), 10), number: Number(attempt) };
      const found = envelopeIn(payload as Uint8Array, lease, lease.number, Number(isSuspect) === 1);
      if (found !== undefined) jobs.push(found.job);
      // Somebody else put it there.
      else await this.finish(lease, { kind: "dead", error: WIRE.stray });
    }
    return jobs;
  }

  async renew(lease: Lease): Promise<boolean> {
    const held = await this.#run("renew", [this.#entries], [WIRE.group, this.#name, entryOf(lease), lease.number]);
    return Number((held as unknown[])[0]) === 1;
  }

  async finish(lease: Lease, ending: Ending): Promise<boolean> {
    const { kind, afterMs = 0, error = "" } = ending as { kind: string; afterMs?: number; error?: string };
    const values = [WIRE.group, this.#name, entryOf(lease), lease.number, kind, Math.round(afterMs), error];
    return Number(await this.#run("finish", [this.#entries, this.#delayed, this.#dead], values)) === 1;
  }

  async close(): Promise<void> {
    // The client is the application's.
  }

  async #claimed(limit: number, leaseMs: number): Promise<unknown[][]> {
    if (!this.#isChecked) {
      await this.#check();
      await this.#makeGroup();
      this.#isChecked = true;
    }
    try {
      const values = [WIRE.group, this.#name, limit, Math.round(leaseMs)];
      return (await this.#run("claim", [this.#entries, this.#delayed], values)) as unknown[][];
    } catch (error) {
      if (!String(error).includes("NOGROUP")) throw error;
      // The server has come back without what it had.
      await this.#makeGroup();
      return [];
    }
  }

  /** Refuses a server that would lose what it acknowledged, dead letters too. */
  async #check(): Promise<void> {
    for (const [name, needed, otherwise] of WIRE.redis.needed) {
      const reply = await this.#send("CONFIG", "GET", name).catch((error) => {
        // The server said so, and not the connection: by the words with which it refuses.
        if (!/NOPERM|ERR /.test(String(error))) throw error;
        throw refused(`${name} can't be read (${error.message}): allow CONFIG GET`);
      });
      const is = String(valueIn(reply) ?? "not known");
      if (is !== needed) throw refused(`${name} is ${is}, and must be ${needed}: ${otherwise}`);
    }
  }

  async #makeGroup(): Promise<void> {
    await this.#send("XGROUP", "CREATE", this.#entries, WIRE.group, "0", "MKSTREAM").catch((error) => {
      if (!String(error).includes("BUSYGROUP")) throw error;
    });
  }

  async #run(script: Script, keys: string[], values: (string | number)[]): Promise<unknown> {
    const { text } = REDIS_STREAMS.statements[script];
    const words = [String(keys.length), ...keys, ...values.map(String)];
    return this.#send("EVALSHA", digestOf(text), ...words).catch((error) => {
      if (!String(error).includes("NOSCRIPT")) throw error;
      return this.#send("EVAL", text, ...words);
    });
  }

  /** Runs one command. A client that is not connected would keep it for later, when nobody waits for it any more. */
  async #send(...words: string[]): Promise<unknown> {
    if (!this.#client.isReady) throw engineError("Redis", new Error("it reconnects"));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(Object.assign(new Error("no answer"), { name: "Timeout" })), ANSWER_WITHIN_MS);
    });
    try {
      return await Promise.race([this.#client.withTypeMapping(AS_BYTES).sendCommand(words), late]);
    } catch (error) {
      throw engineError("Redis", error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What a script is called by, once the server knows it. */
function digestOf(text: string): string {
  const digest = DIGESTS.get(text) ?? createHash("sha1").update(text).digest("hex");
  DIGESTS.set(text, digest);
  return digest;
}

function entryOf({ seq }: Lease): string {
  return `${seq}-0`;
}

/** The value of a setting: replies are lists or maps, as the protocol has it. */
function valueIn(reply: unknown): unknown {
  if (Array.isArray(reply)) return reply[1];
  return reply instanceof Map ? [...reply.values()][0] : Object.values(reply as object)[0];
}
