// Answers one line of JSON on stdin with one on stdout: {"op", …} with bytes in base64 → {"out": text}.
// First argument: the directory of the verifier's modules.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const module = (name) => import(pathToFileURL(join(process.argv[2], name + '.js')).href);
const bytes = await module('bytes');
const { hexOf, bytesOfHex } = await module('hex');
const { canonicalizeObject, canonicalizeResource } = await module('canonical');
const { contentHash, metaHash } = await module('hashes');
const { readObject } = await module('json-reader');
const { ELEMENTS, subjectsOf } = await module('subjects');
const leaf = await module('leaf');
const map = await module('map');
const { included } = await module('inclusion');
const { verify } = await module('verify');
const encoder = await import('./leaf-encoder.mjs');

const raw = (text) => (text === undefined || text === null ? null : new Uint8Array(Buffer.from(text, 'base64')));

const operations = {
  async verify({ trust, proof, copy }) {
    return (await verify(raw(trust), raw(proof), raw(copy))).json;
  },
  async resource({ in: json }) {
    const { content, meta } = canonicalizeResource(readObject(raw(json)));
    return [hexOf(content), meta === null ? '' : hexOf(meta), hexOf(await contentHash(content)), hexOf(await metaHash(meta))].join(' ');
  },
  async object({ in: json }) {
    return hexOf(canonicalizeObject(raw(json)));
  },
  async subjects({ in: json }) {
    return subjectsOf(readObject(raw(json))).join(' ');
  },
  async elements() {
    return [...ELEMENTS.keys()].sort().map((type) => type + '=' + ELEMENTS.get(type).join(',')).join(' ');
  },
  async leaf(record) {
    const write = encoder.encodeWrite(record.write);
    const version = encoder.encodeVersion(record.version);
    const subjects = record.subjects.map(encoder.encodeSubject);
    const opened = (salt, encoded) => ({ salt: bytesOfHex(salt), bytes: encoded });
    const hash = await leaf.openedLeafHash({
      index: 0n,
      write: opened(record.write.salt, write),
      version: opened(record.version.salt, version),
      subjects: subjects.map((encoded, i) => opened(record.subjects[i].salt, encoded)),
    });
    const again = [
      encoder.encodeWrite(encoder.fieldsOf(leaf.decodeWrite(write))),
      encoder.encodeVersion(encoder.fieldsOf(leaf.decodeVersion(version))),
      ...subjects.map((encoded) => encoder.encodeSubject(encoder.fieldsOf(leaf.decodeSubject(encoded)))),
    ];
    return [[write, version, ...subjects].map(hexOf).join(' '), again.map(hexOf).join(' '), hexOf(hash)].join('|');
  },
  async included({ index, size, path, leaf: hash, root }) {
    return String(await included(BigInt(index), BigInt(size), path.map(bytesOfHex), bytesOfHex(hash), bytesOfHex(root)));
  },
  async map({ mapKey, space, reference, salt, seq, leafHash }) {
    const key = await map.entryKey(bytesOfHex(mapKey), Number(space), reference);
    const value = await map.headCommitment(bytesOfHex(salt), BigInt(seq), bytesOfHex(leafHash));
    return hexOf(key) + ' ' + hexOf(value);
  },
  async time({ trust, proof, times }) {
    const [t, p] = [raw(trust), raw(proof)];
    const before = process.cpuUsage();
    for (let i = 0; i < Number(times); i++) {
      await verify(t, p, null);
    }
    const { user, system } = process.cpuUsage(before);
    return String(Math.round((user + system) / Number(times)));
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let out;
  try {
    out = await operations[request.op](request);
  } catch (e) {
    out = e instanceof bytes.Refusal ? 'refused: ' + e.message : 'crashed: ' + e.stack;
  }
  process.stdout.write(JSON.stringify({ out }) + '\n');
}
