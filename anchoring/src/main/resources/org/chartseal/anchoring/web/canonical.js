// @ts-check
/** Canonical form fhir-jcs-lex/1 (specification, section 2). */
import { utf8 } from './bytes.js';
import { JsonNumber, JsonRefusal, RULES, readObject } from './json-reader.js';

const ROOT_META = ['meta'];
const VOLATILE = ['versionId', 'lastUpdated'];
const SHORT_ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** @param {string} text @returns {string} a JSON string as RFC 8785 section 3.2.2.2 escapes it */
export function jsonString(text) {
  const escaped = text.replace(/["\\\u0000-\u001f]/g, (c) => {
    return SHORT_ESCAPES.get(c) ?? '\\u00' + (c < '\u0010' ? '0' : '') + c.charCodeAt(0).toString(16);
  });
  return `"${escaped}"`;
}

/** @param {any} value @returns {string} */
function jsonValue(value) {
  if (value instanceof Map) {
    return jsonObject(value, []);
  }
  if (Array.isArray(value)) {
    return `[${value.map(jsonValue).join(',')}]`;
  }
  if (typeof value === 'string') {
    return jsonString(value);
  }
  return value instanceof JsonNumber ? value.lexeme : String(value);
}

/** @param {import('./json-reader.js').JsonObject} object @param {string[]} without */
function jsonObject(object, without) {
  // The default order of sort() is that of UTF-16 code units, which is the order of RFC 8785.
  const names = [...object.keys()].filter((name) => !without.includes(name)).sort();
  return `{${names.map((name) => jsonString(name) + ':' + jsonValue(object.get(name))).join(',')}}`;
}

/**
 * An event, an authorising record or a resource without meta: all of it is kept.
 * @param {Uint8Array} json
 */
export function canonicalizeObject(json) {
  return utf8(jsonObject(readObject(json), []));
}

/**
 * A resource, its root meta apart.
 * @param {import('./json-reader.js').JsonObject} root
 * @returns {{content: Uint8Array, meta: Uint8Array | null}}
 */
export function canonicalizeResource(root) {
  const content = utf8(jsonObject(root, ROOT_META));
  const meta = root.get('meta');
  if (meta === undefined) {
    return { content, meta: null };
  }
  if (!(meta instanceof Map)) {
    throw new JsonRefusal(RULES.metaNotObject, 0);
  }
  const rest = jsonObject(meta, VOLATILE);
  return { content, meta: rest === '{}' ? null : utf8(rest) };
}
