// @ts-check
/** Keccak-256 with the original padding, as Ethereum uses it: WebCrypto has none. */

const MASK = (1n << 64n) - 1n;
const RATE = 136;
const ROTATIONS = [
  [0n, 36n, 3n, 41n, 18n],
  [1n, 44n, 10n, 45n, 2n],
  [62n, 6n, 43n, 15n, 61n],
  [28n, 55n, 25n, 21n, 56n],
  [27n, 20n, 39n, 8n, 14n],
];
const ROUNDS = roundConstants();

/** By the linear feedback shift register of FIPS 202, 3.2.5. */
function roundConstants() {
  const constants = [];
  let register = 1;
  for (let round = 0; round < 24; round++) {
    let constant = 0n;
    for (let j = 0; j <= 6; j++) {
      if ((register & 1) === 1) {
        constant |= 1n << BigInt((1 << j) - 1);
      }
      register = (register & 0x80) === 0 ? register << 1 : (register << 1) ^ 0x171;
    }
    constants.push(constant);
  }
  return constants;
}

/** @param {bigint} lane @param {bigint} by */
function rotated(lane, by) {
  return ((lane << by) | (lane >> (64n - by))) & MASK;
}

/** @param {bigint[]} state 25 lanes, lane (x, y) at x + 5y */
function permute(state) {
  for (const constant of ROUNDS) {
    const column = [0, 1, 2, 3, 4].map((x) => state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20]);
    for (let i = 0; i < 25; i++) {
      state[i] ^= column[(i + 4) % 5] ^ rotated(column[(i + 1) % 5], 1n);
    }
    /** @type {bigint[]} */
    const moved = new Array(25).fill(0n);
    for (let x = 0; x < 5; x++) {
      for (let y = 0; y < 5; y++) {
        moved[y + 5 * ((2 * x + 3 * y) % 5)] = rotated(state[x + 5 * y], ROTATIONS[x][y]);
      }
    }
    for (let i = 0; i < 25; i++) {
      const row = i - (i % 5);
      state[i] = moved[i] ^ (~moved[row + ((i + 1) % 5)] & MASK & moved[row + ((i + 2) % 5)]);
    }
    state[0] ^= constant;
  }
}

/** @param {Uint8Array} bytes @returns {Uint8Array} 32 bytes */
export function keccak256(bytes) {
  const padded = new Uint8Array(RATE * (Math.floor(bytes.length / RATE) + 1));
  padded.set(bytes);
  padded[bytes.length] ^= 1;
  padded[padded.length - 1] ^= 0x80;
  const input = new DataView(padded.buffer);
  const state = new Array(25).fill(0n);
  for (let block = 0; block < padded.length; block += RATE) {
    for (let lane = 0; lane < RATE / 8; lane++) {
      state[lane] ^= input.getBigUint64(block + 8 * lane, true);
    }
    permute(state);
  }
  const out = new Uint8Array(32);
  const output = new DataView(out.buffer);
  for (let lane = 0; lane < 4; lane++) {
    output.setBigUint64(8 * lane, state[lane], true);
  }
  return out;
}
