// @ts-check
/** Standard base64, padded, and only the one spelling of it. */

/** @param {string} text @returns {Uint8Array | null} null if it is anything else */
export function base64Bytes(text) {
  const valid = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
  const binary = valid ? atob(text) : '';
  return !valid || btoa(binary) !== text ? null : Uint8Array.from(binary, (c) => c.charCodeAt(0));
}
