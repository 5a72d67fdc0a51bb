// @ts-check
/** L3, L4 and the policy of trust files in format 2 (specification of format 2, sections 4 and 5). */
import { equalBytes } from './bytes.js';
import { hexOf } from './hex.js';
import { cosignedBy } from './note.js';
import { EvidenceRefusal, hasHash, openReceipt, sealedBy } from './receipts.js';
import { timeText } from './times.js';

/** @typedef {import('./report.js').Finding} Finding */
/** @typedef {import('./report.js').Level} Level */
/** @typedef {import('./trust.js').TrustFile} TrustFile */
/** @typedef {import('./trust.js').TrustPins} TrustPins */
/** @typedef {import('./note.js').SignedCheckpoint} SignedCheckpoint */
/** @typedef {import('./proof-file.js').EvidenceItem} EvidenceItem */
/** @typedef {{met: string | null, contradiction: boolean, reason: string}} Outcome */

/**
 * What a file shows against what the trust file pins: L3 and then all of L4.
 * @param {TrustFile} trust @param {SignedCheckpoint} checkpoint @param {EvidenceItem[]} items
 * @param {Finding[]} findings @param {Set<string>} met both added to
 * @returns {Promise<Level[]>}
 */
export async function checkEvidence(trust, checkpoint, items, findings, met) {
  const { pins } = trust;
  const levels = [checkHeaders(trust, checkpoint, items, findings, met)];
  if (pins !== null && pins.witnesses.length > 0) {
    levels.push(await checkWitnesses(pins, checkpoint, met));
  }
  if (pins !== null && pins.timestampAuthorities.length > 0) {
    levels.push(unchecked('rfc3161', items.some((item) => item.type === 'rfc3161/1')));
  }
  if (pins !== null && pins.bitcoinHeaders.length > 0) {
    levels.push(unchecked('opentimestamps', items.some((item) => item.type === 'opentimestamps/1')));
  }
  if (levels.length === 1) {
    const reason = 'the trust file pins no witnesses, time stamp authorities or blocks of Bitcoin';
    levels.push({ level: 'L4', reason, status: 'NOT_CHECKED' });
  }
  return levels;
}

/** @param {string} word @param {boolean} shown @returns {Level} */
function unchecked(word, shown) {
  const reason = shown ? 'the command line checks this' : 'the file shows none';
  return { level: 'L4', reason: `${word}: ${reason}`, status: 'NOT_CHECKED' };
}

/** @param {TrustPins} pins @param {SignedCheckpoint} checkpoint @param {Set<string>} met @returns {Promise<Level>} */
async function checkWitnesses(pins, checkpoint, met) {
  let cosigned = 0n;
  for (const { key } of pins.witnesses) {
    cosigned += (await cosignedBy(key, checkpoint)) ? 1n : 0n;
  }
  const enough = cosigned >= pins.quorum;
  if (enough) {
    met.add('witnesses');
  }
  const reason = `witnesses: ${cosigned} of ${pins.witnesses.length} cosigned, expected ${pins.quorum}`;
  return { level: 'L4', reason, status: enough ? 'PASSED' : 'FAILED' };
}

/**
 * @param {TrustFile} trust @param {SignedCheckpoint} checkpoint @param {EvidenceItem[]} items
 * @param {Finding[]} findings @param {Set<string>} met
 * @returns {Level}
 */
function checkHeaders(trust, checkpoint, items, findings, met) {
  const { pins } = trust;
  if (pins === null || pins.headers.length + pins.validators.length === 0) {
    return { level: 'L3', reason: 'the trust file pins no blocks and no validators', status: 'NOT_CHECKED' };
  }
  const outcomes = [];
  for (const item of items) {
    if (item.type === 'evm-mpt-receipt/1') {
      outcomes.push(checkReceipt(trust, pins, checkpoint, item));
    }
  }
  if (outcomes.length === 0) {
    return { level: 'L3', reason: 'the file shows no receipt', status: 'NOT_CHECKED' };
  }
  const contradiction = outcomes.find((outcome) => outcome.contradiction);
  if (contradiction !== undefined) {
    findings.push({ verdict: 'TAMPERED', reason: contradiction.reason });
    return { level: 'L3', reason: contradiction.reason, status: 'FAILED' };
  }
  for (const { met: word } of outcomes) {
    if (word !== null) {
      met.add(word);
    }
  }
  const passed = outcomes.find((outcome) => outcome.met !== null);
  return { level: 'L3', reason: (passed ?? outcomes[0]).reason, status: passed === undefined ? 'FAILED' : 'PASSED' };
}

/**
 * @param {TrustFile} trust @param {TrustPins} pins @param {SignedCheckpoint} checkpoint
 * @param {import('./receipts.js').ReceiptProof} item
 * @returns {Outcome}
 */
function checkReceipt(trust, pins, checkpoint, item) {
  let shown;
  try {
    shown = openReceipt(item, trust.chain.contract, trust.chain.logId);
  } catch (e) {
    if (e instanceof EvidenceRefusal) {
      return nothing(e.message);
    }
    throw e;
  }
  const { header } = shown;
  const block = `block ${header.number}`;
  if (shown.treeSize !== checkpoint.size) {
    return nothing(`${block} anchors ${shown.treeSize} leaves, this proof is about ${checkpoint.size}`);
  }
  const same = equalBytes(shown.root, checkpoint.root);
  const found = `anchor ${shown.sequence} in ${block} of ${timeText(1000n * header.timestamp)}`;
  const contradiction = {
    met: null,
    contradiction: true,
    reason:
      `${block} has root ${hexOf(shown.root)} for ${checkpoint.size} leaves, ` +
      `the log signed ${hexOf(checkpoint.root)}`,
  };
  if (pins.headers.some(({ blockNumber, hash }) => blockNumber === header.number && hasHash(header, hash))) {
    const reason = `${found}, whose hash the trust file archives`;
    return same ? { met: 'header', contradiction: false, reason } : contradiction;
  }
  if (pins.validators.length === 0) {
    return nothing(`${block} is none of those whose hash the trust file archives`);
  }
  const set = pins.validators.filter(({ fromBlock }) => fromBlock <= header.number).pop();
  const followed = pins.validators.some(({ fromBlock }) => fromBlock > header.number);
  if (set === undefined) {
    return nothing(`${block} is older than the pinned validators`);
  }
  const all = set.addresses.size;
  const sealed = sealedBy(header, set.addresses);
  const quorum = Math.ceil((2 * all) / 3);
  if (sealed < quorum) {
    return nothing(`${block} is sealed by ${sealed} of ${all} pinned validators, expected ${quorum}`);
  }
  if (!same) {
    return followed ? nothing(`${block} has another root`) : contradiction;
  }
  if (followed) {
    return nothing(
      `${block} is sealed by validators who were followed by others: expected a time stamp from` +
        ' before that, or an archived hash',
    );
  }
  return { met: 'qbft', contradiction: false, reason: `${found}, sealed by ${sealed} of ${all} pinned validators` };
}

/** @param {string} reason @returns {Outcome} */
function nothing(reason) {
  return { met: null, contradiction: false, reason };
}

/**
 * Any of the evidence that is accepted, and all that is required.
 * @param {TrustFile} trust of format 2 @param {TrustPins} pins @param {Set<string>} met
 * @param {boolean} empty whether the file shows neither anchors nor evidence @param {Finding[]} findings added to
 * @returns {string[]} what of the accepted evidence stands
 */
export function applyPolicy(trust, pins, met, empty, findings) {
  const missing = empty ? 'PENDING' : 'INCONCLUSIVE';
  const stands = EVIDENCE.filter((word) => trust.evidence.has(word) && met.has(word));
  if (trust.evidence.size === 0) {
    findings.push({ verdict: 'INCONCLUSIVE', reason: 'the trust file accepts no evidence' });
  } else if (stands.length === 0) {
    const accepted = EVIDENCE.filter((word) => trust.evidence.has(word)).join(' or ');
    const reason = `nothing that the trust file accepts stands for the anchor: expected ${accepted}`;
    findings.push({ verdict: missing, reason });
  }
  for (const word of EVIDENCE.filter((known) => pins.required.has(known) && !met.has(known))) {
    findings.push({ verdict: missing, reason: `the trust file requires ${word}, which is missing` });
  }
  return stands;
}

/** All words, in their order. */
export const EVIDENCE = ['development', 'rpc', 'header', 'qbft', 'witnesses', 'rfc3161', 'opentimestamps'];
