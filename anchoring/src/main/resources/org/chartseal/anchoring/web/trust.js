// @ts-check
/** Trust files: what a verifier trusts, had out of band (specification, section 8). */
import { readIdentity } from './anchors.js';
import { Fields } from './fields.js';
import { hexOf } from './hex.js';
import { NoteRefusal, parseVerifierKey, signedBy } from './note.js';

const EVIDENCE = ['development', 'rpc'];

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<TrustFile>}
 * @throws {import('./bytes.js').Refusal} if a field is unknown, missing or malformed
 */
export async function parseTrust(bytes) {
  // Key ids are hashes, which the platform computes only asynchronously: made for every text that could be a key.
  const keys = await parsedKeys(bytes);
  return Fields.read(bytes, 'trust', (fields) => {
    fields.constant('format', '1');
    const edition = fields.number('edition');
    if (edition === 0n) {
      throw fields.fail('edition', 'a number from 1');
    }
    const previous = readPrevious(edition, fields);
    const origin = fields.text('origin');
    const logKeys = fields.objects('logKeys', (inner) => readLogKey(inner, keys));
    if (logKeys.length === 0) {
      throw fields.fail('logKeys', 'at least one key');
    }
    if (new Set(logKeys.map((logKey) => logKey.key.text)).size < logKeys.length) {
      throw fields.fail('logKeys', 'each key once');
    }
    const chain = readIdentity(fields);
    return { edition, previous, origin, logKeys, chain, evidence: readEvidence(fields) };
  });
}

/** @typedef {{key: import('./note.js').VerifierKey, lastSize: bigint | null}} LogKey */
/** @typedef {{edition: bigint, previous: string | null, origin: string, logKeys: LogKey[],
 *   chain: import('./anchors.js').Identity, evidence: Set<string>}} TrustFile */

/**
 * Whether a checkpoint is this log's and signed by a key that may sign one of its size.
 * @param {TrustFile} trust @param {import('./note.js').SignedCheckpoint} checkpoint
 */
export async function trustedSignature(trust, checkpoint) {
  if (checkpoint.origin !== trust.origin) {
    return false;
  }
  for (const { key, lastSize } of trust.logKeys) {
    if ((lastSize === null || checkpoint.size <= lastSize) && (await signedBy(key, checkpoint))) {
      return true;
    }
  }
  return false;
}

/** @param {bigint} edition @param {Fields} fields */
function readPrevious(edition, fields) {
  if (edition > 1n) {
    return hexOf(fields.hex('previous', 32));
  }
  if (fields.has('previous')) {
    throw fields.fail('previous', 'none in edition 1');
  }
  return null;
}

/** @typedef {import('./note.js').VerifierKey | NoteRefusal} Outcome */

/** @param {Fields} fields @param {Map<string, Outcome>} keys @returns {LogKey} */
function readLogKey(fields, keys) {
  const outcome = keys.get(fields.text('key'));
  if (outcome === undefined || outcome instanceof NoteRefusal) {
    throw fields.fail('key', `a verifier key (${outcome?.message})`);
  }
  return { key: outcome, lastSize: fields.has('lastSize') ? fields.number('lastSize') : null };
}

/** @param {Fields} fields */
function readEvidence(fields) {
  const evidence = new Set();
  for (const word of fields.texts('evidence')) {
    if (!EVIDENCE.includes(word)) {
      throw fields.fail('evidence', 'development or rpc');
    }
    if (evidence.has(word)) {
      throw fields.fail('evidence', 'each word once');
    }
    evidence.add(word);
  }
  return evidence;
}

/** @param {Uint8Array} bytes @returns {Promise<Map<string, Outcome>>} by their text; refuses only what is no JSON */
async function parsedKeys(bytes) {
  /** @type {string[]} */
  const texts = [];
  Fields.read(bytes, 'trust', (fields) => {
    const list = fields.members.get('logKeys');
    for (const logKey of Array.isArray(list) ? list : []) {
      const key = logKey instanceof Map ? logKey.get('key') : undefined;
      if (typeof key === 'string') {
        texts.push(key);
      }
    }
    fields.members.forEach((_, name) => fields.taken.add(name));
  });
  const keys = new Map();
  for (const text of texts) {
    keys.set(text, await parseVerifierKey(text).catch(refused));
  }
  return keys;
}

/** @param {any} e */
function refused(e) {
  if (e instanceof NoteRefusal) {
    return e;
  }
  throw e;
}
