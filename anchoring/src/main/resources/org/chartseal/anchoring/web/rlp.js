// @ts-check
/** Recursive length prefix (yellow paper, appendix B). Decoding accepts only what encoding would have made. */
import { concat } from './bytes.js';

const MAX_DEPTH = 16;

/** Bytes that are not what they should be; each place that reads them has its own words for it. */
export class RlpRefusal extends Error {}

/** @typedef {{items: Item[], encoded: Uint8Array}} List */
/** @typedef {Uint8Array | List} Item */

/** @param {bigint} value @returns {Uint8Array} big endian, without leading zeros */
function minimal(value) {
  const hex = value === 0n ? '' : value.toString(16);
  const even = hex.length % 2 === 0 ? hex : '0' + hex;
  return Uint8Array.from({ length: even.length / 2 }, (_, i) => parseInt(even.substring(2 * i, 2 * i + 2), 16));
}

/** @param {number} base @param {Uint8Array} body */
function prefixed(base, body) {
  if (body.length < 56) {
    return concat(new Uint8Array([base + body.length]), body);
  }
  const length = minimal(BigInt(body.length));
  return concat(new Uint8Array([base + 55 + length.length]), length, body);
}

/** @param {Uint8Array} bytes */
export function rlpBytes(bytes) {
  return bytes.length === 1 && bytes[0] < 0x80 ? concat(bytes) : prefixed(0x80, bytes);
}

/** @param {bigint} value */
export function rlpInteger(value) {
  return rlpBytes(minimal(value));
}

/** @param {Uint8Array[]} encoded */
export function rlpList(encoded) {
  return prefixed(0xc0, concat(...encoded));
}

/** @param {Item} item */
export function rlpEncode(item) {
  return item instanceof Uint8Array ? rlpBytes(item) : item.encoded;
}

/** @param {Uint8Array} bytes @returns {List} that spans all of them @throws {RlpRefusal} */
export function rlpDecodeList(bytes) {
  const items = decodeAll(bytes, 0, bytes.length, 0);
  if (items.length !== 1) {
    throw new RlpRefusal();
  }
  return asList(items[0]);
}

/** @param {Item | undefined} item @returns {List} @throws {RlpRefusal} */
export function asList(item) {
  if (item === undefined || item instanceof Uint8Array) {
    throw new RlpRefusal();
  }
  return item;
}

/** @param {Item | undefined} item @returns {Uint8Array} @throws {RlpRefusal} */
export function asBytes(item) {
  if (item instanceof Uint8Array) {
    return item;
  }
  throw new RlpRefusal();
}

/** @param {Item | undefined} item @returns {bigint} @throws {RlpRefusal} if it has leading zeros */
export function asInteger(item) {
  const bytes = asBytes(item);
  if (bytes.length > 0 && bytes[0] === 0) {
    throw new RlpRefusal();
  }
  return unsigned(bytes);
}

/** @param {Uint8Array} bytes @returns {bigint} big endian */
export function unsigned(bytes) {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** @param {Uint8Array} bytes @param {number} from @param {number} to @param {number} depth @returns {Item[]} */
function decodeAll(bytes, from, to, depth) {
  if (depth > MAX_DEPTH) {
    throw new RlpRefusal();
  }
  /** @type {Item[]} */
  const items = [];
  let at = from;
  while (at < to) {
    const first = bytes[at];
    if (first < 0x80) {
      items.push(bytes.slice(at, at + 1));
      at++;
      continue;
    }
    const kind = first < 0xc0 ? 0x80 : 0xc0;
    const lengthBytes = Math.max(0, first - kind - 55);
    const body = at + 1 + lengthBytes;
    const length = lengthBytes === 0 ? first - kind : lengthOf(bytes.slice(at + 1, body), lengthBytes);
    if (length > to - body) {
      throw new RlpRefusal();
    }
    const end = body + length;
    if (kind === 0xc0) {
      items.push({ items: decodeAll(bytes, body, end, depth + 1), encoded: bytes.slice(at, end) });
    } else if (length === 1 && bytes[body] < 0x80) {
      throw new RlpRefusal();
    } else {
      items.push(bytes.slice(body, end));
    }
    at = end;
  }
  return items;
}

/** @param {Uint8Array} bytes @param {number} count */
function lengthOf(bytes, count) {
  const length = unsigned(bytes);
  if (bytes.length < count || bytes[0] === 0 || length >= 1n << 31n || length < 56n) {
    throw new RlpRefusal();
  }
  return Number(length);
}
