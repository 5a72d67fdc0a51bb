// @ts-check
/** RFC 6962 hashes and inclusion proofs (RFC 9162, section 2.1.3.2). */
import { equalBytes } from './bytes.js';
import { sha256 } from './hashes.js';

const LEAF = new Uint8Array([0]);
const NODE = new Uint8Array([1]);

/** @param {Uint8Array} entry */
export function leafHash(entry) {
  return sha256(LEAF, entry);
}

/** @param {Uint8Array} left @param {Uint8Array} right */
export function nodeHash(left, right) {
  return sha256(NODE, left, right);
}

/**
 * True only if the path has exactly the length it must have and leads from this leaf to this root.
 * @param {bigint} index @param {bigint} size @param {Uint8Array[]} path
 * @param {Uint8Array} leaf @param {Uint8Array} root
 */
export async function included(index, size, path, leaf, root) {
  if (index >= size) {
    return false;
  }
  let node = index;
  let last = size - 1n;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0n || sibling.length !== 32) {
      return false;
    }
    if ((node & 1n) === 1n || node === last) {
      hash = await nodeHash(sibling, hash);
      while ((node & 1n) === 0n && node !== 0n) {
        node >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = await nodeHash(hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equalBytes(hash, root);
}
