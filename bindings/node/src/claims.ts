import { SIGNATURES } from "./generated/provider.js";
import type { HashName, SignatureScheme } from "./scheme.js";

/** What the header of a scheme says. */
export interface Claim {
  /** The scheme's place among all. */
  readonly scheme: number;
  /** The signatures in it that are well-formed, each written the one way in which its bytes can be. */
  readonly signatures: readonly string[];
  /** The timestamp, where pairs hold it. */
  readonly timestamp: string | undefined;
}

/** Entries beyond these are not looked at: whoever signs twice, or three times while a secret is replaced, sends few. */
const MAX_ENTRIES = 64;

/** Reads the header of a scheme. It takes linear time, and fails at nothing. */
export function claimOf(scheme: number, header: string): Claim {
  const { form, prefix } = SIGNATURES[scheme]!;
  if (form === "list") return { scheme, signatures: entries(scheme, header), timestamp: undefined };
  if (form === "pairs") return pairs(scheme, header);
  const signature = header.startsWith(prefix) ? READERS[scheme]!(header.slice(prefix.length)) : undefined;
  return { scheme, signatures: signature === undefined ? [] : [signature], timestamp: undefined };
}

function entries(scheme: number, header: string): string[] {
  const { separator, versions } = SIGNATURES[scheme]!;
  const signatures: string[] = [];
  for (const entry of header.split(separator, MAX_ENTRIES)) {
    const [version, text] = versions.length === 0 ? ["", entry] : parted(entry, ",");
    if (versions.length === 0 || versions.includes(version)) push(signatures, READERS[scheme]!(text.trim()));
  }
  return signatures;
}

function pairs(scheme: number, header: string): Claim {
  const { separator, pairs: names } = SIGNATURES[scheme]!;
  const signatures: string[] = [];
  let timestamp: string | undefined;
  for (const pair of header.split(separator, MAX_ENTRIES)) {
    const [name, value] = parted(pair, "=");
    if (name === names?.signature) push(signatures, READERS[scheme]!(value));
    else if (name === names?.timestamp) timestamp ??= value;
  }
  return { scheme, signatures, timestamp };
}

function push(signatures: string[], signature: string | undefined): void {
  if (signature !== undefined) signatures.push(signature);
}

function parted(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text.trim(), ""] : [text.slice(0, at).trim(), text.slice(at + separator.length).trim()];
}

/** A signature as its scheme writes it, in the one form that its bytes have; undefined if it is none. */
type Read = (text: string) => string | undefined;

const SIZES: Readonly<Record<HashName, number>> = { sha1: 20, sha256: 32, sha512: 64 };
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const READERS: readonly Read[] = SIGNATURES.map(readerOf);

function readerOf({ scheme, hash, encoding }: SignatureScheme): Read {
  if (scheme === "token") return (text) => text || undefined;
  if (scheme === "basic") return (text) => (BASE64.test(text) ? text : undefined);
  const size = scheme === "ed25519" ? 64 : SIZES[hash];
  if (encoding === "hex") {
    const form = new RegExp(`^[0-9a-f]{${2 * size}}$`);
    return (text) => (form.test(text) ? text : undefined);
  }
  const [letters, padding] = [Math.ceil((size * 4) / 3), "=".repeat((3 - (size % 3)) % 3)];
  // The last letter has bits to spare: several texts stand for the same bytes.
  if (encoding === "base64") {
    const form = new RegExp(`^[A-Za-z0-9+/]{${letters}}${padding}$`);
    return (text) => (form.test(text) ? btoa(atob(text)) : undefined);
  }
  const form = new RegExp(`^[A-Za-z0-9_-]{${letters}}(?:${padding})?$`);
  return (text) => (form.test(text) ? btoa(atob(standard(text))) : undefined);
}

/** The base64 of URLs, written as the other. */
function standard(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
}

/** A signature as the header of a scheme carries it. */
export function headerOf(scheme: number, signature: string, timestamp: string): string {
  const { form, prefix, separator, versions, pairs: names } = SIGNATURES[scheme]!;
  const text = inEncoding(SIGNATURES[scheme]!, signature);
  if (form === "plain") return prefix + text;
  if (form === "list") return versions.length === 0 ? text : `${versions[0]},${text}`;
  const pair = `${names?.signature}=${text}`;
  return names?.timestamp ? `${names.timestamp}=${timestamp}${separator}${pair}` : pair;
}

function inEncoding({ scheme, encoding }: SignatureScheme, signature: string): string {
  if (scheme === "token" || scheme === "basic" || encoding !== "base64url") return signature;
  return signature.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
