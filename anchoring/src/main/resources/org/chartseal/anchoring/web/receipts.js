// @ts-check
/** Receipts of blocks, and the seals of QBFT (specification of format 2, sections 4.1 and 4.3). */
import { equalBytes, utf8 } from './bytes.js';
import { bytesOfHex, hexOf } from './hex.js';
import { keccak256 } from './keccak.js';
import { RlpRefusal, asBytes, asInteger, asList, rlpBytes, rlpDecodeList, rlpEncode, rlpInteger, rlpList, unsigned } from './rlp.js';
import { recoverAddress } from './secp256k1.js';

const TOPIC = keccak256(utf8('Anchored(bytes32,uint64,uint64,bytes32,bytes32)'));
const LENGTHS = [32, 32, 20, 32, 32, 32, 256];
const EXTRA_DATA = 12;
/** Each costs a recovery of its key. */
const MAX_SEALS = 256;

/** Evidence that does not show what it is shown for. */
export class EvidenceRefusal extends Error {}

/** @typedef {{header: Uint8Array, transactionIndex: bigint, logIndex: bigint, receipt: Uint8Array, path: Uint8Array[]}} ReceiptProof */

/** @template T @param {string} words @param {() => T} read @returns {T} */
function orRefused(words, read) {
  try {
    return read();
  } catch (e) {
    throw e instanceof RlpRefusal ? new EvidenceRefusal(words) : e;
  }
}

/** @param {Uint8Array} rlp */
export function parseHeader(rlp) {
  return orRefused('the header is no block header', () => {
    const fields = rlpDecodeList(rlp).items.map(asBytes);
    const integers = fields.slice(7, 12);
    const shaped =
      fields.length >= 15 &&
      fields.length <= 32 &&
      LENGTHS.every((length, i) => fields[i].length === length) &&
      integers.every((integer) => integer.length === 0 || integer[0] !== 0) &&
      unsigned(fields[8]) < 1n << 63n &&
      unsigned(fields[11]) < 1n << 48n &&
      fields[13].length === 32 &&
      fields[14].length === 8;
    if (!shaped) {
      throw new RlpRefusal();
    }
    return { fields, hash: keccak256(rlp), number: unsigned(fields[8]), timestamp: unsigned(fields[11]) };
  });
}

/** @typedef {ReturnType<typeof parseHeader>} Header */

/** @param {Header} header @param {Uint8Array} extraData */
function hashWith(header, extraData) {
  return keccak256(rlpList(header.fields.map((field, i) => rlpBytes(i === EXTRA_DATA ? extraData : field))));
}

/** The seals in a header, null if its extra data is not QBFT's. @param {Header} header */
export function sealsOf(header) {
  try {
    const { items } = rlpDecodeList(header.fields[EXTRA_DATA]);
    if (items.length !== 5 || asBytes(items[0]).length !== 32 || asInteger(items[3]) >= 1n << 31n) {
      return null;
    }
    asList(items[1]);
    asList(items[2]);
    const seals = asList(items[4]).items.map(asBytes);
    if (seals.length > MAX_SEALS) {
      return null;
    }
    const start = items.slice(0, 3).map(rlpEncode);
    return {
      blockHash: hashWith(header, rlpList([...start, rlpInteger(0n), rlpList([])])),
      sealedHash: hashWith(header, rlpList([...start, rlpEncode(items[3]), rlpList([])])),
      seals,
    };
  } catch (e) {
    if (e instanceof RlpRefusal) {
      return null;
    }
    throw e;
  }
}

/** @param {Header} header @param {Set<string>} validators in hex @returns {number} of them that sealed the block */
export function sealedBy(header, validators) {
  const found = new Set();
  const qbft = sealsOf(header);
  for (const seal of qbft?.seals ?? []) {
    if (qbft !== null && seal.length === 65 && seal[64] <= 1) {
      const [r, s] = [unsigned(seal.slice(0, 32)), unsigned(seal.slice(32, 64))];
      const address = recoverAddress(qbft.sealedHash, r, s, seal[64]);
      if (address !== null && validators.has(hexOf(address))) {
        found.add(hexOf(address));
      }
    }
  }
  return found.size;
}

/** @param {Header} header @param {Uint8Array} hash as Ethereum counts it or as QBFT does */
export function hasHash(header, hash) {
  const seals = equalBytes(header.hash, hash) ? null : sealsOf(header);
  return equalBytes(header.hash, hash) || (seals !== null && equalBytes(seals.blockHash, hash));
}

/** @param {Uint8Array} bytes @returns {number[]} */
function nibbles(bytes) {
  return [...bytes].flatMap((byte) => [byte >> 4, byte & 0xf]);
}

/** @param {Uint8Array} path in hex-prefix encoding */
function partOf(path) {
  if (path.length === 0 || (path[0] & 0xc0) !== 0) {
    throw new RlpRefusal();
  }
  const all = nibbles(path);
  const odd = (path[0] & 0x10) !== 0;
  if (!odd && all[1] !== 0) {
    throw new RlpRefusal();
  }
  return all.slice(odd ? 1 : 2);
}

/** The value of a trie at an index. @param {Uint8Array} root @param {bigint} index @param {Uint8Array[]} nodes */
export function trieValue(root, index, nodes) {
  return orRefused('the receipt is not in the block', () => {
    const key = nibbles(rlpInteger(index));
    let used = 0;
    /** @param {Uint8Array} hash */
    const next = (hash) => {
      if (used === nodes.length || !equalBytes(keccak256(nodes[used]), hash)) {
        throw new RlpRefusal();
      }
      return rlpDecodeList(nodes[used++]);
    };
    /** @param {import('./rlp.js').Item} item */
    const child = (item) => {
      if (item instanceof Uint8Array) {
        return next(item);
      }
      if (item.encoded.length >= 32) {
        throw new RlpRefusal();
      }
      return item;
    };
    let node = next(root);
    for (let at = 0; ; ) {
      if (node.items.length === 17) {
        if (at === key.length) {
          throw new RlpRefusal();
        }
        node = child(node.items[key[at++]]);
        continue;
      }
      if (node.items.length !== 2) {
        throw new RlpRefusal();
      }
      const path = asBytes(node.items[0]);
      const part = partOf(path);
      if (part.length > key.length - at || part.some((nibble, i) => nibble !== key[at + i])) {
        throw new RlpRefusal();
      }
      at += part.length;
      if ((path[0] & 0x20) !== 0) {
        if (at !== key.length || used !== nodes.length) {
          throw new RlpRefusal();
        }
        return asBytes(node.items[1]);
      }
      if (part.length === 0) {
        throw new RlpRefusal();
      }
      node = child(node.items[1]);
    }
  });
}

/** @param {Uint8Array} encoded */
function parseReceipt(encoded) {
  return orRefused('the receipt is no receipt of a transaction that succeeded', () => {
    const typed = encoded.length > 0 && encoded[0] < 0x80;
    const { items } = rlpDecodeList(typed ? encoded.slice(1) : encoded);
    if (items.length !== 4) {
      throw new RlpRefusal();
    }
    const status = asBytes(items[0]);
    asInteger(items[1]);
    if (status.length !== 1 || status[0] !== 1 || asBytes(items[2]).length !== 256) {
      throw new RlpRefusal();
    }
    return asList(items[3]).items.map((item) => {
      const fields = asList(item).items;
      if (fields.length !== 3) {
        throw new RlpRefusal();
      }
      const log = { address: asBytes(fields[0]), topics: asList(fields[1]).items.map(asBytes), data: asBytes(fields[2]) };
      if (log.address.length !== 20 || log.topics.length > 4 || log.topics.some((topic) => topic.length !== 32)) {
        throw new RlpRefusal();
      }
      return log;
    });
  });
}

/**
 * Follows a receipt up to its header.
 * @param {ReceiptProof} proof @param {string} contract 0x and hex @param {string} logId 0x and hex
 * @throws {EvidenceRefusal} if the parts do not fit, or the log is no anchor of this log
 */
export function openReceipt(proof, contract, logId) {
  const header = parseHeader(proof.header);
  const found = trieValue(header.fields[5], proof.transactionIndex, proof.path);
  if (!equalBytes(found, proof.receipt)) {
    throw new EvidenceRefusal('the receipt is not in the block');
  }
  const logs = parseReceipt(proof.receipt);
  if (proof.logIndex >= BigInt(logs.length)) {
    throw new EvidenceRefusal(`the receipt has no log ${proof.logIndex}`);
  }
  const { address, topics, data } = logs[Number(proof.logIndex)];
  const fits =
    equalBytes(address, bytesOfHex(contract.substring(2))) &&
    topics.length === 3 &&
    data.length === 96 &&
    equalBytes(topics[0], TOPIC) &&
    equalBytes(topics[1], bytesOfHex(logId.substring(2)));
  const [sequence, treeSize] = fits ? [unsigned(topics[2]), unsigned(data.slice(0, 32))] : [1n << 63n, 0n];
  if (sequence >= 1n << 63n || treeSize >= 1n << 63n) {
    throw new EvidenceRefusal('the log is no anchor of the pinned log');
  }
  return { header, sequence, treeSize, root: data.slice(32, 64) };
}
