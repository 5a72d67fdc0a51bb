// @ts-check
/** Judges the proof of a whole patient (specification, sections 9.1, 9.7 and 9.8). */
import { checkAnchors } from './anchors.js';
import { equalBytes, utf8 } from './bytes.js';
import { included } from './inclusion.js';
import { checkLeaf, erasureAuthorised } from './leaf-check.js';
import { KIND_MAP_SNAPSHOT, KIND_VERSION, LeafRefusal, decodeSubject, decodeWrite, openedLeafHash, shown } from './leaf.js';
import { SPACE_SUBJECT, mapProves, readSnapshot } from './map.js';
import { NoteRefusal } from './note.js';
import { conclude, unauthenticated } from './report.js';
import { timeText } from './times.js';
import { trustedSignature } from './trust.js';
import { checkpointOrRefusal } from './verify-leaf.js';

/** @typedef {import('./report.js').Finding} Finding */
/** @typedef {import('./trust.js').TrustFile} TrustFile */
/** @typedef {import('./proof-file.js').PatientProof} PatientProof */
/** @typedef {import('./note.js').SignedCheckpoint} SignedCheckpoint */
/** @typedef {{asOfSize: bigint, timeMs: bigint, length: bigint, newest: Uint8Array}} Snapshot */

/**
 * @param {TrustFile} trust @param {PatientProof} proof
 * @returns {Promise<import('./report.js').Verification>}
 */
export async function verifyPatient(trust, proof) {
  const second = trust.pins !== null || proof.evidence !== null;
  const checkpoint = checkpointOrRefusal(proof.checkpoint);
  if (checkpoint instanceof NoteRefusal) {
    return unauthenticated('FAILED', `malformed: ${checkpoint.message}`, second);
  }
  const { leaf, path } = proof.snapshot;
  const inTree =
    checkpoint.size === proof.treeSize &&
    (await included(leaf.index, proof.treeSize, path, await openedLeafHash(leaf), checkpoint.root));
  if (!inTree) {
    return unauthenticated('FAILED', "the snapshot's leaf is not in the tree of the checkpoint", second);
  }
  if (!(await trustedSignature(trust, checkpoint))) {
    return unauthenticated('PASSED', 'the snapshot is in the tree, but no pinned key signed the checkpoint', second);
  }
  return authenticated(trust, proof, checkpoint);
}

/** @param {TrustFile} trust @param {PatientProof} proof @param {SignedCheckpoint} checkpoint */
async function authenticated(trust, proof, checkpoint) {
  /** @type {Finding[]} */
  const findings = [];
  /** @type {string[]} */
  const notes = [];
  const snapshot = await checkSnapshot(trust.origin, proof, findings);
  if (snapshot !== null) {
    const erased = await followChain(trust.origin, proof, checkpoint, snapshot, findings);
    if (findings.length === 0) {
      notes.push(conclusion(snapshot, erased, proof.snapshot.leaf.index));
    }
  }
  const passed = 'signed by a pinned key, whole, and what is shown fits it';
  const levels = [
    { level: 'L0', reason: findings[0]?.reason ?? passed, status: findings.length === 0 ? 'PASSED' : 'FAILED' },
    { level: 'L1', reason: 'no server was named', status: 'NOT_CHECKED' },
  ];
  levels.push(...(await checkAnchors(trust, checkpoint, proof.anchors, proof.evidence, findings, notes)));
  return conclude(findings, levels, notes);
}

/** @param {Uint8Array | null} bytes of W */
function canBeSnapshot(bytes) {
  try {
    return bytes !== null && decodeWrite(bytes).kind === KIND_MAP_SNAPSHOT;
  } catch (e) {
    if (e instanceof LeafRefusal) {
      return true;
    }
    throw e;
  }
}

/** @param {string} origin @param {PatientProof} proof @param {Finding[]} findings @returns {Promise<Snapshot | null>} */
async function checkSnapshot(origin, proof, findings) {
  const { leaf, event, mapKey } = proof.snapshot;
  const noSnapshot = { verdict: 'INCONCLUSIVE', reason: 'the leaf of the snapshot does not open as one' };
  if (!canBeSnapshot(shown(leaf.write))) {
    findings.push(noSnapshot);
    return null;
  }
  const checked = await checkLeaf(origin, leaf, event, null);
  findings.push(...checked.findings);
  if (checked.write === null || checked.findings.length > 0) {
    findings.push(noSnapshot);
    return null;
  }
  let map;
  try {
    map = readSnapshot(checked.write, utf8(event));
  } catch (e) {
    if (!(e instanceof LeafRefusal)) {
      throw e;
    }
    findings.push({ verdict: 'INCONCLUSIVE', reason: `the snapshot: ${e.message}` });
    return null;
  }
  if (map.asOfSize > leaf.index) {
    findings.push({ verdict: 'TAMPERED', reason: 'the snapshot is of leaves that came after it' });
    return null;
  }
  if (!(await mapProves(map, mapKey, SPACE_SUBJECT, proof.patient, proof.head))) {
    const reason = "the snapshot's map does not prove what is said of the patient's chain";
    findings.push({ verdict: 'INCONCLUSIVE', reason });
    return null;
  }
  const head = proof.head.present;
  return {
    asOfSize: map.asOfSize,
    timeMs: checked.write.lastUpdatedMs,
    length: head?.seq ?? 0n,
    newest: head?.leafHash ?? new Uint8Array(32),
  };
}

/**
 * @param {string} origin @param {PatientProof} proof @param {SignedCheckpoint} checkpoint
 * @param {Snapshot} snapshot @param {Finding[]} findings
 * @returns {Promise<number>} leaves that were erased with authority
 */
async function followChain(origin, proof, checkpoint, snapshot, findings) {
  const chain = { length: 0n, previous: new Uint8Array(32), erased: 0 };
  for (const leaf of proof.leaves) {
    const at = `leaf ${leaf.leaf.index}: `;
    /** @type {Finding[]} */
    const found = [];
    await followLeaf(origin, proof.patient, checkpoint, snapshot, leaf, chain, found);
    findings.push(...found.map(({ verdict, reason }) => ({ verdict, reason: at + reason })));
  }
  const { length } = chain;
  const expected = snapshot.length;
  if (length < expected) {
    const reason = `the patient's chain has ${expected} leaves, the file shows ${length}`;
    findings.push({ verdict: 'WITHHELD', reason });
  } else if (length > expected) {
    const reason = `the map says the patient's chain has ${expected} leaves, the log has ${length}`;
    findings.push({ verdict: 'TAMPERED', reason });
  } else if (!equalBytes(chain.previous, snapshot.newest)) {
    findings.push({ verdict: 'TAMPERED', reason: "the map names another leaf as the newest of the patient's chain" });
  }
  return chain.erased;
}

/**
 * @param {string} origin @param {string} patient @param {SignedCheckpoint} checkpoint @param {Snapshot} snapshot
 * @param {import('./proof-file.js').PatientLeaf} leaf
 * @param {{length: bigint, previous: Uint8Array, erased: number}} chain moved on past the leaf
 * @param {Finding[]} found
 */
async function followLeaf(origin, patient, checkpoint, snapshot, leaf, chain, found) {
  const hash = await openedLeafHash(leaf.leaf);
  if (!(await included(leaf.leaf.index, checkpoint.size, leaf.path, hash, checkpoint.root))) {
    found.push({ verdict: 'INCONCLUSIVE', reason: 'not in the tree of the checkpoint' });
    return;
  }
  const link = leaf.leaf.subjects.map(linkOf).find((known) => known?.subject === patient);
  if (link === null || link === undefined) {
    found.push({ verdict: 'INCONCLUSIVE', reason: 'does not open as one of this patient' });
    return;
  }
  if (leaf.leaf.index >= snapshot.asOfSize) {
    const reason = `came after the snapshot, which covers ${snapshot.asOfSize}`;
    found.push({ verdict: 'INCONCLUSIVE', reason });
    return;
  }
  const due = BigInt.asIntN(64, chain.length + 1n);
  if (link.subjectSeq < due) {
    const reason = `out of order: number ${link.subjectSeq} of the chain after number ${chain.length}`;
    found.push({ verdict: 'INCONCLUSIVE', reason });
    return;
  }
  if (link.subjectSeq > due) {
    const reason = `number ${link.subjectSeq} of the patient's chain, where number ${due} is due`;
    found.push({ verdict: 'WITHHELD', reason });
  } else if (!equalBytes(link.prevSubjectLeafHash, chain.previous)) {
    const reason = "names another leaf as the one before it in the patient's chain";
    found.push({ verdict: 'TAMPERED', reason });
  }
  chain.previous = hash;
  chain.length = link.subjectSeq;
  const checked = await checkLeaf(origin, leaf.leaf, leaf.content, leaf.meta);
  found.push(...checked.findings);
  if (await erasureAuthorised(leaf.erasure, checkpoint, origin, leaf.leaf.index, hash)) {
    chain.erased++;
  } else if (shown(leaf.leaf.write) === null) {
    found.push({ verdict: 'WITHHELD', reason: 'does not open, and no authorised erasure of it is shown' });
  } else if (checked.write?.kind === KIND_VERSION && leaf.content === null) {
    found.push({ verdict: 'WITHHELD', reason: 'opens, but its content is not shown' });
  }
}

/** @param {import('./leaf.js').Opening} opening null if nobody can tell of whom it is */
function linkOf(opening) {
  const bytes = shown(opening);
  try {
    return bytes === null ? null : decodeSubject(bytes);
  } catch (e) {
    if (e instanceof LeafRefusal) {
      return null;
    }
    throw e;
  }
}

/** @param {Snapshot} snapshot @param {number} erased @param {bigint} index of the snapshot's leaf */
function conclusion(snapshot, erased, index) {
  const asOf =
    ` as of the snapshot in leaf ${index} (the first ${snapshot.asOfSize} leaves, ` +
    `by the server's clock ${timeText(snapshot.timeMs)})`;
  return snapshot.length === 0n
    ? `absent: the server had assigned nothing to this patient${asOf}`
    : `complete for what the server assigned to this patient${asOf}: ${snapshot.length} leaves, ` +
        `${erased} of them erased with authority`;
}
