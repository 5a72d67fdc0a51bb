// @ts-check
/** Public key recovery on secp256k1 (SEC 1, 4.1.6). Nothing here is secret, so nothing needs constant time. */
import { concat } from './bytes.js';
import { keccak256 } from './keccak.js';
import { unsigned } from './rlp.js';

const FIELD = (1n << 256n) - (1n << 32n) - 977n;
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const G = {
  x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
  y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
};

/** @typedef {{x: bigint, y: bigint} | null} Point null is infinity */

/** @param {bigint} value @param {bigint} modulus */
function mod(value, modulus) {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/** @param {bigint} base @param {bigint} exponent @param {bigint} modulus */
function power(base, exponent, modulus) {
  let result = 1n;
  for (let b = base; exponent > 0n; exponent >>= 1n, b = (b * b) % modulus) {
    if ((exponent & 1n) === 1n) {
      result = (result * b) % modulus;
    }
  }
  return result;
}

/** By Euclid's algorithm; both moduli are prime. @param {bigint} value not 0 @param {bigint} modulus */
function inverse(value, modulus) {
  let [a, b, x, y] = [mod(value, modulus), modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [x, y] = [y - quotient * x, x];
  }
  return mod(x, modulus);
}

/** @param {Point} a @param {Point} b @returns {Point} */
function add(a, b) {
  if (a === null || b === null) {
    return a ?? b;
  }
  if (a.x === b.x && (a.y !== b.y || a.y === 0n)) {
    return null;
  }
  const slope =
    a.x === b.x
      ? 3n * a.x * a.x * inverse(2n * a.y, FIELD)
      : (b.y - a.y) * inverse(b.x - a.x, FIELD);
  const x = mod(slope * slope - a.x - b.x, FIELD);
  return { x, y: mod(slope * (a.x - x) - a.y, FIELD) };
}

/** @param {bigint} factor @param {Point} point @returns {Point} */
function multiply(factor, point) {
  /** @type {Point} */
  let sum = null;
  for (let p = point; factor > 0n; factor >>= 1n, p = add(p, p)) {
    if ((factor & 1n) === 1n) {
      sum = add(sum, p);
    }
  }
  return sum;
}

/** @param {bigint} value @returns {Uint8Array} */
function word(value) {
  const hex = value.toString(16).padStart(64, '0');
  return Uint8Array.from({ length: 32 }, (_, i) => parseInt(hex.substring(2 * i, 2 * i + 2), 16));
}

/**
 * The address of the key that made a signature with s in the lower half, null if no key could have made it.
 * @param {Uint8Array} hash @param {bigint} r @param {bigint} s @param {number} parity
 * @returns {Uint8Array | null}
 */
export function recoverAddress(hash, r, s, parity) {
  if (r === 0n || s === 0n || r >= ORDER || s > ORDER >> 1n) {
    return null;
  }
  const square = mod(r * r * r + 7n, FIELD);
  const root = power(square, (FIELD + 1n) / 4n, FIELD);
  if ((root * root) % FIELD !== square) {
    return null;
  }
  const y = (root & 1n) === BigInt(parity) ? root : mod(-root, FIELD);
  const back = inverse(r, ORDER);
  const u1 = mod(-unsigned(hash) * back, ORDER);
  const key = add(multiply(u1, G), multiply(mod(s * back, ORDER), { x: r, y }));
  return key === null ? null : keccak256(concat(word(key.x), word(key.y))).slice(12);
}
