import { decodeLossy } from "./utf8.js";

/** What Node's global has besides. */
interface Global {
  readonly Buffer?: { from(bytes: Uint8Array): Uint8Array<ArrayBuffer> };
}

/**
 * Bytes that test tools send as they are: a Buffer where there is one, since supertest takes other bytes for an object;
 * and as JSON, into which it puts Buffers nevertheless, they are the very text.
 */
export function sendable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = (globalThis as Global).Buffer?.from(bytes) ?? new Uint8Array(bytes);
  const value = parsed(copy);
  if (value !== undefined) Object.defineProperty(copy, "toJSON", { value: () => value, configurable: true });
  return copy;
}

/** What is printed as this text again. */
function parsed(bytes: Uint8Array): unknown {
  const text = decodeLossy(bytes);
  try {
    const value = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

let last = "";
let repeats = 0;

/**
 * A creation time, by default now. Two that fall into one millisecond differ in their microseconds: bodies that are the
 * same are one event to whoever recognises repeats.
 */
export function createdText(createdAt?: Date): string {
  if (createdAt !== undefined) return createdAt.toISOString();
  const text = new Date().toISOString();
  repeats = text === last ? repeats + 1 : 0;
  last = text;
  return repeats === 0 ? text : text.replace("Z", `${String(repeats % 1_000_000).padStart(6, "0")}Z`);
}
