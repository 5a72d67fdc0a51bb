// @ts-check
/** W, V and S of a leaf, and what is committed to them (specification, section 4). */
import { compareBytes, concat, u16Bytes, utf8, utf8Text } from './bytes.js';
import { hmac, sha256 } from './hashes.js';
import { leafHash } from './inclusion.js';

const WRITE = utf8('fhirlog/write/v1\0');
const VERSION = utf8('fhirlog/version/v1\0');
const SUBJECT = utf8('fhirlog/subject/v1\0');
const LEAF_LABEL = utf8('fhirlog/leaf/v1\0');

export const KIND_VERSION = 1;
export const KIND_DELETE = 2;
export const KIND_ERASURE = 3;
export const KIND_MAP_SNAPSHOT = 5;
const FIRST_EVENT = 4;
const LAST_KIND = 8;
export const EXTENSION_ERASED_INDEX = 1;
export const EXTENSION_MAP_SNAPSHOT = 2;

/** Bytes that are no W, V or S. */
export class LeafRefusal extends Error {}

/** @param {number} kind */
export function isEvent(kind) {
  return kind >= FIRST_EVENT;
}

class LeafReader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.in = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  /** @param {number} length */
  skip(length) {
    const remaining = this.in.length - this.at;
    if (remaining < length) {
      throw new LeafRefusal(`expected ${length} bytes more, found ${remaining}`);
    }
    const from = this.at;
    this.at += length;
    return from;
  }

  u8() {
    return this.in[this.skip(1)];
  }

  u16() {
    return this.view.getUint16(this.skip(2));
  }

  u32() {
    const value = this.view.getUint32(this.skip(4));
    if (value >= 2 ** 31) {
      throw new LeafRefusal(`expected a length below 2^31, found ${value}`);
    }
    return value;
  }

  i64() {
    return this.view.getBigInt64(this.skip(8));
  }

  u64() {
    const value = this.view.getBigUint64(this.skip(8));
    if (value >= 1n << 63n) {
      throw new LeafRefusal(`expected a number below 2^63, found ${value}`);
    }
    return value;
  }

  /** @param {number} length */
  bytes(length) {
    const from = this.skip(length);
    return this.in.slice(from, from + length);
  }

  lp16() {
    const bytes = this.bytes(this.u16());
    try {
      return utf8Text(bytes);
    } catch {
      throw new LeafRefusal('expected well-formed UTF-8 in a text field');
    }
  }

  end() {
    if (this.at < this.in.length) {
      throw new LeafRefusal(`expected the end, found ${this.in.length - this.at} bytes more`);
    }
  }
}

/** @param {Uint8Array} bytes @throws {LeafRefusal} unless the bytes are exactly one W */
export function decodeWrite(bytes) {
  const reader = new LeafReader(bytes);
  const magic = reader.bytes(8);
  if (String.fromCharCode(...magic) !== 'FHIRLGv1') {
    throw new LeafRefusal('expected W to begin with FHIRLGv1');
  }
  const kind = reader.u8();
  if (kind < 1 || kind > LAST_KIND) {
    throw new LeafRefusal(`expected a kind from 1 to 8, found ${kind}`);
  }
  const write = {
    kind,
    canonId: reader.u8(),
    subjectRuleId: reader.u8(),
    origin: reader.lp16(),
    type: reader.lp16(),
    id: reader.lp16(),
    versionId: reader.lp16(),
    lastUpdatedMs: reader.i64(),
    contentHash: reader.bytes(32),
    metaHash: reader.bytes(32),
    authHash: reader.bytes(32),
    /** @type {{tag: number, value: Uint8Array}[]} */
    extensions: [],
  };
  for (let count = reader.u16(); count > 0; count--) {
    write.extensions.push({ tag: reader.u16(), value: reader.bytes(reader.u32()) });
  }
  reader.end();
  for (let i = 1; i < write.extensions.length; i++) {
    const [before, tag] = [write.extensions[i - 1].tag, write.extensions[i].tag];
    if (before >= tag) {
      throw new LeafRefusal(`expected extension tags to ascend, found ${before} before ${tag}`);
    }
  }
  return write;
}

/** @typedef {ReturnType<typeof decodeWrite>} LeafWrite */

/** @param {Uint8Array} bytes @throws {LeafRefusal} unless the bytes are exactly one V */
export function decodeVersion(bytes) {
  const reader = new LeafReader(bytes);
  const version = { versionSeq: reader.u64(), prevLeafHash: reader.bytes(32), refLeafHash: reader.bytes(32) };
  reader.end();
  return version;
}

/** @param {Uint8Array} bytes @throws {LeafRefusal} unless the bytes are exactly one S */
export function decodeSubject(bytes) {
  const reader = new LeafReader(bytes);
  const role = reader.u8();
  if (role !== 1 && role !== 2) {
    throw new LeafRefusal(`expected role 1 or 2, found ${role}`);
  }
  const link = {
    role,
    subject: reader.lp16(),
    subjectSeq: reader.u64(),
    prevSubjectLeafHash: reader.bytes(32),
  };
  reader.end();
  return link;
}

/** @typedef {{salt: Uint8Array, bytes: Uint8Array, commitment?: undefined} | {commitment: Uint8Array}} Opening */
/** @typedef {{index: bigint, write: Opening, version: Opening, subjects: Opening[]}} LeafOpening */

/** @param {Opening} opening @returns {Uint8Array | null} the bytes, null if they are hidden */
export function shown(opening) {
  return opening.commitment === undefined ? opening.bytes : null;
}

/** @param {Uint8Array} label @param {Opening} opening */
async function commitment(label, opening) {
  return opening.commitment === undefined ? hmac(opening.salt, label, opening.bytes) : opening.commitment;
}

/** @param {LeafOpening} leaf @returns {Promise<Uint8Array>} the leaf's hash in the tree */
export async function openedLeafHash(leaf) {
  const subjects = await Promise.all(leaf.subjects.map((opening) => commitment(SUBJECT, opening)));
  subjects.sort(compareBytes);
  const commitments = await sha256(
    LEAF_LABEL,
    await commitment(WRITE, leaf.write),
    await commitment(VERSION, leaf.version),
    u16Bytes(subjects.length),
    ...subjects,
  );
  return leafHash(concat(new Uint8Array([1]), commitments));
}
