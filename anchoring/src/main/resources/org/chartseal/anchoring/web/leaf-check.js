// @ts-check
/** Compares an authenticated leaf with what is shown for it (specification, sections 9.2 to 9.4). */
import { equalBytes, utf8 } from './bytes.js';
import { canonicalizeObject } from './canonical.js';
import { contentHash, metaHash } from './hashes.js';
import { included } from './inclusion.js';
import { JsonRefusal, readObject } from './json-reader.js';
import {
  EXTENSION_ERASED_INDEX,
  KIND_DELETE,
  KIND_ERASURE,
  KIND_VERSION,
  LeafRefusal,
  decodeSubject,
  decodeVersion,
  decodeWrite,
  isEvent,
  openedLeafHash,
  shown,
} from './leaf.js';
import { subjectsOf } from './subjects.js';

/** @typedef {import('./report.js').Finding} Finding */
/** @typedef {import('./leaf.js').LeafOpening} LeafOpening */

/**
 * @param {string} origin @param {LeafOpening} leaf @param {string | null} content @param {string | null} meta
 * @returns {Promise<{write: import('./leaf.js').LeafWrite | null, findings: Finding[]}>} W if it is open and understood
 */
export async function checkLeaf(origin, leaf, content, meta) {
  /** @type {Finding[]} */
  const findings = [];
  if (shown(leaf.write) === null && (content !== null || meta !== null)) {
    const reason = 'content or meta is shown, but the leaf does not open to vouch for it';
    findings.push({ verdict: 'INCONCLUSIVE', reason });
  }
  const write = decoded(leaf, findings);
  if (write === null || !understood(write, findings)) {
    return { write: null, findings };
  }
  if (write.origin !== origin) {
    findings.push({ verdict: 'TAMPERED', reason: 'the leaf says it belongs to another log' });
  }
  await compare(write, leaf, content, meta, findings);
  return { write, findings };
}

/** @param {LeafOpening} leaf @param {Finding[]} findings */
function decoded(leaf, findings) {
  const [write, version] = [shown(leaf.write), shown(leaf.version)];
  try {
    if (version !== null) {
      decodeVersion(version);
    }
    return write === null ? null : decodeWrite(write);
  } catch (e) {
    findings.push({ verdict: 'NOT_VERIFIABLE', reason: `the leaf is in an unknown format: ${refusal(e)}` });
    return null;
  }
}

/** @param {any} e @returns {string} */
function refusal(e) {
  if (e instanceof LeafRefusal || e instanceof JsonRefusal) {
    return e.message;
  }
  throw e;
}

/** @param {import('./leaf.js').LeafWrite} write @param {Finding[]} findings */
function understood(write, findings) {
  if (write.canonId !== 1 || write.subjectRuleId !== 1) {
    findings.push({
      verdict: 'NOT_VERIFIABLE',
      reason: `expected canonical form 1 and subject rule 1, found ${write.canonId} and ${write.subjectRuleId}`,
    });
    return false;
  }
  if (write.extensions.some((extension) => extension.tag >= 0x8000)) {
    findings.push({
      verdict: 'NOT_VERIFIABLE',
      reason: 'the leaf has a critical extension that this verifier does not know',
    });
    return false;
  }
  return true;
}

/**
 * @param {import('./leaf.js').LeafWrite} write @param {LeafOpening} leaf
 * @param {string | null} content @param {string | null} meta @param {Finding[]} findings
 */
async function compare(write, leaf, content, meta, findings) {
  if (content === null) {
    if (write.kind === KIND_DELETE) {
      checkSubjects(leaf, [], findings);
      if (!equalBytes(write.contentHash, new Uint8Array(32))) {
        findings.push({ verdict: 'TAMPERED', reason: 'expected no content hash in a leaf of kind 2' });
      }
    }
    if (meta !== null) {
      await checkMeta(write, meta, findings);
    }
    return;
  }
  if (!isEvent(write.kind) && write.kind !== KIND_VERSION) {
    const reason = `content is shown for a leaf of kind ${write.kind}, which has none`;
    findings.push({ verdict: 'TAMPERED', reason });
    return;
  }
  const bytes = utf8(content);
  if (!equalBytes(await contentHash(bytes), write.contentHash)) {
    findings.push({ verdict: 'TAMPERED', reason: 'the content does not have the hash in the leaf' });
    return;
  }
  await checkMeta(write, meta, findings);
  if (write.kind === KIND_VERSION) {
    checkResource(write, leaf, bytes, findings);
  }
}

/** @param {import('./leaf.js').LeafWrite} write @param {string | null} meta @param {Finding[]} findings */
async function checkMeta(write, meta, findings) {
  if (!equalBytes(await metaHash(meta === null ? null : utf8(meta)), write.metaHash)) {
    findings.push({ verdict: 'TAMPERED', reason: 'meta does not have the hash in the leaf' });
  }
}

/**
 * @param {import('./leaf.js').LeafWrite} write @param {LeafOpening} leaf
 * @param {Uint8Array} content @param {Finding[]} findings
 */
function checkResource(write, leaf, content, findings) {
  let resource;
  try {
    resource = readObject(content);
    if (!equalBytes(canonicalizeObject(content), content)) {
      findings.push({
        verdict: 'NOT_VERIFIABLE',
        reason: 'the content is hashed as logged but is not in canonical form',
      });
      return;
    }
  } catch (e) {
    findings.push({
      verdict: 'NOT_VERIFIABLE',
      reason: `the content is hashed as logged but has no canonical form: ${refusal(e)}`,
    });
    return;
  }
  checkIdentity(write, resource, findings);
  checkSubjects(leaf, subjectsOf(resource), findings);
}

/**
 * Adds a finding if type or id are not the leaf's.
 * @param {import('./leaf.js').LeafWrite} write @param {Map<string, any>} resource @param {Finding[]} findings
 */
export function checkIdentity(write, resource, findings) {
  if (resource.get('resourceType') !== write.type || resource.get('id') !== write.id) {
    findings.push({ verdict: 'TAMPERED', reason: 'type or id are not those in the leaf' });
  }
}

/** @param {LeafOpening} leaf @param {string[]} expected by the subject rule @param {Finding[]} findings */
function checkSubjects(leaf, expected, findings) {
  const entered = new Set();
  const all = new Set();
  let hidden = 0;
  for (const opening of leaf.subjects) {
    const bytes = shown(opening);
    if (bytes === null) {
      hidden++;
      continue;
    }
    let link;
    try {
      link = decodeSubject(bytes);
    } catch (e) {
      findings.push({ verdict: 'NOT_VERIFIABLE', reason: `S is in an unknown format: ${refusal(e)}` });
      return;
    }
    if (all.has(link.subject)) {
      findings.push({ verdict: 'TAMPERED', reason: 'the leaf names a subject twice' });
    }
    all.add(link.subject);
    if (link.role === 1) {
      entered.add(link.subject);
    } else if (expected.includes(link.subject)) {
      findings.push({ verdict: 'TAMPERED', reason: 'the leaf says that a subject of the content left it' });
    }
  }
  if ([...entered].some((subject) => !expected.includes(subject))) {
    findings.push({ verdict: 'TAMPERED', reason: 'the leaf names a subject that the content does not name' });
  }
  const missing = expected.filter((subject) => !entered.has(subject)).length;
  if (missing > hidden) {
    findings.push({
      verdict: 'TAMPERED',
      reason: `the content names ${missing} subjects the leaf does not show, but it hides only ${hidden}`,
    });
  }
}

/**
 * Whether a kind 3 leaf under the same checkpoint authorises another leaf not to open.
 * @param {import('./proof-file.js').ErasureProof | null} erasure @param {{size: bigint, root: Uint8Array}} checkpoint
 * @param {string} origin @param {bigint} index @param {Uint8Array} hash both of the other leaf
 */
export async function erasureAuthorised(erasure, checkpoint, origin, index, hash) {
  if (erasure === null) {
    return false;
  }
  const own = await openedLeafHash(erasure.leaf);
  const { size, root } = checkpoint;
  const [write, version] = [shown(erasure.leaf.write), shown(erasure.leaf.version)];
  if (
    !(await included(erasure.leaf.index, size, erasure.path, own, root)) ||
    write === null ||
    version === null ||
    erasure.leaf.subjects.length > 0
  ) {
    return false;
  }
  try {
    const w = decodeWrite(write);
    const record = canonicalizeObject(utf8(erasure.authorization));
    const erased = w.extensions.find(({ tag, value }) => tag === EXTENSION_ERASED_INDEX && value.length === 8);
    return (
      w.kind === KIND_ERASURE &&
      w.origin === origin &&
      erased !== undefined &&
      new DataView(erased.value.buffer, erased.value.byteOffset).getBigInt64(0) === index &&
      equalBytes(decodeVersion(version).refLeafHash, hash) &&
      equalBytes(await contentHash(record), w.authHash)
    );
  } catch (e) {
    refusal(e);
    return false;
  }
}
