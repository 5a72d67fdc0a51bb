// @ts-check
/** Trust files: what a verifier trusts, had out of band (specification, section 8). */
import { readIdentity } from './anchors.js';
import { EVIDENCE } from './evidence.js';
import { Fields } from './fields.js';
import { bytesOfHex, hexOf } from './hex.js';
import { NoteRefusal, parseCosignerKey, parseVerifierKey, signedBy } from './note.js';
import { isSecondFormat } from './proof-file.js';

const FIRST_EVIDENCE = ['development', 'rpc'];

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<TrustFile>}
 * @throws {import('./bytes.js').Refusal} if a field is unknown, missing or malformed
 */
export async function parseTrust(bytes) {
  // Key ids are hashes, which the platform computes only asynchronously: made for every text that could be a key.
  const keys = await parsedKeys(bytes);
  return Fields.read(bytes, 'trust', (fields) => {
    const second = isSecondFormat(fields, true);
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
    const evidence = readEvidence('evidence', fields, second);
    return { edition, previous, origin, logKeys, chain, evidence, pins: second ? readPins(fields, keys) : null };
  });
}

/** @typedef {{key: import('./note.js').VerifierKey, lastSize: bigint | null}} LogKey */
/** @typedef {{edition: bigint, previous: string | null, origin: string, logKeys: LogKey[],
 *   chain: import('./anchors.js').Identity, evidence: Set<string>, pins: TrustPins | null}} TrustFile */
/** @typedef {{key: import('./note.js').VerifierKey, institution: string}} Witness */
/** @typedef {{required: Set<string>, headers: {blockNumber: bigint, hash: Uint8Array}[],
 *   validators: {fromBlock: bigint, fromTime: bigint, addresses: Set<string>}[], witnesses: Witness[], quorum: bigint,
 *   timestampAuthorities: Uint8Array[], bitcoinHeaders: {height: bigint}[]}} TrustPins */

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
  return { key: readKey(fields, keys), lastSize: fields.has('lastSize') ? fields.number('lastSize') : null };
}

/** @param {Fields} fields @param {Map<string, Outcome>} keys by where they stand and their text */
function readKey(fields, keys) {
  const outcome = keys.get(`${fields.where} ${fields.text('key')}`);
  if (outcome === undefined || outcome instanceof NoteRefusal) {
    throw fields.fail('key', `a verifier key (${outcome?.message})`);
  }
  return outcome;
}

/** @param {string} name @param {Fields} fields @param {boolean} second @returns {Set<string>} */
function readEvidence(name, fields, second) {
  const evidence = new Set();
  for (const word of fields.texts(name)) {
    if (!(second ? EVIDENCE : FIRST_EVIDENCE).includes(word)) {
      const words = 'development, rpc, header, qbft, witnesses, rfc3161 or opentimestamps';
      throw fields.fail(name, second ? words : 'development or rpc');
    }
    if (evidence.has(word)) {
      throw fields.fail(name, 'each word once');
    }
    evidence.add(word);
  }
  return evidence;
}

/** @template T @param {string} name @param {Fields} fields @param {(fields: Fields) => T} use @returns {T[]} */
function optional(name, fields, use) {
  return fields.has(name) ? fields.objects(name, use) : [];
}

/** @param {Fields} fields @param {Map<string, Outcome>} keys @returns {TrustPins} what format 2 pins beside */
function readPins(fields, keys) {
  const required = fields.has('required') ? readEvidence('required', fields, true) : new Set();
  const headers = optional('headers', fields, (header) => ({
    blockNumber: header.number('blockNumber'),
    hash: bytesOfHex(header.hex0x('blockHash', 32).substring(2)),
  }));
  const validators = optional('validators', fields, readValidators);
  const ascending = validators.every(
    ({ fromBlock, fromTime }, i) =>
      i === 0 || (fromBlock > validators[i - 1].fromBlock && fromTime >= validators[i - 1].fromTime),
  );
  if (!ascending) {
    throw fields.fail('validators', 'sets in ascending order');
  }
  const witnesses = optional('witnesses', fields, (witness) => ({
    key: readKey(witness, keys),
    institution: witness.text('institution'),
  }));
  return {
    required,
    headers,
    validators,
    witnesses,
    quorum: witnesses.length === 0 ? 0n : readQuorum(witnesses, fields),
    timestampAuthorities: fields.has('timestampAuthorities') ? fields.base64s('timestampAuthorities') : [],
    bitcoinHeaders: optional('bitcoinHeaders', fields, (header) => ({
      height: header.number('height'),
      merkleRoot: header.hex('merkleRoot', 32),
      time: header.number('time'),
    })),
  };
}

/** @param {Fields} fields */
function readValidators(fields) {
  const [fromBlock, fromTime] = [fields.number('fromBlock'), fields.number('fromTime')];
  const list = fields.hex0xs('addresses', 20).map((address) => address.substring(2));
  const addresses = new Set(list);
  if (list.length === 0) {
    throw fields.fail('addresses', 'at least one address');
  }
  if (addresses.size < list.length) {
    throw fields.fail('addresses', 'each address once');
  }
  return { fromBlock, fromTime, addresses };
}

/** @param {Witness[]} witnesses @param {Fields} fields */
function readQuorum(witnesses, fields) {
  if (new Set(witnesses.map(({ key }) => hexOf(key.publicKey))).size < witnesses.length) {
    throw fields.fail('witnesses', 'each key once');
  }
  if (new Set(witnesses.map(({ institution }) => institution)).size < witnesses.length) {
    throw fields.fail('witnesses', 'each institution once');
  }
  const quorum = fields.number('quorum');
  if (quorum === 0n || quorum > BigInt(witnesses.length)) {
    throw fields.fail('quorum', 'a number from 1 to that of the witnesses');
  }
  return quorum;
}

/** @param {Uint8Array} bytes @returns {Promise<Map<string, Outcome>>} by their text; refuses only what is no JSON */
async function parsedKeys(bytes) {
  /** @type {{name: string, text: string}[]} */
  const texts = [];
  Fields.read(bytes, 'trust', (fields) => {
    for (const name of ['logKeys', 'witnesses']) {
      const list = fields.members.get(name);
      for (const holder of Array.isArray(list) ? list : []) {
        const text = holder instanceof Map ? holder.get('key') : undefined;
        if (typeof text === 'string') {
          texts.push({ name, text });
        }
      }
    }
    fields.members.forEach((_, name) => fields.taken.add(name));
  });
  const keys = new Map();
  for (const { name, text } of texts) {
    const parse = name === 'logKeys' ? parseVerifierKey : parseCosignerKey;
    keys.set(`trust.${name} ${text}`, await parse(text).catch(refused));
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
