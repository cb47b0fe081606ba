// Counts round trips to a server: how often what it is asked follows what it has answered.
import { once } from "node:events";
import { connect, createServer } from "node:net";

/** A proxy for a database's address. `trips` counts; `stop` ends it. */
export async function startProxy(address) {
  const target = new URL(address);
  const at = { host: target.hostname, port: Number(target.port), noDelay: true };
  const proxy = { trips: 0 };
  const server = createServer({ noDelay: true }, (client) => {
    const database = connect(at);
    let isAsked = false;
    client.on("data", () => {
      if (!isAsked) proxy.trips++;
      isAsked = true;
    });
    database.on("data", () => {
      isAsked = false;
    });
    for (const [from, to] of [
      [client, database],
      [database, client],
    ]) {
      from.pipe(to);
      from.on("error", () => to.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  target.port = String(server.address().port);
  return Object.assign(proxy, { url: target.href, stop: () => server.close() });
}
