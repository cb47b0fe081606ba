// Reads tests/vectors, which all languages share.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const ROOT = process.env.AUTOSEND_WEBHOOKS_VECTORS;
if (!ROOT)
  throw new Error("AUTOSEND_WEBHOOKS_VECTORS must name the folder tests/vectors: run `cargo xtask test --only node`");

/** Every case of every group. */
export async function* groups() {
  for (const file of (await readdir(join(ROOT, "requests"))).sort()) {
    yield* JSON.parse(await readFile(join(ROOT, "requests", file), "utf8")).cases;
  }
}

/** The body's bytes. */
export function bodyOf({ body, body_base64, body_repeat }) {
  if (body !== undefined) return Buffer.from(body, "utf8");
  if (body_base64 !== undefined) return Buffer.from(body_base64, "base64");
  return Buffer.from(body_repeat.map(([text, times]) => text.repeat(times)).join(""), "utf8");
}

/** The verifier that the case asks for. */
export function verifierOf({ Verifier }, { secrets, options = {} }) {
  const names = {
    tolerance_ms: "toleranceMs",
    future_tolerance_ms: "futureToleranceMs",
    max_body: "maxBody",
    strict: "strict",
  };
  return new Verifier(
    secrets,
    Object.fromEntries(Object.entries(options).map(([name, value]) => [names[name], value])),
  );
}

/** A sample body: `current` or `first`, and the event type. */
export function payload(generation, type) {
  return readFile(join(ROOT, "payloads", generation, `${type}.json`));
}
