// @ts-check
/** Lower-case hex without prefix. */

/** @param {Uint8Array} bytes @returns {string} */
export function hexOf(bytes) {
  let out = '';
  for (const byte of bytes) {
    out += (byte < 16 ? '0' : '') + byte.toString(16);
  }
  return out;
}

/** @param {string} text an even number of hex digits @returns {Uint8Array} */
export function bytesOfHex(text) {
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) {
    out[i] = parseInt(text.substring(2 * i, 2 * i + 2), 16);
  }
  return out;
}
