// @ts-check
/** Judges the proof of one leaf (specification, sections 9.1 and 9.5). */
import { checkAnchors } from './anchors.js';
import { checkCopy } from './copy-check.js';
import { included } from './inclusion.js';
import { checkLeaf, erasureAuthorised } from './leaf-check.js';
import { KIND_VERSION, isEvent, openedLeafHash, shown } from './leaf.js';
import { NoteRefusal, parseCheckpoint } from './note.js';
import { conclude, unauthenticated } from './report.js';
import { trustedSignature } from './trust.js';

/** @typedef {import('./report.js').Verification} Verification */
/** @typedef {import('./trust.js').TrustFile} TrustFile */

/** @param {string} text @returns {import('./note.js').SignedCheckpoint | NoteRefusal} */
export function checkpointOrRefusal(text) {
  try {
    return parseCheckpoint(text);
  } catch (e) {
    if (e instanceof NoteRefusal) {
      return e;
    }
    throw e;
  }
}

/**
 * @param {TrustFile} trust @param {import('./proof-file.js').LeafProof} proof @param {Uint8Array | null} copy
 * @returns {Promise<Verification>}
 */
export async function verifyLeaf(trust, proof, copy) {
  const second = trust.pins !== null || proof.evidence !== null;
  const checkpoint = checkpointOrRefusal(proof.checkpoint);
  if (checkpoint instanceof NoteRefusal) {
    return unauthenticated('FAILED', `malformed: ${checkpoint.message}`, second);
  }
  const hash = await openedLeafHash(proof.leaf);
  const inTree =
    checkpoint.size === proof.treeSize &&
    (await included(proof.leaf.index, proof.treeSize, proof.path, hash, checkpoint.root));
  if (!inTree) {
    return unauthenticated('FAILED', 'the leaf is not in the tree of the checkpoint', second);
  }
  if (!(await trustedSignature(trust, checkpoint))) {
    return unauthenticated('PASSED', 'consistent in itself, but no pinned key signed the checkpoint', second);
  }
  return authenticated(trust, proof, checkpoint, hash, copy);
}

/**
 * @param {TrustFile} trust @param {import('./proof-file.js').LeafProof} proof
 * @param {import('./note.js').SignedCheckpoint} checkpoint @param {Uint8Array} hash @param {Uint8Array | null} copy
 */
async function authenticated(trust, proof, checkpoint, hash, copy) {
  const { write, findings } = await checkLeaf(trust.origin, proof.leaf, proof.content, proof.meta);
  /** @type {string[]} */
  const notes = [];
  if (await erasureAuthorised(proof.erasure, checkpoint, trust.origin, proof.leaf.index, hash)) {
    findings.push({ verdict: 'ERASED', reason: 'an authorised erasure closed the leaf' });
  } else if (shown(proof.leaf.write) === null) {
    const reason = 'the leaf does not open and no authorised erasure of it is shown';
    findings.push({ verdict: 'WITHHELD', reason });
  }
  if (write !== null && copy !== null) {
    findings.push(...(await checkCopy(write, copy)));
  } else if (write !== null && proof.content === null && (write.kind === KIND_VERSION || isEvent(write.kind))) {
    findings.push({ verdict: 'INCONCLUSIVE', reason: 'the file holds no content and no copy was given' });
  }
  const first = findings.find((finding) => finding.verdict !== 'ERASED');
  const passed = 'signed by a pinned key, included, and what is shown fits it';
  const levels = [
    { level: 'L0', reason: first?.reason ?? passed, status: first === undefined ? 'PASSED' : 'FAILED' },
    { level: 'L1', reason: 'no server was named', status: 'NOT_CHECKED' },
  ];
  levels.push(...(await checkAnchors(trust, checkpoint, proof.anchors, proof.evidence, findings, notes)));
  return conclude(findings, levels, notes);
}
