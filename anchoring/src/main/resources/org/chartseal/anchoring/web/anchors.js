// @ts-check
/** What a proof file says of anchors: claims, as no node is asked here (specification, section 9.9). */
import { equalBytes } from './bytes.js';
import { applyPolicy, checkEvidence } from './evidence.js';

const DEVELOPMENT =
  "DEVELOPMENT EVIDENCE: the ledger's key is on the operator's host. It is no evidence against the operator.";
const LEDGERS = ['development', 'network'];

/** @typedef {{chainId: bigint, genesisHash: string, contract: string, codeHash: string, logId: string}} Identity */

/** @param {import('./fields.js').Fields} fields @returns {Identity} */
export function readIdentity(fields) {
  return {
    chainId: fields.number('chainId'),
    genesisHash: fields.hex0x('genesisHash', 32),
    contract: fields.hex0x('contract', 20),
    codeHash: fields.hex0x('codeHash', 32),
    logId: fields.hex0x('logId', 32),
  };
}

/** @param {import('./fields.js').Fields} fields */
export function readAnchor(fields) {
  fields.constant('type', 'evm-anchor/1');
  const ledger = fields.text('ledger');
  if (!LEDGERS.includes(ledger)) {
    throw fields.fail('ledger', 'development or network');
  }
  return {
    ledger,
    identity: readIdentity(fields),
    sequence: fields.number('sequence'),
    treeSize: fields.number('treeSize'),
    root: fields.hex('root', 32),
    blockNumber: fields.number('blockNumber'),
    blockHash: fields.hex0x('blockHash', 32),
    blockTime: fields.number('blockTime'),
    transactionHash: fields.hex0x('transactionHash', 32),
  };
}

/** @typedef {ReturnType<typeof readAnchor>} Anchor */

/** @param {Identity} a @param {Identity} b */
function sameChain(a, b) {
  return (
    a.chainId === b.chainId &&
    a.genesisHash === b.genesisHash &&
    a.contract === b.contract &&
    a.codeHash === b.codeHash &&
    a.logId === b.logId
  );
}

/**
 * The first format's L2 without a node.
 * @param {import('./trust.js').TrustFile} trust
 * @param {Anchor | undefined} claim the first of the checkpoint on the pinned chain @param {Anchor[]} anchors
 * @param {import('./report.js').Finding[]} findings @param {string[]} notes both added to
 */
function checkClaim(trust, claim, anchors, findings, notes) {
  if (anchors.length === 0) {
    findings.push({ verdict: 'PENDING', reason: 'the file shows no anchor' });
  } else if (claim === undefined) {
    findings.push({
      verdict: 'INCONCLUSIVE',
      reason: 'no anchor in the file is of this checkpoint on the pinned chain',
    });
  } else if (claim.ledger !== 'development' || !trust.evidence.has('development')) {
    findings.push({
      verdict: 'INCONCLUSIVE',
      reason: "the anchor is the file's claim: the trust file asks for a node to confirm it",
    });
  } else {
    notes.push(DEVELOPMENT);
  }
}

/**
 * L2 without a node and, in format 2, L3 and L4.
 * @param {import('./trust.js').TrustFile} trust
 * @param {import('./note.js').SignedCheckpoint} checkpoint
 * @param {Anchor[]} anchors @param {import('./proof-file.js').EvidenceItem[] | null} evidence null in format 1
 * @param {import('./report.js').Finding[]} findings @param {string[]} notes both added to
 * @returns {Promise<import('./report.js').Level[]>}
 */
export async function checkAnchors(trust, checkpoint, anchors, evidence, findings, notes) {
  const matching = anchors.filter(
    (anchor) =>
      sameChain(anchor.identity, trust.chain) &&
      anchor.treeSize === checkpoint.size &&
      equalBytes(anchor.root, checkpoint.root),
  );
  const reason = anchors.length === 0 ? 'no anchor, no node' : "no node was asked; the anchor is the file's claim";
  const levels = [{ level: 'L2', reason, status: 'NOT_CHECKED' }];
  const development = matching.some(({ ledger }) => ledger === 'development');
  /** @type {Set<string>} */
  const met = new Set(development ? ['development'] : []);
  if (trust.pins === null) {
    checkClaim(trust, matching[0], anchors, findings, notes);
  }
  if (trust.pins !== null || evidence !== null) {
    levels.push(...(await checkEvidence(trust, checkpoint, evidence ?? [], findings, met)));
  }
  if (trust.pins !== null) {
    const empty = anchors.length === 0 && (evidence ?? []).length === 0;
    const stands = applyPolicy(trust, trust.pins, met, empty, findings);
    if (development || stands.join() === 'development') {
      notes.push(DEVELOPMENT);
    }
  }
  return levels;
}
