// @ts-check
/** Proof files, of one leaf and of a whole patient (specification, sections 6 and 7). */
import { readAnchor } from './anchors.js';
import { Refusal } from './bytes.js';
import { Fields } from './fields.js';
import { hexOf } from './hex.js';
import { JsonRefusal, readObject } from './json-reader.js';

const MAX_SUBJECTS = 4096;
const MAX_EVIDENCE = 64;

/** @param {Fields} fields @returns {import('./leaf.js').Opening} */
function readOpening(fields) {
  return fields.has('commitment')
    ? { commitment: fields.hex('commitment', 32) }
    : { salt: fields.hex('salt', 32), bytes: fields.anyHex('bytes') };
}

/** @param {Fields} fields @returns {import('./leaf.js').LeafOpening} */
function readLeaf(fields) {
  const leaf = {
    index: fields.number('index'),
    write: fields.object('write', readOpening),
    version: fields.object('version', readOpening),
    subjects: fields.objects('subjects', readOpening),
  };
  if (leaf.subjects.length > MAX_SUBJECTS) {
    throw new Refusal(`expected at most ${MAX_SUBJECTS} subjects, found ${leaf.subjects.length}`);
  }
  return leaf;
}

/** @typedef {{leaf: import('./leaf.js').LeafOpening, path: Uint8Array[], authorization: string}} ErasureProof */

/** @param {Fields} fields @returns {ErasureProof | null} */
function readErasure(fields) {
  return fields.has('erasure')
    ? fields.object('erasure', (inner) => ({
        leaf: readLeaf(inner),
        path: inner.hashes('path'),
        authorization: inner.text('authorization'),
      }))
    : null;
}

/** @param {Fields} fields @returns {EvidenceItem[]} */
function readAllEvidence(fields) {
  const items = fields.objects('evidence', readEvidence);
  if (items.length > MAX_EVIDENCE) {
    throw new Refusal(`expected at most ${MAX_EVIDENCE} pieces of evidence, found ${items.length}`);
  }
  return items;
}

/** @param {Fields} fields @returns {boolean} whether the file is of format 2 */
function readHead(fields) {
  const second = isSecondFormat(fields, fields.has('evidence'));
  fields.constant('canon', 'fhir-jcs-lex/1');
  fields.constant('hash', 'SHA-256');
  return second;
}

/**
 * Whether a file is of format 2; what is of neither format is refused.
 * @param {Fields} fields @param {boolean} possible a proof of format 2 cannot do without evidence
 */
export function isSecondFormat(fields, possible) {
  if (possible && fields.text('format') === '2') {
    return true;
  }
  fields.constant('format', '1');
  return false;
}

/**
 * @typedef {({type: 'evm-mpt-receipt/1'} & import('./receipts.js').ReceiptProof) |
 *   {type: 'rfc3161/1', token: Uint8Array} | {type: 'opentimestamps/1', timestamp: Uint8Array}} EvidenceItem
 */

/** @param {Fields} fields @returns {EvidenceItem} */
function readEvidence(fields) {
  const type = fields.text('type');
  switch (type) {
    case 'evm-mpt-receipt/1':
      return {
        type,
        header: fields.anyHex('header'),
        transactionIndex: fields.number('transactionIndex'),
        logIndex: fields.number('logIndex'),
        receipt: fields.anyHex('receipt'),
        path: fields.anyHexes('path'),
      };
    case 'rfc3161/1':
      return { type, token: fields.base64('token') };
    case 'opentimestamps/1':
      return { type, timestamp: fields.base64('timestamp') };
    default:
      throw fields.unknown('evidence', type);
  }
}

/** Renewals, of which no type is known yet, and the digest of the specification. @param {Fields} fields */
function readTail(fields) {
  if (fields.has('renewals')) {
    fields.objects('renewals', (renewal) => {
      throw renewal.unknown('renewal', renewal.text('type'));
    });
  }
  return fields.has('spec') ? hexOf(fields.hex('spec', 32)) : null;
}

/** @param {Fields} fields */
function readLeafProof(fields) {
  const second = readHead(fields);
  return {
    patient: null,
    leaf: fields.object('leaf', readLeaf),
    content: fields.optionalText('content'),
    meta: fields.optionalText('meta'),
    treeSize: fields.number('treeSize'),
    path: fields.hashes('path'),
    checkpoint: fields.text('checkpoint'),
    anchors: fields.objects('anchors', readAnchor),
    evidence: second ? readAllEvidence(fields) : null,
    erasure: readErasure(fields),
    spec: readTail(fields),
  };
}

/** @typedef {ReturnType<typeof readLeafProof>} LeafProof */

/** @param {string} name @param {Fields} fields @returns {import('./map.js').MapEntry | null} */
function readEntry(name, fields) {
  return fields.has(name)
    ? fields.object(name, (entry) => ({
        index: entry.number('index'),
        key: entry.hex('key', 32),
        value: entry.hex('value', 32),
        path: entry.hashes('path'),
      }))
    : null;
}

/** @param {Fields} fields @returns {import('./map.js').Presence} */
function readPresence(fields) {
  const seq = fields.number('seq');
  if (seq === 0n) {
    throw fields.fail('seq', 'a number from 1');
  }
  return {
    seq,
    index: fields.number('index'),
    leafHash: fields.hex('leafHash', 32),
    salt: fields.hex('salt', 32),
    path: fields.hashes('path'),
  };
}

/** @param {Fields} fields */
function readPatientLeaf(fields) {
  return {
    leaf: readLeaf(fields),
    content: fields.optionalText('content'),
    meta: fields.optionalText('meta'),
    path: fields.hashes('path'),
    erasure: readErasure(fields),
  };
}

/** @typedef {ReturnType<typeof readPatientLeaf>} PatientLeaf */

/** @param {Fields} fields */
function readPatientProof(fields) {
  const second = readHead(fields);
  const patient = fields.text('patient');
  if (!/^Patient\/[A-Za-z0-9.-]{1,64}$/.test(patient)) {
    throw fields.fail('patient', 'a reference such as Patient/p1');
  }
  return {
    patient,
    snapshot: fields.object('snapshot', (inner) => ({
      leaf: readLeaf(inner),
      event: inner.text('event'),
      path: inner.hashes('path'),
      mapKey: inner.hex('mapKey', 32),
    })),
    head: fields.has('head')
      ? { present: fields.object('head', readPresence) }
      : {
          absent: fields.object('absent', (absent) => ({
            before: readEntry('before', absent),
            after: readEntry('after', absent),
          })),
        },
    leaves: fields.objects('leaves', readPatientLeaf),
    treeSize: fields.number('treeSize'),
    checkpoint: fields.text('checkpoint'),
    anchors: fields.objects('anchors', readAnchor),
    evidence: second ? readAllEvidence(fields) : null,
    spec: readTail(fields),
  };
}

/** @typedef {ReturnType<typeof readPatientProof>} PatientProof */

/** @param {Uint8Array} bytes */
function isOfPatient(bytes) {
  try {
    return readObject(bytes).has('patient');
  } catch (e) {
    if (e instanceof JsonRefusal) {
      return false;
    }
    throw e;
  }
}

/**
 * Reads a proof file of either sort.
 * @param {Uint8Array} bytes
 * @returns {LeafProof | PatientProof}
 * @throws {Refusal} if a field is unknown, missing or malformed, or the format or an algorithm is not this one
 */
export function parseProof(bytes) {
  return isOfPatient(bytes)
    ? Fields.read(bytes, 'proof', readPatientProof)
    : Fields.read(bytes, 'proof', readLeafProof);
}
