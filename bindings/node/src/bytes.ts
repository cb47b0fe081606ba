/**
 * The bytes of a view or a buffer, of whatever realm; undefined if it is something else.
 *
 * Without a copy, but for memory that is shared: another thread could change it between its verification and its use.
 */
export function bytesIn(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) {
    if (isShared(value.buffer)) return copyOf(value.buffer, value.byteOffset, value.byteLength);
    return value instanceof Uint8Array ? value : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  const tag = tagOf(value);
  if (tag === "[object SharedArrayBuffer]")
    return copyOf(value as ArrayBufferLike, 0, (value as ArrayBufferLike).byteLength);
  return tag === "[object ArrayBuffer]" ? new Uint8Array(value as ArrayBuffer) : undefined;
}

/** Workers, `vm` contexts and jsdom have classes of their own: the name tells, and no `instanceof`. */
function isShared(buffer: ArrayBufferLike): boolean {
  return !(buffer instanceof ArrayBuffer) && tagOf(buffer) === "[object SharedArrayBuffer]";
}

function copyOf(buffer: ArrayBufferLike, start: number, length: number): Uint8Array {
  // Of another array, not `slice`: a Buffer's shares its memory.
  return new Uint8Array(new Uint8Array(buffer, start, length));
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value);
}
