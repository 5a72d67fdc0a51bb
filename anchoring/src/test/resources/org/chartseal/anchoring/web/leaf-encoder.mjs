// Writes W, V and S: the half of the leaf encoding that a verifier has no use for, so that both halves can be compared.
const hex = (bytes) => Buffer.from(bytes).toString('hex');

class Writer {
  parts = [];

  int(value, length) {
    const bytes = Buffer.alloc(length);
    for (let i = length - 1, rest = BigInt.asUintN(8 * length, BigInt(value)); i >= 0; i--, rest >>= 8n) {
      bytes[i] = Number(rest & 0xffn);
    }
    this.parts.push(bytes);
    return this;
  }

  text(value) {
    const bytes = Buffer.from(value, 'utf8');
    this.int(bytes.length, 2).parts.push(bytes);
    return this;
  }

  hex(value) {
    this.parts.push(Buffer.from(value, 'hex'));
    return this;
  }

  done() {
    return new Uint8Array(Buffer.concat(this.parts));
  }
}

export function encodeWrite(w) {
  const out = new Writer().hex('464849524c477631').int(w.kind, 1).int(w.canonId, 1).int(w.subjectRuleId, 1);
  out.text(w.origin).text(w.type).text(w.id).text(w.versionId).int(w.lastUpdatedMs, 8);
  out.hex(w.contentHash).hex(w.metaHash).hex(w.authHash).int(w.extensions.length, 2);
  w.extensions.forEach(({ tag, value }) => out.int(tag, 2).int(value.length / 2, 4).hex(value));
  return out.done();
}

export function encodeVersion(v) {
  return new Writer().int(v.versionSeq, 8).hex(v.prevLeafHash).hex(v.refLeafHash).done();
}

export function encodeSubject(s) {
  return new Writer().int(s.role, 1).text(s.subject).int(s.subjectSeq, 8).hex(s.prevSubjectLeafHash).done();
}

/** What the verifier decoded, as these encoders take it. */
export function fieldsOf(decoded) {
  return Object.fromEntries(Object.entries(decoded).map(([name, value]) => [name, field(value)]));
}

function field(value) {
  if (value instanceof Uint8Array) {
    return hex(value);
  }
  return Array.isArray(value) ? value.map(fieldsOf) : value;
}
