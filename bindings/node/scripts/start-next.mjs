// Runs `next start` in the current folder and says `listening on http://127.0.0.1:PORT` once it does.
import { once } from "node:events";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const port = Number(process.env.PORT) || (await freePort());
process.argv.splice(2, Infinity, "start", "--port", String(port), "--hostname", "127.0.0.1");
// In this process, so that whoever ends it ends Next.
createRequire(`${process.cwd()}/package.json`)("next/dist/bin/next");
while (!(await accepts(port))) await sleep(50);
console.log(`listening on http://127.0.0.1:${port}`);

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("close", () => socket.destroy());
    socket.on("connect", () => socket.end());
  });
}
