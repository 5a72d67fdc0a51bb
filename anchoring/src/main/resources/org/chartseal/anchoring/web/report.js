// @ts-check
/** Verdicts and the one line of JSON that says them (specification, section 9). */
import { jsonString } from './canonical.js';

/** Most serious first. */
const EXIT_CODES = new Map([
  ['TAMPERED', 10],
  ['WITHHELD', 11],
  ['ERASED', 12],
  ['NOT_VERIFIABLE', 13],
  ['INCONCLUSIVE', 14],
  ['PENDING', 15],
  ['VERIFIED', 0],
]);
const PRECEDENCE = [...EXIT_CODES.keys()];

/** @typedef {{verdict: string, reason: string}} Finding */
/** @typedef {{level: string, reason: string, status: string}} Level */
/** @typedef {{verdict: string, findings: Finding[], levels: Level[], notes: string[]}} Verification */

/**
 * @param {Finding[]} findings as they were made @param {Level[]} levels @param {string[]} notes
 * @returns {Verification}
 */
export function conclude(findings, levels, notes) {
  const sorted = [...findings].sort((a, b) => PRECEDENCE.indexOf(a.verdict) - PRECEDENCE.indexOf(b.verdict));
  return { verdict: sorted[0]?.verdict ?? 'VERIFIED', findings: sorted, levels, notes };
}

/**
 * Of what no pinned key vouches for: nobody can be accused.
 * @param {string} status @param {string} reason @param {boolean} second whether one of the files is of format 2
 */
export function unauthenticated(status, reason, second) {
  const unchecked = { reason: 'the leaf is not authenticated', status: 'NOT_CHECKED' };
  return conclude(
    [{ verdict: 'INCONCLUSIVE', reason: `not authenticated: ${reason}` }],
    [
      { level: 'L0', reason, status },
      ...(second ? ['L1', 'L2', 'L3', 'L4'] : ['L1', 'L2']).map((level) => ({ level, ...unchecked })),
    ],
    [],
  );
}

/** @param {any} value of strings, arrays and objects @returns {string} in the order given, without white space */
function json(value) {
  if (typeof value === 'string') {
    return jsonString(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(json).join(',')}]`;
  }
  return `{${Object.entries(value)
    .map(([name, member]) => jsonString(name) + ':' + json(member))
    .join(',')}}`;
}

/** @param {Verification} result @returns {string} the bytes of the command line's --json, without line feed */
export function reportJson(result) {
  const { verdict, findings, levels, notes } = result;
  return json({
    verdict,
    exitCode: String(EXIT_CODES.get(verdict)),
    findings: findings.map((finding) => ({ verdict: finding.verdict, reason: finding.reason })),
    levels: levels.map(({ level, reason, status }) => ({ level, reason, status })),
    notes,
  });
}
