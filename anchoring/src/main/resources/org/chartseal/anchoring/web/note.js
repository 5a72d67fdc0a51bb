// @ts-check
/** C2SP signed notes, checkpoints and verifier keys (specification, section 4). */
import { base64Bytes } from './base64.js';
import { concat, equalBytes, utf8 } from './bytes.js';
import { sha256 } from './hashes.js';
import { hexOf } from './hex.js';

const DASH = '\u2014 ';
const KEY_ID_LENGTH = 4;
const MAX_SIGNATURES = 100;
const ED25519 = 1;
const COSIGNATURE = 4;

/** A text that is no checkpoint or verifier key. */
export class NoteRefusal extends Error {}

/** @param {string} text padded base64 in its only spelling @returns {Uint8Array} */
export function base64(text) {
  const bytes = base64Bytes(text);
  if (bytes === null) {
    throw new NoteRefusal('expected padded base64 in its only spelling');
  }
  return bytes;
}

/** @param {string} line */
function parseSignature(line) {
  const space = line.indexOf(' ', DASH.length);
  if (!line.startsWith(DASH) || space <= DASH.length) {
    throw new NoteRefusal('expected a signature line: em dash, key name, base64');
  }
  const bytes = base64(line.substring(space + 1));
  if (bytes.length <= KEY_ID_LENGTH) {
    throw new NoteRefusal(`expected a key id of 4 bytes and a signature, found ${bytes.length} bytes`);
  }
  return {
    keyName: line.substring(DASH.length, space),
    keyId: bytes.slice(0, KEY_ID_LENGTH),
    signature: bytes.slice(KEY_ID_LENGTH),
  };
}

/** @param {string} body */
function parseBody(body) {
  const lines = body.split('\n');
  const count = lines.length - 1;
  if (count < 3 || lines[count] !== '') {
    throw new NoteRefusal('expected origin, size and root, each ended by a line feed');
  }
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(lines[1])) {
    throw new NoteRefusal('expected a tree size in decimal digits on line 2');
  }
  if (lines.slice(3, count).includes('')) {
    throw new NoteRefusal('expected no empty line in a checkpoint');
  }
  const size = BigInt(lines[1]);
  if (size >= 1n << 63n) {
    throw new NoteRefusal('expected a tree size below 2^63 on line 2');
  }
  const root = base64(lines[2]);
  if (root.length !== 32) {
    throw new NoteRefusal(`expected a root of 32 bytes on line 3, found ${root.length}`);
  }
  if (lines[0] === '') {
    throw new NoteRefusal('expected an origin of one line');
  }
  return { origin: lines[0], size, root };
}

/**
 * @param {string} text
 * @throws {NoteRefusal} unless the text is exactly one signed checkpoint
 */
export function parseCheckpoint(text) {
  const split = text.lastIndexOf('\n\n');
  if (split < 0 || !text.endsWith('\n') || split + 2 === text.length) {
    throw new NoteRefusal('expected a body, an empty line and signature lines');
  }
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text)) {
    throw new NoteRefusal('expected no control characters in a signed note');
  }
  const body = text.substring(0, split + 1);
  const checkpoint = parseBody(body);
  const signatures = text.substring(split + 2, text.length - 1).split('\n').map(parseSignature);
  if (signatures.length > MAX_SIGNATURES) {
    throw new NoteRefusal(`expected 1 to ${MAX_SIGNATURES} signatures, found ${signatures.length}`);
  }
  return { ...checkpoint, body, signatures };
}

/** @typedef {ReturnType<typeof parseCheckpoint>} SignedCheckpoint */
/** @typedef {{text: string, name: string, publicKey: Uint8Array, keyId: Uint8Array}} VerifierKey */

/**
 * @param {string} vkey
 * @returns {Promise<VerifierKey>}
 * @throws {NoteRefusal} unless the text is an Ed25519 verifier key whose id fits it
 */
export function parseVerifierKey(vkey) {
  return parseKey(vkey, ED25519, 'expected an Ed25519 key of type 1 and 32 bytes');
}

/**
 * A witness's key (C2SP tlog-cosignature).
 * @param {string} vkey
 * @returns {Promise<VerifierKey>}
 * @throws {NoteRefusal} unless the text is the verifier key of a cosigner whose id fits it
 */
export function parseCosignerKey(vkey) {
  return parseKey(vkey, COSIGNATURE, "expected an Ed25519 cosigner's key of type 4 and 32 bytes");
}

/** @param {string} vkey @param {number} type @param {string} otherwise @returns {Promise<VerifierKey>} */
async function parseKey(vkey, type, otherwise) {
  const match = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey);
  if (match === null) {
    throw new NoteRefusal('expected a verifier key: name+keyid+base64');
  }
  const [, name, id, text] = match;
  const typed = base64(text);
  if (typed.length !== 33 || typed[0] !== type) {
    throw new NoteRefusal(otherwise);
  }
  if (/[\u0000-\u0020\u007f]/.test(name)) {
    throw new NoteRefusal('expected a key name without space or plus and a key of 32 bytes, found 32');
  }
  const keyId = (await sha256(utf8(name + '\n'), typed)).slice(0, KEY_ID_LENGTH);
  if (hexOf(keyId) !== id) {
    throw new NoteRefusal(`expected key id ${hexOf(keyId)}, found ${id}`);
  }
  return { text: vkey, name, publicKey: typed.slice(1), keyId };
}

/** @param {VerifierKey} key @param {SignedCheckpoint} checkpoint whether one of its lines is this key's and valid */
export async function signedBy(key, checkpoint) {
  const lines = checkpoint.signatures.filter((line) => line.keyName === key.name && equalBytes(line.keyId, key.keyId));
  for (const line of lines) {
    if (line.signature.length === 64 && (await verifies(key, line.signature, utf8(checkpoint.body)))) {
      return true;
    }
  }
  return false;
}

/** @param {VerifierKey} key of a witness @param {SignedCheckpoint} checkpoint whether it signed, at whatever time */
export async function cosignedBy(key, checkpoint) {
  const lines = checkpoint.signatures.filter((line) => line.keyName === key.name && equalBytes(line.keyId, key.keyId));
  for (const { signature } of lines) {
    if (signature.length === 72 && signature[0] < 0x80) {
      const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
      const message = utf8(`cosignature/v1\ntime ${time}\n${checkpoint.body}`);
      if (await verifies(key, signature.slice(8), message)) {
        return true;
      }
    }
  }
  return false;
}

/** @param {VerifierKey} key @param {Uint8Array} signature @param {Uint8Array} body */
async function verifies(key, signature, body) {
  let imported;
  try {
    imported = await crypto.subtle.importKey('raw', concat(key.publicKey), 'Ed25519', false, ['verify']);
  } catch (e) {
    if (e instanceof DOMException && e.name === 'NotSupportedError') {
      throw new Error('this browser cannot check Ed25519 signatures: take a newer one');
    }
    return false;
  }
  return crypto.subtle.verify('Ed25519', imported, concat(signature), concat(body));
}
