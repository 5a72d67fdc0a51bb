// @ts-check
/** Times as the specification (sections 9.6 and 9.8) reads and writes them. */

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):([0-5]\d))$/;
const MAX_OFFSET_MINUTES = 14 * 60;
const YEAR_0 = -62167219200000n;
const YEAR_10000 = 253402300800000n;

/** @param {string} instant of FHIR @returns {bigint | null} milliseconds since 1970, later digits cut off */
export function millisOf(instant) {
  const match = INSTANT.exec(instant);
  if (match === null) {
    return null;
  }
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const offset = match[8] === undefined ? 0 : 60 * Number(match[9]) + Number(match[10]);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = month >= 1 && month <= 12 && day >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59 || offset > MAX_OFFSET_MINUTES) {
    return null;
  }
  const minutes = 60 * hour + minute - (match[8] === '-' ? -offset : offset);
  const fraction = ((match[7] ?? '') + '000').substring(0, 3);
  return BigInt(date.getTime() + 60000 * minutes + 1000 * second + Number(fraction));
}

/** @param {bigint} millis as 2024-01-02T03:04:05.678Z; outside the years 0 to 9999 the bare number */
export function timeText(millis) {
  return millis < YEAR_0 || millis >= YEAR_10000
    ? `${millis} ms since 1970`
    : new Date(Number(millis)).toISOString();
}
