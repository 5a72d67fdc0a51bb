// @ts-check
/** The members of one object, each taken by name and type; what nobody took is refused (specification, section 6). */
import { base64Bytes } from './base64.js';
import { Refusal } from './bytes.js';
import { bytesOfHex } from './hex.js';
import { JsonRefusal, readObject } from './json-reader.js';

const MAX_NUMBER = (1n << 63n) - 1n;

export class Fields {
  /** @param {Map<string, any>} object @param {string} where */
  constructor(object, where) {
    this.members = object;
    this.where = where;
    /** @type {Set<string>} */
    this.taken = new Set();
  }

  /**
   * Reads a whole text as one object.
   * @template T
   * @param {Uint8Array} json @param {string} what @param {(fields: Fields) => T} use
   */
  static read(json, what, use) {
    let root;
    try {
      root = readObject(json);
    } catch (e) {
      throw e instanceof JsonRefusal ? new Refusal(`${what}, ${e.message}`) : e;
    }
    return new Fields(root, what).all(use);
  }

  /** @template T @param {(fields: Fields) => T} use @returns {T} */
  all(use) {
    const result = use(this);
    for (const name of [...this.members.keys()].sort()) {
      if (!this.taken.has(name)) {
        throw this.unknown('field', name);
      }
    }
    return result;
  }

  /** @param {string} name */
  has(name) {
    return this.members.has(name);
  }

  /** @param {string} name @returns {string} */
  text(name) {
    this.taken.add(name);
    const value = this.members.get(name);
    if (typeof value === 'string') {
      return value;
    }
    throw this.fail(name, 'a string');
  }

  /** @param {string} name @returns {string | null} */
  optionalText(name) {
    return this.has(name) ? this.text(name) : null;
  }

  /** @param {string} name @param {string} value */
  constant(name, value) {
    if (this.text(name) !== value) {
      throw this.fail(name, `"${value}"`);
    }
  }

  /** @param {string} name @returns {bigint} from 0 to 2^63 - 1 */
  number(name) {
    const text = this.text(name);
    if (!/^(?:0|[1-9][0-9]{0,18})$/.test(text) || BigInt(text) > MAX_NUMBER) {
      throw this.fail(name, 'a decimal string up to 2^63-1');
    }
    return BigInt(text);
  }

  /** @param {string} name @param {number} length @returns {Uint8Array} */
  hex(name, length) {
    return this.bytes(name, this.text(name), length);
  }

  /** @param {string} name @returns {Uint8Array} of any length */
  anyHex(name) {
    const text = this.text(name);
    return this.bytes(name, text, Math.floor(text.length / 2));
  }

  /** @param {string} name @param {number} length @returns {string} as it is */
  hex0x(name, length) {
    return this.checked0x(name, this.text(name), length);
  }

  /** @param {string} name @param {string} text @param {number} length */
  checked0x(name, text, length) {
    if (text.length !== 2 + 2 * length || !/^0x[0-9a-f]*$/.test(text)) {
      throw this.fail(name, `0x and ${2 * length} lower-case hex digits`);
    }
    return text;
  }

  /** @param {string} name @param {number} length @returns {string[]} */
  hex0xs(name, length) {
    return this.list(name).map((value) => this.checked0x(name, typeof value === 'string' ? value : '', length));
  }

  /** @param {string} name @returns {Uint8Array[]} of any length */
  anyHexes(name) {
    return this.list(name).map((value) => {
      const text = typeof value === 'string' ? value : '-';
      return this.bytes(name, text, Math.floor(text.length / 2));
    });
  }

  /** @param {string} name @returns {Uint8Array} */
  base64(name) {
    return this.unpadded(name, this.text(name));
  }

  /** @param {string} name @returns {Uint8Array[]} */
  base64s(name) {
    return this.list(name).map((value) => this.unpadded(name, typeof value === 'string' ? value : '-'));
  }

  /** @param {string} name @param {string} text */
  unpadded(name, text) {
    const bytes = base64Bytes(text);
    if (bytes === null) {
      throw this.fail(name, 'padded base64 in its only spelling');
    }
    return bytes;
  }

  /** @param {string} name @returns {Uint8Array[]} of 32 bytes each */
  hashes(name) {
    return this.list(name).map((value) => this.bytes(name, typeof value === 'string' ? value : '', 32));
  }

  /** @param {string} name @returns {string[]} */
  texts(name) {
    return this.list(name).map((value) => {
      if (typeof value === 'string') {
        return value;
      }
      throw this.fail(name, 'strings');
    });
  }

  /** @template T @param {string} name @param {(fields: Fields) => T} use @returns {T} */
  object(name, use) {
    this.taken.add(name);
    return this.inner(name, this.members.get(name), use);
  }

  /** @template T @param {string} name @param {(fields: Fields) => T} use @returns {T[]} */
  objects(name, use) {
    return this.list(name).map((value) => this.inner(name, value, use));
  }

  /** @template T @param {string} name @param {any} value @param {(fields: Fields) => T} use @returns {T} */
  inner(name, value, use) {
    if (value instanceof Map) {
      return new Fields(value, `${this.where}.${name}`).all(use);
    }
    throw this.fail(name, 'an object');
  }

  /** @param {string} name @returns {any[]} */
  list(name) {
    this.taken.add(name);
    const value = this.members.get(name);
    if (Array.isArray(value)) {
      return value;
    }
    throw this.fail(name, 'an array');
  }

  /** @param {string} name @param {string} text @param {number} length */
  bytes(name, text, length) {
    if (text.length !== 2 * length || !/^[0-9a-f]*$/.test(text)) {
      throw this.fail(name, `${2 * length} lower-case hex digits`);
    }
    return bytesOfHex(text);
  }

  /** @param {string} what @param {string} name quoted no further than it can do harm */
  unknown(what, name) {
    return new Refusal(`${this.where}: expected no ${what} "${name.replace(/[^A-Za-z0-9_/-]/gu, '?')}"`);
  }

  /** @param {string} name @param {string} expected */
  fail(name, expected) {
    const found = this.has(name) ? 'found something else' : 'found none';
    return new Refusal(`${this.where}.${name}: expected ${expected}, ${found}`);
  }
}
