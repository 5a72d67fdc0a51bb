// @ts-check
/** Strict JSON over UTF-8 (specification, section 1): refuses whatever two readers could understand differently. */
import { Refusal, utf8Text } from './bytes.js';

const MAX_DEPTH = 200;
const MAX_LEXEME = 400;

export const RULES = {
  byteOrderMark: 'a byte order mark is not allowed',
  malformedUtf8: 'expected well-formed UTF-8',
  syntax: 'expected JSON as RFC 8259 defines it',
  trailingBytes: 'expected the end of the text after the root value',
  rootNotObject: 'expected an object as the root',
  metaNotObject: "expected an object as the root's meta",
  duplicateKey: 'an object names a key twice',
  loneSurrogate: 'a string holds half a surrogate pair',
  controlCharacter: 'a string holds an unescaped control character',
  tooDeep: `nested deeper than ${MAX_DEPTH} levels`,
  exponent: 'a number with an exponent has no canonical form',
  negativeZero: 'negative zero has no canonical form',
  numberTooLong: `a number is longer than ${MAX_LEXEME} characters`,
};

/** A text that has no canonical form. */
export class JsonRefusal extends Refusal {
  /** @param {string} rule @param {number} offset */
  constructor(rule, offset) {
    super(`byte ${offset}: ${rule}`);
  }
}

/** A number, by the characters it was written with: never a binary floating point number. */
export class JsonNumber {
  /** @param {string} lexeme */
  constructor(lexeme) {
    this.lexeme = lexeme;
  }
}

/** @typedef {Map<string, any>} JsonObject values: Map, Array, string, JsonNumber, true, false or null */

/**
 * @param {Uint8Array} bytes
 * @returns {JsonObject}
 * @throws {JsonRefusal} if the text breaks a rule or its root is no object
 */
export function readObject(bytes) {
  const root = new JsonReader(bytes).root();
  if (root instanceof Map) {
    return root;
  }
  throw new JsonRefusal(RULES.rootNotObject, 0);
}

/** @param {number} byte */
function isDigit(byte) {
  return byte >= 0x30 && byte <= 0x39;
}

/** @param {Uint8Array} bytes @param {number} at @returns {number} of the well-formed sequence there, 0 if malformed */
function sequenceLength(bytes, at) {
  const lead = bytes[at];
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (length < 2 || bytes.length - at < length) {
    return length === 1 ? 1 : 0;
  }
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (bytes[at + 1] < low || bytes[at + 1] > high) {
    return 0;
  }
  for (let i = 2; i < length; i++) {
    if ((bytes[at + i] & 0xc0) !== 0x80) {
      return 0;
    }
  }
  return length;
}

class JsonReader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.in = bytes;
    this.at = 0;
  }

  root() {
    if (this.in[0] === 0xef && this.in[1] === 0xbb && this.in[2] === 0xbf) {
      throw this.fail(RULES.byteOrderMark);
    }
    const root = this.value(1);
    if (this.next() !== -1) {
      throw this.fail(RULES.trailingBytes);
    }
    return root;
  }

  /** @param {number} depth @returns {any} */
  value(depth) {
    const first = this.next();
    switch (first) {
      case 0x7b:
        return this.object(depth);
      case 0x5b:
        return this.array(depth);
      case 0x22:
        return this.string();
      case 0x74:
        return this.literal('true', true);
      case 0x66:
        return this.literal('false', false);
      case 0x6e:
        return this.literal('null', null);
      default:
        if (first !== 0x2d && !isDigit(first)) {
          throw this.fail(RULES.syntax);
        }
        return this.number();
    }
  }

  /** @param {number} depth */
  object(depth) {
    const members = new Map();
    let twice = false;
    this.open(depth);
    if (this.next() === 0x7d) {
      this.at++;
      return members;
    }
    do {
      if (this.next() !== 0x22) {
        throw this.fail(RULES.syntax);
      }
      const name = this.string();
      if (this.next() !== 0x3a) {
        throw this.fail(RULES.syntax);
      }
      this.at++;
      const value = this.value(depth + 1);
      twice = twice || members.has(name);
      members.set(name, value);
    } while (this.another(0x7d));
    if (twice) {
      throw this.fail(RULES.duplicateKey);
    }
    return members;
  }

  /** @param {number} depth */
  array(depth) {
    /** @type {any[]} */
    const values = [];
    this.open(depth);
    if (this.next() === 0x5d) {
      this.at++;
      return values;
    }
    do {
      values.push(this.value(depth + 1));
    } while (this.another(0x5d));
    return values;
  }

  /** @param {number} depth */
  open(depth) {
    if (depth > MAX_DEPTH) {
      throw this.fail(RULES.tooDeep);
    }
    this.at++;
  }

  /** @param {number} close */
  another(close) {
    const next = this.next();
    if (next !== 0x2c && next !== close) {
      throw this.fail(RULES.syntax);
    }
    this.at++;
    return next === 0x2c;
  }

  string() {
    let plain = ++this.at;
    let text = '';
    let escaped = false;
    while (this.at < this.in.length) {
      const byte = this.in[this.at];
      if (byte === 0x22) {
        text += utf8Text(this.in.subarray(plain, this.at));
        if (escaped && !text.isWellFormed()) {
          throw this.fail(RULES.loneSurrogate);
        }
        this.at++;
        return text;
      }
      if (byte === 0x5c) {
        text += utf8Text(this.in.subarray(plain, this.at));
        escaped = true;
        this.at++;
        text += this.escape();
        plain = this.at;
      } else {
        this.character();
      }
    }
    throw this.fail(RULES.syntax);
  }

  character() {
    const byte = this.in[this.at];
    if (byte < 0x20) {
      throw this.fail(RULES.controlCharacter);
    }
    const length = sequenceLength(this.in, this.at);
    if (length === 0) {
      throw this.fail(RULES.malformedUtf8);
    }
    this.at += length;
  }

  escape() {
    const byte = this.at < this.in.length ? this.in[this.at] : 0;
    if (byte === 0x75) {
      const digits = String.fromCharCode(...this.in.subarray(this.at + 1, this.at + 5));
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        throw this.fail(RULES.syntax);
      }
      this.at += 5;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const known = '"\\/bfnrt'.indexOf(String.fromCharCode(byte));
    if (byte >= 0x80 || known < 0) {
      throw this.fail(RULES.syntax);
    }
    this.at++;
    return '"\\/\b\f\n\r\t'[known];
  }

  number() {
    const start = this.at;
    const negative = this.in[start] === 0x2d;
    const integer = negative ? start + 1 : start;
    let at = this.digits(integer, start);
    if (this.in[integer] === 0x30 && at - integer > 1) {
      throw new JsonRefusal(RULES.syntax, integer);
    }
    if (this.in[at] === 0x2e) {
      at = this.digits(at + 1, start);
    }
    const lexeme = String.fromCharCode(...this.in.subarray(start, at));
    if (negative && /^-[0.]*$/.test(lexeme)) {
      throw new JsonRefusal(RULES.negativeZero, start);
    }
    if (this.in[at] === 0x65 || this.in[at] === 0x45) {
      const sign = this.in[at + 1] === 0x2b || this.in[at + 1] === 0x2d;
      this.digits(at + (sign ? 2 : 1), start);
      throw new JsonRefusal(RULES.exponent, at);
    }
    this.at = at;
    return new JsonNumber(lexeme);
  }

  /** @param {number} from @param {number} start @returns {number} */
  digits(from, start) {
    let at = from;
    while (at < this.in.length && isDigit(this.in[at])) {
      at++;
      if (at - start > MAX_LEXEME) {
        throw new JsonRefusal(RULES.numberTooLong, start);
      }
    }
    if (at === from) {
      throw new JsonRefusal(RULES.syntax, at);
    }
    return at;
  }

  /** @param {string} word @param {any} value */
  literal(word, value) {
    for (let i = 0; i < word.length; i++) {
      if (this.in[this.at + i] !== word.charCodeAt(i)) {
        throw this.fail(RULES.syntax);
      }
    }
    this.at += word.length;
    return value;
  }

  /** Skips white space. @returns {number} the byte there, or -1 at the end */
  next() {
    while (this.at < this.in.length) {
      const byte = this.in[this.at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) {
        return byte;
      }
      this.at++;
    }
    return -1;
  }

  /** @param {string} rule */
  fail(rule) {
    return new JsonRefusal(rule, this.at);
  }
}
