// The part of NATS's packages that is used, so that the package can be built without them.
declare module "@nats-io/transport-node" {
  export interface MsgHdrs extends Iterable<unknown> {
    readonly code: number;
    readonly description: string;
    set(name: string, value: string): void;
  }
  export interface NatsMessage {
    readonly reply?: string;
    readonly data: Uint8Array;
    readonly headers?: MsgHdrs;
  }
  export interface NatsConnection {
    isClosed(): boolean;
    close(): Promise<void>;
    publish(subject: string, payload: string, options: { reply: string }): void;
    request(subject: string, payload: string, options: { timeout: number }): Promise<NatsMessage>;
    subscribe(subject: string): AsyncIterable<NatsMessage> & { unsubscribe(): void };
  }
  export function connect(options: object): Promise<NatsConnection>;
  export function createInbox(): string;
  export function headers(): MsgHdrs;
}

declare module "@nats-io/jetstream" {
  import type { MsgHdrs, NatsConnection } from "@nats-io/transport-node";

  interface Published {
    readonly msgID: string;
    readonly headers: MsgHdrs;
    readonly timeout: number;
  }
  export interface StreamSettings {
    readonly name: string;
    readonly storage: string;
    readonly persist_mode?: string;
    readonly max_age: number;
    readonly max_msgs: number;
    readonly max_bytes: number;
  }
  export function jetstream(connection: NatsConnection): {
    publish(subject: string, payload: Uint8Array, options: Published): Promise<unknown>;
  };
  export function jetstreamManager(
    connection: NatsConnection,
    options: { timeout: number; checkAPI: boolean },
  ): Promise<{
    streams: { info(name: string): Promise<{ readonly config: StreamSettings }> };
    consumers: { add(stream: string, config: object): Promise<unknown> };
  }>;
}
