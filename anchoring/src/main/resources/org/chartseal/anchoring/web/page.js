// @ts-check
/** The page: three files in, a verdict and its reasons out. Text only, no network. */
import { Refusal, utf8 } from './bytes.js';
import { jsonString } from './canonical.js';
import { JsonNumber, readObject } from './json-reader.js';
import { decodeSubject, decodeWrite, shown } from './leaf.js';
import { timeText } from './times.js';
import { MAX_BYTES, verify } from './verify.js';

const WORDS = new Map([
  ['VERIFIED', 'The file proves what it shows, by the trust file you gave.'],
  ['PENDING', 'Logged, but no anchor is shown yet: ask for a newer proof.'],
  ['INCONCLUSIVE', 'Nothing follows from this file, for or against the log.'],
  ['NOT_VERIFIABLE', 'This verifier cannot judge what is shown.'],
  ['ERASED', 'The record was erased, and an authorised entry in the log says so.'],
  ['WITHHELD', 'Something is in the log that this file does not show, and no authorised erasure says why.'],
  ['TAMPERED', 'What is shown is not what the log signed for.'],
]);
const LEVELS = new Map([
  ['L0', 'the file alone'],
  ['L1', 'the server'],
  ['L2', 'a node of the chain'],
  ['L3', 'a block that the trust file vouches for'],
  ['L4', 'witnesses and time stamps'],
]);
const STATUSES = new Map([
  ['PASSED', 'passed'],
  ['FAILED', 'failed'],
  ['NOT_CHECKED', 'not checked'],
]);
const KINDS = ['', 'version', 'deletion', 'erasure', 'genesis', 'map snapshot', 'key or configuration', 'tick', 'baseline'];

/** @param {string} id @returns {HTMLElement} */
function part(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * @param {string} name @param {string} text @param {...Node} children
 * @returns {HTMLElement}
 */
function element(name, text, ...children) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...children);
  return made;
}

/** @param {string} id @returns {Promise<Uint8Array | null>} */
async function chosen(id) {
  const input = /** @type {HTMLInputElement} */ (part(id));
  const file = input.files === null ? null : input.files[0];
  if (file === null || file === undefined) {
    return null;
  }
  if (file.size > MAX_BYTES) {
    throw new Refusal(`${file.name}: expected at most ${MAX_BYTES} bytes`);
  }
  return new Uint8Array(await file.arrayBuffer());
}

let turn = 0;

/** Judges whenever the files change; an older answer never overwrites a newer one. */
async function judge() {
  const mine = ++turn;
  const show = await answer().catch((e) => () => refused(e));
  if (mine === turn) {
    part('result').replaceChildren();
    part('result').removeAttribute('data-verdict');
    show();
  }
}

/** @returns {Promise<() => void>} */
async function answer() {
  const [proof, trust, copy] = [await chosen('proof'), await chosen('trust'), await chosen('copy')];
  if (proof === null || trust === null) {
    return () => part('result').append(element('p', 'Choose a proof file and a trust file.'));
  }
  if (globalThis.crypto?.subtle === undefined) {
    throw new Error('this browser offers no cryptography here: open the page from a file or over https');
  }
  const verified = await verify(trust, proof, copy);
  return () => showResult(verified);
}

/** @param {any} e */
function refused(e) {
  const refusal = e instanceof Refusal;
  part('result').setAttribute('data-verdict', refusal ? 'REFUSED' : 'ERROR');
  part('result').append(
    element('h2', refusal ? 'REFUSED' : 'NOT JUDGED'),
    element('p', refusal ? 'A file is not what it must be, so nothing was judged:' : 'The page failed:'),
    element('p', String(e.message)),
  );
}

/** @param {Awaited<ReturnType<typeof verify>>} verified */
function showResult({ trust, proof, result, json }) {
  const out = part('result');
  out.setAttribute('data-verdict', result.verdict);
  out.setAttribute('data-json', json);
  out.append(element('h2', result.verdict), element('p', WORDS.get(result.verdict) ?? ''));
  list(out, 'Reasons', result.findings.map(({ verdict, reason }) => `${verdict}: ${reason}`));
  list(out, 'What you must know', result.notes);
  list(
    out,
    'What was checked',
    result.levels.map(
      ({ level, reason, status }) => `${level} ${LEVELS.get(level)}: ${STATUSES.get(status)} (${reason})`,
    ),
  );
  list(out, 'Against', [
    `log ${trust.origin}`,
    `edition ${trust.edition} of its trust file`,
    ...trust.logKeys.map(
      ({ key, lastSize }) => `key ${key.text}` + (lastSize === null ? '' : `, retired after ${lastSize} leaves`),
    ),
  ]);
  if (proof.patient === null) {
    showRecord(out, proof.leaf, proof.content, proof.meta, result);
  } else {
    out.append(element('h3', `${proof.patient}: ${proof.leaves.length} leaves in the file`));
    proof.leaves.forEach((leaf) => showRecord(out, leaf.leaf, leaf.content, leaf.meta, result));
  }
  const data = element('pre', json);
  data.tabIndex = 0;
  out.append(element('details', '', element('summary', 'The result as the command line prints it'), data));
}

/** @param {HTMLElement} out @param {string} title @param {string[]} lines */
function list(out, title, lines) {
  if (lines.length > 0) {
    out.append(element('h3', title), element('ul', '', ...lines.map((line) => element('li', line))));
  }
}

/**
 * @param {HTMLElement} out @param {import('./leaf.js').LeafOpening} leaf
 * @param {string | null} content @param {string | null} meta @param {import('./report.js').Verification} result
 */
function showRecord(out, leaf, content, meta, result) {
  const lines = [`leaf ${leaf.index}`, ...describe(leaf)];
  const body = element('div', '', element('ul', '', ...lines.map((line) => element('li', line))));
  for (const [title, text] of [['content', content], ['meta', meta]]) {
    if (text !== null) {
      const pre = element('pre', indented(text));
      pre.tabIndex = 0;
      body.append(element('h4', String(title)), pre);
    }
  }
  const vouched = result.verdict === 'VERIFIED' ? '' : ` (shown by the file; the verdict is ${result.verdict})`;
  const details = element('details', '', element('summary', `Record in leaf ${leaf.index}${vouched}`), body);
  details.setAttribute('open', '');
  out.append(details);
}

/** @param {import('./leaf.js').LeafOpening} leaf @returns {string[]} */
function describe(leaf) {
  const lines = [];
  try {
    const write = shown(leaf.write);
    if (write === null) {
      lines.push('what was written is hidden');
    } else {
      const w = decodeWrite(write);
      lines.push(KINDS[w.kind], `written ${timeText(w.lastUpdatedMs)} by the server's clock`);
      if (w.type !== '') {
        lines.push(`${w.type}/${w.id}, version ${w.versionId}`);
      }
    }
    const hidden = leaf.subjects.filter((opening) => shown(opening) === null).length;
    for (const opening of leaf.subjects) {
      const bytes = shown(opening);
      if (bytes !== null) {
        const link = decodeSubject(bytes);
        lines.push(`${link.role === 1 ? 'about' : 'no longer about'} ${link.subject}, number ${link.subjectSeq} there`);
      }
    }
    if (hidden > 0) {
      lines.push(`${hidden} other patients hidden`);
    }
  } catch {
    lines.push('in a format that this page does not know');
  }
  return lines;
}

/** @param {string} json @returns {string} with line breaks, numbers as they were written; as it is if it is no object */
function indented(json) {
  try {
    return lay(readObject(utf8(json)), '').trimStart();
  } catch {
    return json;
  }
}

/** @param {any} value @param {string} indent @returns {string} */
function lay(value, indent) {
  const inner = indent + '  ';
  if (value instanceof Map) {
    const members = [...value].map(([name, member]) => `${inner}${name}: ${lay(member, inner)}`);
    return members.length === 0 ? '{}' : `\n${members.join('\n')}`;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : '\n' + value.map((member) => `${inner}- ${lay(member, inner)}`).join('\n');
  }
  return value instanceof JsonNumber ? value.lexeme : typeof value === 'string' ? jsonString(value) : String(value);
}

for (const id of ['proof', 'trust', 'copy']) {
  const input = /** @type {HTMLInputElement} */ (part(id));
  const area = /** @type {HTMLElement} */ (input.closest('.drop'));
  input.addEventListener('change', judge);
  area.addEventListener('dragover', (event) => event.preventDefault());
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    if (event.dataTransfer !== null && event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      judge();
    }
  });
}
part('print').addEventListener('click', () => window.print());
judge();
