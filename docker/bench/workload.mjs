// What is asked of every target: Synthea bundles to take in, and a mix of requests over them.
import fs from 'node:fs';
import path from 'node:path';

/** A small seeded generator (xorshift32): every target is asked the same in the same order. */
export function seeded(seed) {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
}

export function read(directory, manifest, limit) {
  const names = fs.readdirSync(directory);
  const foundations = names.filter(name => /^(hospital|practitioner)Information.*\.json$/.test(name)).sort();
  const listed = fs.readFileSync(manifest, 'utf8').split('\n').map(line => line.trim()).filter(line => line !== '');
  const patients = limit === undefined ? listed : listed.slice(0, limit);
  const bundle = name => {
    const text = fs.readFileSync(path.join(directory, name));
    const json = JSON.parse(text);
    return { name, bytes: text, resources: json.entry.length, subject: subject(json) };
  };
  return { foundations: foundations.map(bundle), patients: patients.map(bundle) };
}

/** What the mix may ask about a bundle's patient. */
function subject(bundle) {
  const resources = bundle.entry.map(entry => entry.resource);
  const patient = resources.find(resource => resource.resourceType === 'Patient');
  if (patient === undefined) return undefined;
  const codes = new Set();
  for (const resource of resources) {
    const coding = resource.resourceType === 'Observation' ? resource.code?.coding?.[0] : undefined;
    if (coding !== undefined) codes.add(`${coding.system}|${coding.code}`);
  }
  const identifier = patient.identifier[0];
  return { identifier: `${identifier.system}|${identifier.value}`, family: patient.name[0].family, codes: [...codes] };
}

const q = encodeURIComponent;

/** Finds each patient's id, body and some Observations at a target; ids differ from server to server. */
export async function discover(target, patients) {
  const found = [];
  for (const { subject } of patients) {
    const bundle = json(await target.send('GET', `Patient?identifier=${q(subject.identifier)}`));
    const patient = bundle?.entry?.[0]?.resource;
    if (patient === undefined) throw new Error(`${target.name} does not find a patient that it took in`);
    const list = json(await target.send('GET', `Observation?patient=Patient/${patient.id}&_count=20`));
    const observations = (list?.entry ?? []).map(entry => entry.resource).filter(r => r.resourceType === 'Observation');
    found.push({ ...subject, id: patient.id, body: patient, observations: observations.map(o => o.id) });
  }
  return found;
}

function json(answer) {
  if (answer.status < 200 || answer.status > 299) return undefined;
  return JSON.parse(answer.body);
}

const one = (list, random) => list[Math.floor(random() * list.length)];

/** The operations of the mix: weight, and what is sent. */
export const OPERATIONS = {
  'read Patient': [18, (t, p) => t.send('GET', `Patient/${p.id}`)],
  'read Observation': [18, (t, p, r) => t.send('GET', `Observation/${one(p.observations, r)}`)],
  'search identifier': [12, (t, p) => t.send('GET', `Patient?identifier=${q(p.identifier)}`)],
  'search family': [8, (t, p) => t.send('GET', `Patient?family=${q(p.family)}&_count=20`)],
  'search patient+code': [16, (t, p, r) =>
    t.send('GET', `Observation?patient=Patient/${p.id}&code=${q(one(p.codes, r))}&_count=50`)],
  'latest Observations': [12, (t, p) => t.send('GET', `Observation?patient=Patient/${p.id}&_sort=-date&_count=20`)],
  'three pages': [4, (t, p) => pages(t, `Observation?patient=Patient/${p.id}&_sort=-date&_count=10`, 3)],
  'include': [6, (t, p) =>
    t.send('GET', `Condition?patient=Patient/${p.id}&_include=Condition:encounter&_include=Condition:patient&_count=20`)],
  'create Observation': [10, (t, p, r) => t.send('POST', 'Observation', heartRate(p.id, r))],
  'update Patient': [8, (t, p, r) => t.send('PUT', `Patient/${p.id}`, renewed(p.body, r))],
};

async function pages(target, first, most) {
  let answer = await target.send('GET', first);
  let ms = answer.ms;
  for (let page = 1; page < most && answer.status === 200; page++) {
    const next = json(answer)?.link?.find(link => link.relation === 'next')?.url;
    if (next === undefined) break;
    answer = await target.send('GET', next);
    ms += answer.ms;
  }
  return { ...answer, ms };
}

function heartRate(patient, random) {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4', display: 'Heart rate' }] },
    subject: { reference: `Patient/${patient}` },
    effectiveDateTime: '2026-01-01T10:00:00Z',
    valueQuantity: {
      value: 50 + Math.floor(random() * 60), unit: '/min', system: 'http://unitsofmeasure.org', code: '/min',
    },
  };
}

function renewed(patient, random) {
  const { meta, ...rest } = patient;
  const number = `555-${String(Math.floor(random() * 1e7)).padStart(7, '0')}`;
  return { ...rest, telecom: [{ system: 'phone', value: number, use: 'home' }] };
}

/** An endless sequence of operation names in the proportions of their weights, or of one alone. */
export function pick(random, only) {
  if (only !== undefined) return only;
  const total = Object.values(OPERATIONS).reduce((sum, [weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [name, [weight]] of Object.entries(OPERATIONS)) {
    left -= weight;
    if (left < 0) return name;
  }
  return Object.keys(OPERATIONS)[0];
}
