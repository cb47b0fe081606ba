import type { StreamSettings } from "@nats-io/jetstream";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, createInbox, headers, type NatsConnection, type NatsMessage } from "@nats-io/transport-node";
import { WIRE } from "../../generated/inbox-wire.js";
import { InboxError } from "../errors.js";
import type { Job, Lease } from "../store.js";
import {
  ANSWER_WITHIN_MS,
  type Consumer,
  checkInbox,
  closed,
  type Ending,
  type Engine,
  type EngineOptions,
  engineError,
  refused,
} from "./engine.js";
import { envelopeIn } from "./envelope.js";

/** How to connect: the options of `connect` in `@nats-io/transport-node`, and the name of the inbox. */
export interface JetStreamOptions extends EngineOptions {
  /** Addresses: `host:port`. */
  readonly servers?: string | string[];
  /** `user`, `pass`, `token`, `authenticator`, `tls` and the others. */
  readonly [option: string]: unknown;
}

/** What an address may say that is for receivers, which make the streams. */
const OF_RECEIVERS = ["monitor", "duplicate_window"];

/**
 * What receivers in Rust have put into NATS JetStream, for {@link Inbox.consume}. It connects by itself, and again for ever. It
 * needs the packages `@nats-io/jetstream` and `@nats-io/transport-node`.
 *
 * @param options How to connect, or the address that the receivers have.
 *
 * @example
 * await inbox.consume(webhooks, fromJetStream("nats://localhost:4222"), { signal });
 */
export function fromJetStream(options: string | JetStreamOptions): Engine {
  const { inbox, ...connection } = typeof options === "string" ? optionsIn(options) : options;
  const name = checkInbox(inbox);
  return { consumer: () => new JetStreamConsumer(connection, name) };
}

/** What `nats://user:password@host:port,host:port?inbox=NAME` says; a user alone is a token. */
function optionsIn(address: string): JetStreamOptions {
  const [, scheme, user, pass, hosts, query] =
    /^(nats|tls):\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?([^/?]+)\/?(?:\?(.*))?$/.exec(address) ?? [];
  if (hosts === undefined) throw new TypeError("write the address like nats://user:password@host:4222,host:4222");
  const values = new URLSearchParams(query);
  const unknown = [...values.keys()].filter((name) => name !== "inbox" && !OF_RECEIVERS.includes(name));
  if (unknown.length > 0) throw new TypeError(`${unknown.join(", ")} is not known in the address of NATS`);
  const servers = hosts.split(",").map((host) => host.replace(/^.*@/, ""));
  const [name, password] = [user, pass].map((text) => text && decodeURIComponent(text));
  const known = name === undefined ? {} : password === undefined ? { token: name } : { user: name, pass: password };
  return { servers, inbox: values.get("inbox") ?? undefined, ...known, ...(scheme === "tls" ? { tls: {} } : {}) };
}

/** A message that is not acknowledged yet. */
interface Held {
  /** Where acknowledgements go. */
  readonly reply: string;
  readonly payload: Uint8Array;
  readonly digest: string;
  /** Then it may be another's. Counted from before it was asked for. */
  until: number;
}

/** JetStream takes an acknowledgement from whoever sends it: that a lease has ended is seen here. */
class JetStreamConsumer implements Consumer {
  readonly #options: object;
  readonly #stream: string;
  readonly #deadSubject: string;
  readonly #held = new Map<Lease, Held>();
  #connection: NatsConnection | undefined;
  #connecting: Promise<NatsConnection> | undefined;
  /** That of the consumer that all workers share. */
  #leaseMs: number | undefined;
  #isClosed = false;

  constructor(options: object, inbox: string) {
    this.#options = options;
    this.#stream = WIRE.nats.entries.replace("INBOX", inbox);
    this.#deadSubject = WIRE.nats.deadSubject.replace("INBOX", inbox);
  }

  async claim(limit: number, leaseMs: number): Promise<Job[]> {
    try {
      const connection = await this.#connected();
      if (this.#leaseMs !== leaseMs) await this.#provide(connection, leaseMs);
      return await this.#fetch(connection, limit, leaseMs);
    } catch (error) {
      // The consumer is made again: its server may have come back without it.
      this.#leaseMs = undefined;
      throw engineError("NATS", error);
    }
  }

  async renew(lease: Lease, leaseMs: number): Promise<boolean> {
    const held = this.#holds(lease);
    if (held === undefined) return false;
    const until = performance.now() + leaseMs;
    await this.#say(held, "+WPI");
    held.until = until;
    return true;
  }

  async finish(lease: Lease, ending: Ending): Promise<boolean> {
    const held = this.#holds(lease);
    if (held === undefined) return false;
    // First there, then not here: in between it is in both.
    if (ending.kind === "dead") await this.#bury(lease, held, ending.error);
    const delay =
      ending.kind === "retry" ? ` ${JSON.stringify({ delay: Math.round(ending.afterMs) * 1_000_000 })}` : "";
    await this.#say(held, ending.kind === "done" || ending.kind === "dead" ? "+ACK" : `-NAK${delay}`);
    this.#held.delete(lease);
    return true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#connection?.close();
  }

  /** The connection, which reconnects by itself. */
  async #connected(): Promise<NatsConnection> {
    if (this.#connection === undefined || this.#connection.isClosed()) {
      if (this.#isClosed) throw closed();
      const own = { name: "autosend-inbox", timeout: ANSWER_WITHIN_MS, reconnectTimeWait: 1000 };
      this.#connecting ??= connect({ ...own, ...this.#options, maxReconnectAttempts: -1 });
      try {
        this.#connection = await this.#connecting;
      } finally {
        this.#connecting = undefined;
      }
      if (this.#isClosed) await this.#connection.close();
    }
    return this.#connection;
  }

  /** Checks the stream, and makes the consumer that all workers share. */
  async #provide(connection: NatsConnection, leaseMs: number): Promise<void> {
    const manager = await jetstreamManager(connection, { timeout: ANSWER_WITHIN_MS, checkAPI: false });
    check((await manager.streams.info(this.#stream)).config);
    await manager.consumers.add(this.#stream, {
      durable_name: WIRE.group,
      ack_policy: "explicit",
      ack_wait: Math.round(leaseMs) * 1_000_000,
      // Attempts are counted by the workers, which make dead letters; the server would only stop delivering.
      max_deliver: -1,
      max_ack_pending: WIRE.nats.maxHeld,
    });
    this.#leaseMs = leaseMs;
  }

  /** What is there now. The client's own `fetch` waits for as many as it was asked for. */
  async #fetch(connection: NatsConnection, limit: number, leaseMs: number): Promise<Job[]> {
    const until = performance.now() + leaseMs;
    for (const lease of this.#held.keys()) this.#holds(lease);
    const answers = createInbox();
    const subscription = connection.subscribe(answers);
    const late = setTimeout(() => subscription.unsubscribe(), ANSWER_WITHIN_MS);
    const jobs: Job[] = [];
    try {
      const subject = `$JS.API.CONSUMER.MSG.NEXT.${this.#stream}.${WIRE.group}`;
      connection.publish(subject, JSON.stringify({ batch: limit, no_wait: true }), { reply: answers });
      let count = 0;
      for await (const message of subscription) {
        const status = message.headers?.code ?? 0;
        if (status === 404 || status === 408) return jobs;
        if (status !== 0) throw new Error(`${status} ${message.headers?.description}`);
        jobs.push(...(await this.#hold(message, until)));
        if (++count === limit) return jobs;
      }
      throw Object.assign(new Error("no answer"), { name: "Timeout" });
    } catch (error) {
      // What came is worked on; the rest comes again.
      if (jobs.length === 0) throw error;
      return jobs;
    } finally {
      clearTimeout(late);
      subscription.unsubscribe();
    }
  }

  /** Remembers what to acknowledge. What is no delivery becomes a dead letter: somebody else put it there. */
  async #hold({ reply = "", data }: NatsMessage, until: number): Promise<Job[]> {
    const { attempt, ...lease } = aboutIn(reply);
    const found = envelopeIn(data, lease, attempt);
    this.#held.set(lease, { reply, payload: data, digest: found?.digest ?? "", until });
    if (found !== undefined) return [found.job];
    await this.finish(lease, { kind: "dead", error: WIRE.stray });
    return [];
  }

  /** One whose lease has not ended. */
  #holds(lease: Lease): Held | undefined {
    const held = this.#held.get(lease);
    if (held === undefined || performance.now() < held.until) return held;
    this.#held.delete(lease);
    return undefined;
  }

  /** Waits until the server has taken an acknowledgement. */
  async #say({ reply }: Held, word: string): Promise<void> {
    try {
      await (await this.#connected()).request(reply, word, { timeout: ANSWER_WITHIN_MS });
    } catch (error) {
      throw engineError("NATS", error);
    }
  }

  async #bury({ seq }: Lease, { payload, digest }: Held, error: string): Promise<void> {
    const said = headers();
    // A header is one line.
    said.set(WIRE.nats.errorHeader, error.replace(/[\r\n]/g, " "));
    const msgID = WIRE.nats.deadId.replace("SEQ", String(seq)).replace("DIGEST", digest);
    try {
      const client = jetstream(await this.#connected());
      await client.publish(this.#deadSubject, payload, { msgID, headers: said, timeout: ANSWER_WITHIN_MS });
    } catch (cause) {
      throw engineError("NATS", cause);
    }
  }
}

/** Refuses a stream that loses what it acknowledged; what a server is told of flushing, receivers check. */
function check(config: StreamSettings): void {
  const { name, storage, persist_mode } = config;
  if (storage !== "file") throw refused(`the stream ${name}: storage is not file`);
  if (persist_mode === "async") throw refused(`the stream ${name}: persist_mode is async, and must be default`);
  for (const limit of ["max_age", "max_msgs", "max_bytes"] as const) {
    if (config[limit] > 0)
      throw refused(`the stream ${name}: ${limit} must not be set: what is not acknowledged would be removed`);
  }
}

/** What the subject for acknowledgements says: it has the names of a domain and an account before the stream's, or has not. */
function aboutIn(reply: string): { seq: number; number: number; attempt: number } {
  const words = reply.split(".");
  const at = words.length === 9 ? 4 : 6;
  const [attempt, seq, number] = words.slice(at, at + 3).map(Number);
  if (words[1] !== "ACK" || !Number.isFinite(number))
    throw new InboxError("inbox_unavailable", { detail: "NATS: a message that is none of JetStream's" });
  return { attempt: attempt as number, seq: seq as number, number: number as number };
}
