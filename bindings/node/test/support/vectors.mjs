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

/** What a deduplicator says of deliveries that come again. */
export async function deduplication() {
  return JSON.parse(await readFile(join(ROOT, "deduplication.json"), "utf8"));
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

/** What comes of a case, in the words of the vectors. */
export function outcome(library, vector, headers) {
  try {
    const delivery = verifierOf(library, vector).verifyAt(bodyOf(vector), headers, vector.now_ms);
    const { event } = delivery;
    return {
      accepted: {
        type: delivery.type,
        outcome: ["unknown", "invalid"].includes(event.type) ? event.type : "typed",
        generation: delivery.generation,
        delivery_id: delivery.id,
        sent_at_ms: delivery.sentAt?.getTime() ?? null,
        created_at: delivery.createdAt,
        secret_index: delivery.secretIndex,
        digest: delivery.digest,
      },
    };
  } catch (error) {
    if (!(error instanceof library.WebhookError)) throw error;
    return { error: error.code };
  }
}
