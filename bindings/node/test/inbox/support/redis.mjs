// A Redis server of its own; it ends with this process, however that ends.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const GUARD = '"$@" </dev/null & server=$!; read -r _; kill -9 $server; wait $server';

/** Starts a server that keeps nothing on the disk. */
export async function startRedis() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  const run = ["redis-server", "--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("sh", ["-c", GUARD, "sh", ...run], { cwd: "/", stdio: ["pipe", "ignore", "ignore"] });
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.stdin.end();
      await once(server, "close");
    },
  };
}

/** Clients by name: each connects, and says how to end it. */
export const REDIS_CLIENTS = {
  async redis(url) {
    const { createClient } = await import("redis");
    const client = createClient({ url });
    client.on("error", () => undefined);
    await client.connect();
    return { client, close: () => client.destroy() };
  },

  async ioredis(url) {
    const { Redis } = await import("ioredis");
    const client = new Redis(url);
    client.on("error", () => undefined);
    return { client, close: () => client.disconnect() };
  },
};
