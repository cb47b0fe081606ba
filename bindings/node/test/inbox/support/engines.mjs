// Engines on real servers that can be killed and come back, and the receiver in Rust that stores into them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fromRedisStreams } from "autosend-webhooks/inbox";
import { fromJetStream } from "autosend-webhooks/jetstream";
import { freePort } from "./postgres.mjs";
import { REDIS_CLIENTS } from "./redis.mjs";
import { SECRETS } from "./storm.mjs";
import { until } from "./until.mjs";

const CLI = process.env.AUTOSEND_WEBHOOKS_CLI;
/** Ends with whoever holds its standard input. */
const GUARD = '"$@" </dev/null >/dev/null 2>&1 & server=$!; read -r _; kill -9 $server; wait $server';

/** Starts a server of an engine with safe settings, and others. */
export async function startEngine(kind, ...settings) {
  const folder = mkdtempSync(join(tmpdir(), `inbox-${kind}-`));
  const [port, monitor] = [await freePort(), await freePort()];
  const safe = {
    redis: `bind 127.0.0.1\nport ${port}\ndir ${folder}\nsave ""\nappendonly yes\nappendfsync always\n`,
    nats: `listen: 127.0.0.1:${port}\nhttp: 127.0.0.1:${monitor}\njetstream { store_dir: "${folder}"\nsync_interval: always }\n`,
  };
  const file = join(folder, "server.conf");
  writeFileSync(file, `${safe[kind]}${settings.join("\n")}\n`);
  const command = { redis: ["redis-server", file], nats: [process.env.NATS_SERVER ?? "nats-server", "-c", file] };
  let server;
  const engine = {
    kind,
    address: kind === "redis" ? `redis://127.0.0.1:${port}` : `nats://127.0.0.1:${port}?monitor=127.0.0.1:${monitor}`,
    async start() {
      server = spawn("sh", ["-c", GUARD, "sh", ...command[kind]], { stdio: ["pipe", "ignore", "ignore"] });
      await until(() => answers(kind, port, monitor), `${kind} does not answer`);
    },
    async kill() {
      const ended = once(server, "close");
      server.stdin.end();
      await ended;
    },
    async stop() {
      await engine.kill();
      rmSync(folder, { recursive: true });
    },
  };
  await engine.start();
  return engine;
}

async function answers(kind, port, monitor) {
  try {
    if (kind === "nats") return (await fetch(`http://127.0.0.1:${monitor}/healthz`)).ok;
    const { client, close } = await REDIS_CLIENTS.ioredis(`redis://127.0.0.1:${port}`);
    try {
      return (await client.ping()) === "PONG";
    } finally {
      close();
    }
  } catch {
    return false;
  }
}

/** An engine as workers open it, and how to end what they need for it. */
export async function opened(address) {
  if (address.startsWith("nats")) return { engine: fromJetStream(address), close: () => undefined };
  const { client, close } = await REDIS_CLIENTS.redis(address);
  return { engine: fromRedisStreams(client), close };
}

/** The receiver in Rust, once it listens. */
export async function receiver(store, folder, options = []) {
  const secret = join(folder, "secret");
  writeFileSync(secret, SECRETS.join("\n"), { mode: 0o600 });
  const args = ["inbox", "serve", "--listen", "127.0.0.1:0", "--store", store, "--secret-file", secret, "--json"];
  const child = spawn(CLI, [...args, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise((resolve, reject) => {
    lines.once("line", (line) => resolve(JSON.parse(line)));
    child.once("exit", (code) => reject(new Error(`the receiver ended with ${code}`)));
  });
  const address = first.listening;
  return {
    address,
    stop: () => child.kill("SIGKILL"),
    /** Sends a delivery until it is accepted, as the provider does. */
    send: (request) =>
      until(async () => (await fetch(address, request).catch(() => ({}))).status === 200, "not accepted"),
    /** How many deliveries are unfinished, and how many dead, as the receiver sees it. */
    async depth() {
      const response = await fetch(new URL("/metrics", address)).catch(() => undefined);
      const text = (await response?.text()) ?? "";
      const value = (name) => Number(new RegExp(`^autosend_inbox_${name} (\\d+)`, "m").exec(text)?.[1] ?? -1);
      return [value("unfinished"), value("dead")];
    },
  };
}
