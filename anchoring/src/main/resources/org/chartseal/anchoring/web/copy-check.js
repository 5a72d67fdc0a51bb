// @ts-check
/** Compares an exported copy of a resource with an authenticated leaf (specification, section 9.6). */
import { Refusal, equalBytes } from './bytes.js';
import { canonicalizeResource } from './canonical.js';
import { contentHash, metaHash } from './hashes.js';
import { JsonRefusal, readObject } from './json-reader.js';
import { checkIdentity } from './leaf-check.js';
import { KIND_VERSION } from './leaf.js';
import { millisOf } from './times.js';

/** @typedef {import('./report.js').Finding} Finding */

/** @param {any} codings */
function subsetted(codings) {
  return Array.isArray(codings) && codings.some((coding) => coding instanceof Map && coding.get('code') === 'SUBSETTED');
}

/** @param {Uint8Array} copy */
function read(copy) {
  try {
    const resource = readObject(copy);
    return { resource, canonical: canonicalizeResource(resource) };
  } catch (e) {
    throw e instanceof JsonRefusal ? new Refusal(`resource, ${e.message}`) : e;
  }
}

/**
 * @param {import('./leaf.js').LeafWrite} write @param {Uint8Array} copy
 * @returns {Promise<Finding[]>} the contradictions, none if the copy is the logged version
 * @throws {Refusal} if the copy is no JSON that could have been logged
 */
export async function checkCopy(write, copy) {
  const { resource, canonical } = read(copy);
  const meta = resource.get('meta');
  if (meta instanceof Map && (subsetted(meta.get('security')) || subsetted(meta.get('tag')))) {
    return [{ verdict: 'NOT_VERIFIABLE', reason: 'the copy is a summary (SUBSETTED), not the record' }];
  }
  if (write.kind !== KIND_VERSION) {
    return [{ verdict: 'TAMPERED', reason: `a copy is shown for a leaf of kind ${write.kind}, which has none` }];
  }
  /** @type {Finding[]} */
  const findings = [];
  checkIdentity(write, resource, findings);
  if (meta instanceof Map) {
    checkVersion(write, meta, findings);
  }
  if (!equalBytes(await contentHash(canonical.content), write.contentHash)) {
    findings.push({ verdict: 'TAMPERED', reason: 'the copy does not have the content hash in the leaf' });
  }
  if (!equalBytes(await metaHash(canonical.meta), write.metaHash)) {
    findings.push({ verdict: 'TAMPERED', reason: "the copy's meta does not have the hash in the leaf" });
  }
  return findings;
}

/** @param {import('./leaf.js').LeafWrite} write @param {Map<string, any>} meta @param {Finding[]} findings */
function checkVersion(write, meta, findings) {
  const versionId = meta.get('versionId');
  if (typeof versionId === 'string' && versionId !== write.versionId) {
    findings.push({ verdict: 'TAMPERED', reason: "the copy's versionId is not the one in the leaf" });
  }
  const lastUpdated = meta.get('lastUpdated');
  if (typeof lastUpdated === 'string' && millisOf(lastUpdated) !== write.lastUpdatedMs) {
    findings.push({ verdict: 'TAMPERED', reason: "the copy's lastUpdated is not the one in the leaf" });
  }
}
