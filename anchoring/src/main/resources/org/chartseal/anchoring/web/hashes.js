// @ts-check
/** SHA-256, HMAC and the hashes of canonical bytes (specification, section 2). */
import { concat, utf8 } from './bytes.js';

const CONTENT = utf8('fhir-jcs-lex/1\0');
const META = utf8('fhir-jcs-lex/1#meta\0');

/** @param {...Uint8Array} parts @returns {Promise<Uint8Array>} */
export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concat(...parts)));
}

/** @param {Uint8Array} key @param {...Uint8Array} parts @returns {Promise<Uint8Array>} */
export async function hmac(key, ...parts) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', concat(key), algorithm, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, concat(...parts)));
}

/** @param {Uint8Array} canonical of a resource, an event or an authorising record */
export function contentHash(canonical) {
  return sha256(CONTENT, canonical);
}

/** @param {Uint8Array | null} canonicalMeta @returns {Promise<Uint8Array>} 32 zeros for null */
export async function metaHash(canonicalMeta) {
  return canonicalMeta === null ? new Uint8Array(32) : sha256(META, canonicalMeta);
}
