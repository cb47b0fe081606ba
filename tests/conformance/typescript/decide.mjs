// node decide.mjs PACKAGE: reads requests, one a line, and prints what the package says of each. PACKAGE is a compiled
// package's folder: that of the generator, or the npm package. `node --conditions=workerd` takes the latter without its
// addon, `--edge` (after PACKAGE) hides node:crypto.
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, option] = process.argv.slice(2);
if (option === "--edge") process.getBuiltinModule = undefined;
const { Verifier, WebhookError } = await import(pathToFileURL(join(resolve(folder), "dist/index.js")).href);

for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "") process.stdout.write(`${decide(line)}\n`);
}

function decide(line) {
  const [id, now, strict, secrets, body, headers] = line.split("\t");
  try {
    const verifier = new Verifier(secrets === "" ? [] : secrets.split(",").map((secret) => bytes(secret).toString("utf8")), {
      strict: strict === "1",
    });
    const delivery = verifier.verifyAt(new Uint8Array(bytes(body)), pairsOf(headers), Number(now));
    const { type } = delivery.event;
    const outcome = type === "unknown" || type === "invalid" ? type : "typed";
    const { generation, id: deliveryId, sentAt, createdAt, secretIndex, digest } = delivery;
    return [
      id,
      "accepted",
      hex(delivery.type),
      outcome,
      generation,
      hex(deliveryId),
      sentAt?.getTime() ?? "-",
      createdAt === null ? "-" : hex(createdAt),
      secretIndex,
      digest,
    ].join("\t");
  } catch (error) {
    if (error instanceof WebhookError) return [id, "error", error.code].join("\t");
    console.error(error);
    return [id, "crash", error?.name ?? typeof error].join("\t");
  }
}

/** Names are UTF-8, so that no two of them are spelt alike; values are the bytes that came, which HTTP reads as Latin-1. */
function pairsOf(headers) {
  if (!headers) return [];
  return headers.split(",").map((pair) => {
    const [name, value] = pair.split("=").map(bytes);
    return [name.toString("utf8"), value.toString("latin1")];
  });
}

function bytes(text) {
  return Buffer.from(text, "hex");
}

function hex(text) {
  return Buffer.from(text, "utf8").toString("hex");
}
