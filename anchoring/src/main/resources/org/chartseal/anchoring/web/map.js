// @ts-check
/** Map snapshots and what they prove of one head (specification, section 5). */
import { compareBytes, concat, equalBytes, u16Bytes, u64Bytes, utf8, utf8Text } from './bytes.js';
import { hmac, sha256 } from './hashes.js';
import { bytesOfHex, hexOf } from './hex.js';
import { included, leafHash } from './inclusion.js';
import { EXTENSION_MAP_SNAPSHOT, KIND_MAP_SNAPSHOT, LeafRefusal } from './leaf.js';

const NAME = utf8('fhirlog/map/name/v1\0');
const KEY = utf8('fhirlog/map/key/v1\0');
const VALUE = utf8('fhirlog/map/value/v1\0');
const ENTRY = utf8('fhirlog/map/entry/v1\0');
const EVENT = '{"event":"map-snapshot","root":"';
const EVENT_END = '"}';
const EXTENSION_LENGTH = 48;
export const SPACE_VERSION = 1;
export const SPACE_SUBJECT = 2;

/** @typedef {{asOfSize: bigint, mapSize: bigint, keyHash: Uint8Array, root: Uint8Array}} MapSnapshot */
/** @typedef {{index: bigint, key: Uint8Array, value: Uint8Array, path: Uint8Array[]}} MapEntry */
/** @typedef {{index: bigint, seq: bigint, leafHash: Uint8Array, salt: Uint8Array, path: Uint8Array[]}} Presence */
/** @typedef {{before: MapEntry | null, after: MapEntry | null}} Absence */

/**
 * @param {import('./leaf.js').LeafWrite} write @param {Uint8Array} event compared with W before
 * @returns {MapSnapshot}
 * @throws {LeafRefusal} unless W is of kind 5 and says exactly one snapshot
 */
export function readSnapshot(write, event) {
  const [extension, more] = write.extensions;
  if (
    write.kind !== KIND_MAP_SNAPSHOT ||
    extension === undefined ||
    more !== undefined ||
    extension.tag !== EXTENSION_MAP_SNAPSHOT ||
    extension.value.length !== EXTENSION_LENGTH
  ) {
    throw new LeafRefusal('expected a leaf of kind 5 with just the extension of a map snapshot');
  }
  const view = new DataView(extension.value.buffer, extension.value.byteOffset, EXTENSION_LENGTH);
  const [asOfSize, mapSize] = [view.getBigInt64(0), view.getBigInt64(8)];
  const root = snapshotRoot(event);
  if (asOfSize < 0n || mapSize < 0n) {
    throw new LeafRefusal('expected sizes from 0 and two hashes of 32 bytes in a map snapshot');
  }
  if (utf8Text(event) !== EVENT + hexOf(root) + EVENT_END) {
    throw new LeafRefusal('expected the event of a map snapshot');
  }
  return { asOfSize, mapSize, keyHash: extension.value.slice(16), root };
}

/** @param {Uint8Array} event */
function snapshotRoot(event) {
  if (event.length !== EVENT.length + 64 + EVENT_END.length) {
    throw new LeafRefusal('expected the event of a map snapshot');
  }
  const digits = String.fromCharCode(...event.subarray(EVENT.length, EVENT.length + 64));
  if (!/^[0-9a-fA-F]{64}$/.test(digits)) {
    throw new LeafRefusal('expected the root of a map in hexadecimal digits');
  }
  return bytesOfHex(digits);
}

/** @param {Uint8Array} mapKey @param {number} space @param {string} reference such as Patient/p1 */
export async function entryKey(mapKey, space, reference) {
  const text = utf8(reference);
  const name = await sha256(NAME, u16Bytes(text.length), text);
  return hmac(mapKey, KEY, new Uint8Array([space]), name);
}

/** @param {Uint8Array} salt @param {bigint} seq @param {Uint8Array} leaf */
export function headCommitment(salt, seq, leaf) {
  return hmac(salt, VALUE, u64Bytes(seq), leaf);
}

/** @param {Uint8Array} key @param {Uint8Array} value */
export function entryHash(key, value) {
  return leafHash(concat(ENTRY, key, value));
}

/** @param {MapSnapshot} map @param {MapEntry} entry */
async function entryIncluded(map, entry) {
  return included(entry.index, map.mapSize, entry.path, await entryHash(entry.key, entry.value), map.root);
}

/**
 * Whether it follows from the map's root.
 * @param {MapSnapshot} map @param {Uint8Array} mapKey K_map as disclosed
 * @param {number} space @param {string} reference
 * @param {{present: Presence} | {present?: undefined, absent: Absence}} proof
 */
export async function mapProves(map, mapKey, space, reference, proof) {
  if (!equalBytes(await sha256(mapKey), map.keyHash)) {
    return false;
  }
  const key = await entryKey(mapKey, space, reference);
  if (proof.present !== undefined) {
    const { index, seq, leafHash: leaf, salt, path } = proof.present;
    return entryIncluded(map, { index, key, value: await headCommitment(salt, seq, leaf), path });
  }
  const { before, after } = proof.absent;
  if (before === null && after === null) {
    return map.mapSize === 0n && equalBytes(map.root, await sha256());
  }
  const next = before === null ? 0n : before.index + 1n;
  return (
    (after === null ? next === map.mapSize : after.index === next) &&
    (before === null || ((await entryIncluded(map, before)) && compareBytes(before.key, key) < 0)) &&
    (after === null || ((await entryIncluded(map, after)) && compareBytes(key, after.key) < 0))
  );
}
