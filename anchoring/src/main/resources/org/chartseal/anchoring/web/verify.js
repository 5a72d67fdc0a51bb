// @ts-check
/** The verifier: the bytes of a trust file, a proof file and, if there is one, an exported copy; no network. */
import { Refusal } from './bytes.js';
import { parseProof } from './proof-file.js';
import { reportJson } from './report.js';
import { parseTrust } from './trust.js';
import { verifyLeaf } from './verify-leaf.js';
import { verifyPatient } from './verify-patient.js';

export const MAX_BYTES = 64 * 1024 * 1024;

/** @param {Uint8Array | null} bytes */
function limited(bytes) {
  if (bytes !== null && bytes.length > MAX_BYTES) {
    throw new Refusal(`expected at most ${MAX_BYTES} bytes`);
  }
}

/**
 * @param {Uint8Array} trustBytes @param {Uint8Array} proofBytes @param {Uint8Array | null} copy
 * @throws {Refusal} if a file is refused: the command line's exit code 2, in the same words
 */
export async function verify(trustBytes, proofBytes, copy) {
  [trustBytes, proofBytes, copy].forEach(limited);
  const trust = await parseTrust(trustBytes);
  const proof = parseProof(proofBytes);
  if (proof.patient !== null && copy !== null) {
    throw new Refusal('expected no copy beside the proof of a whole patient');
  }
  const result =
    proof.patient === null ? await verifyLeaf(trust, proof, copy) : await verifyPatient(trust, proof);
  return { trust, proof, result, json: reportJson(result) };
}
