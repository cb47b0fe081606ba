// Some test environments have neither TextEncoder nor TextDecoder (jest's jsdom): nothing is made of them before it is
// needed, and every engine can read and write UTF-8 without them.

type Bytes = ReturnType<TextEncoder["encode"]>;

let encoder: TextEncoder | undefined;
let strict: TextDecoder | undefined;

/** A text's bytes; a lone surrogate becomes U+FFFD. */
export function encode(text: string): Bytes {
  if (typeof TextEncoder === "undefined") return encodeByEngine(text);
  encoder ??= new TextEncoder();
  return encoder.encode(text);
}

/** The text of bytes, a byte order mark included. Throws if they are not UTF-8. */
export function decode(bytes: Uint8Array): string {
  if (typeof TextDecoder === "undefined") return decodeByEngine(bytes);
  strict ??= new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return strict.decode(bytes);
}

/** The text of any bytes: what is not UTF-8 becomes U+FFFD, and a byte order mark goes. */
export function decodeLossy(bytes: Uint8Array): string {
  if (typeof TextDecoder !== "undefined") return new TextDecoder().decode(bytes);
  try {
    return decodeByEngine(bytes).replace(/^\ufeff/, "");
  } catch {
    return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : "\ufffd")).join("");
  }
}

function encodeByEngine(text: string): Bytes {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
  const bytes = new Uint8Array(escaped.length);
  let length = 0;
  for (let at = 0; at < escaped.length; at++) {
    const isByte = escaped[at] === "%";
    bytes[length++] = isByte ? Number.parseInt(escaped.slice(at + 1, at + 3), 16) : escaped.charCodeAt(at);
    if (isByte) at += 2;
  }
  return bytes.slice(0, length);
}

const PERCENT = 0x25;

function decodeByEngine(bytes: Uint8Array): string {
  const isPlain = (byte: number) => byte < 0x80 && byte !== PERCENT;
  const escaped = (byte: number) => `%${byte.toString(16).padStart(2, "0")}`;
  return decodeURIComponent(
    Array.from(bytes, (byte) => (isPlain(byte) ? String.fromCharCode(byte) : escaped(byte))).join(""),
  );
}
