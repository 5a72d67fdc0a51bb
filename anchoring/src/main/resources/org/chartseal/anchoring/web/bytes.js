// @ts-check
/** Byte strings: what every other part of the verifier stands on. */

/** What a file is refused with: exit code 2, never a verdict. */
export class Refusal extends Error {}

/** @param {string} text @returns {Uint8Array} */
export function utf8(text) {
  return new TextEncoder().encode(text);
}

/**
 * Strict: a byte order mark is a character like any other, malformed bytes throw a TypeError.
 * @param {Uint8Array} bytes @returns {string}
 */
export function utf8Text(bytes) {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** @param {...Uint8Array} parts @returns {Uint8Array<ArrayBuffer>} a copy, as WebCrypto's types want it */
export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** @param {Uint8Array} a @param {Uint8Array} b @returns {number} below, at or above 0, as unsigned bytes */
export function compareBytes(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) {
      return a[i] - b[i];
    }
  }
  return a.length - b.length;
}

/** @param {Uint8Array} a @param {Uint8Array} b */
export function equalBytes(a, b) {
  return compareBytes(a, b) === 0;
}

/** @param {bigint} value @returns {Uint8Array} 8 bytes, big endian */
export function u64Bytes(value) {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, value);
  return out;
}

/** @param {number} value @returns {Uint8Array} 2 bytes, big endian */
export function u16Bytes(value) {
  return new Uint8Array([value >>> 8, value & 0xff]);
}
