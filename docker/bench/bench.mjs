#!/usr/bin/env node
// Load and footprint of FHIR R4 servers, several side by side in one run, taking turns. Needs node and nothing else.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Target } from './target.mjs';
import { OPERATIONS, discover, pick, read, seeded } from './workload.mjs';

const USAGE = `node bench.mjs --target NAME=BASEURL [--target …] --data DIR --manifest FILE
  --credentials NAME=FILE   JSON {tokenUrl, clientId, clientSecret, scope}: client credentials, HTTP Basic
  --pid NAME=PID            measure the CPU time and memory of this process and those below it
  --start NAME=COMMAND      start the target, measure the time to its first answer to /metadata, stop it at the end
  --disk NAME=DIR           measure the disk that taking in the bundles took
  --phase ingest|mix|all    default all; mix alone expects the bundles to be there
  --limit N                 only the first N bundles of the manifest
  --clients N               requests at a time, default 2
  --seconds N               of mix, a round and target, default 10
  --only OPERATION          of the mix, this one alone, for a tail that is no noise
  --rounds N                turns that each target gets, default 3
  --seed N                  default 7
  --json FILE               write every figure to a file as well`;

const many = { type: 'string', multiple: true, default: [] };
const { values: given } = parseArgs({
  options: {
    target: many, credentials: many, pid: many, start: many, disk: many,
    data: { type: 'string' }, manifest: { type: 'string' }, json: { type: 'string' }, only: { type: 'string' },
    phase: { type: 'string', default: 'all' }, limit: { type: 'string' },
    clients: { type: 'string', default: '2' }, seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' }, seed: { type: 'string', default: '7' }, help: { type: 'boolean' },
  },
});
if (given.help || given.target.length === 0 || !given.data || !given.manifest
    || !['ingest', 'mix', 'all'].includes(given.phase)
    || (given.only !== undefined && !(given.only in OPERATIONS))) {
  console.error(USAGE);
  process.exit(given.help ? 0 : 2);
}
const named = list => new Map(list.map(text => {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`Expected NAME=VALUE, found ${text}`);
  return [text.slice(0, at), text.slice(at + 1)];
}));
const options = Object.fromEntries(['credentials', 'pid', 'start', 'disk'].map(key => [key, named(given[key])]));
const targets = [...named(given.target)].map(([name, base]) => new Target(name, base,
  Object.fromEntries(Object.entries(options).map(([key, map]) => [key, map.get(name)]))));
const clients = Number(given.clients);
const rounds = Number(given.rounds);
const results = new Map(targets.map(target => [target.name, { resources: 0, seconds: 0, failures: 0, requests: 0,
  mixSeconds: 0, mixFailures: 0, latencies: Object.fromEntries(Object.keys(OPERATIONS).map(name => [name, []])) }]));

const say = text => console.error(`[${new Date().toISOString().slice(11, 19)}] ${text}`);

/** Runs the jobs with so many at a time. */
async function atATime(jobs, most) {
  let next = 0;
  await Promise.all(Array.from({ length: most }, async () => {
    while (next < jobs.length) await jobs[next++]();
  }));
}

async function takeIn(target, bundles, counted) {
  const result = results.get(target.name);
  const began = performance.now();
  const cpu = target.cpuSeconds();
  let resources = 0;
  await atATime(bundles.map(bundle => async () => {
    const answer = await target.send('POST', '', bundle.bytes);
    if (answer.status === 200) {
      resources += bundle.resources;
    } else {
      result.failures++;
      say(`${target.name}: a bundle was answered ${answer.status} ${answer.body.slice(0, 200)}`);
    }
  }), clients);
  const seconds = (performance.now() - began) / 1000;
  say(`${target.name}: ${resources} resources in ${seconds.toFixed(1)} s`);
  result.everything = (result.everything ?? 0) + resources;
  if (!counted) return;
  result.resources += resources;
  result.seconds += seconds;
  if (cpu !== undefined) result.ingestCpu = (result.ingestCpu ?? 0) + target.cpuSeconds() - cpu;
}

/** Two clients that update one patient at once would measure their conflict: each updates patients of its own. */
function choose(patients, operation, client, random) {
  const own = operation === 'update Patient' ? patients.filter((_, i) => i % clients === client) : patients;
  const list = own.length === 0 ? patients : own;
  return list[Math.floor(random() * list.length)];
}

async function mix(target, patients, seed) {
  const result = results.get(target.name);
  const began = performance.now();
  const until = began + Number(given.seconds) * 1000;
  const cpu = target.cpuSeconds();
  let done = 0;
  await Promise.all(Array.from({ length: clients }, async (_, client) => {
    const random = seeded(seed * 1000 + client);
    while (performance.now() < until) {
      const name = pick(random, given.only);
      const patient = choose(patients, name, client, random);
      const answer = await OPERATIONS[name][1](target, patient, random);
      result.latencies[name].push(answer.ms);
      done++;
      if (answer.status < 200 || answer.status > 299) {
        if (result.mixFailures++ < 3) say(`${target.name}: ${name}: ${answer.status} ${answer.body.slice(0, 200)}`);
      }
    }
  }));
  result.requests += done;
  result.mixSeconds += (performance.now() - began) / 1000;
  if (cpu !== undefined) result.mixCpu = (result.mixCpu ?? 0) + target.cpuSeconds() - cpu;
}

const turns = round => (round % 2 === 0 ? targets : [...targets].reverse());

async function run() {
  for (const target of targets) {
    const took = await target.launch(path.join(os.tmpdir(), `bench-${process.pid}-${target.name}.log`));
    if (took !== undefined) {
      results.get(target.name).startSeconds = took;
      say(`${target.name}: first answer after ${took.toFixed(1)} s`);
    }
  }
  const { foundations, patients } = read(given.data, given.manifest, given.limit && Number(given.limit));
  if (given.phase !== 'mix') {
    for (const target of targets) results.get(target.name).diskBefore = target.diskBytes();
    for (const target of targets) for (const bundle of foundations) await takeIn(target, [bundle], false);
    const slice = Math.ceil(patients.length / rounds);
    for (let round = 0; round * slice < patients.length; round++) {
      for (const target of turns(round)) await takeIn(target, patients.slice(round * slice, (round + 1) * slice), true);
    }
    for (const target of targets) results.get(target.name).diskAfter = target.diskBytes();
  }
  if (given.phase !== 'ingest') {
    const found = new Map();
    for (const target of targets) found.set(target.name, await discover(target, patients));
    for (const target of targets) await mix(target, found.get(target.name), 0);
    // That was to warm up: it does not count.
    for (const result of results.values()) {
      Object.assign(result, { requests: 0, mixSeconds: 0, mixCpu: undefined });
      for (const list of Object.values(result.latencies)) list.length = 0;
    }
    for (let round = 1; round <= rounds; round++) {
      for (const target of turns(round)) await mix(target, found.get(target.name), Number(given.seed) + round);
      say(`mix: round ${round} of ${rounds}`);
    }
  }
  for (const target of targets) results.get(target.name).residentMegabytes = target.residentMegabytes();
}

const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const number = (value, digits = 1) => (value === undefined || Number.isNaN(value) ? '-' : value.toFixed(digits));

function table() {
  const rows = [];
  const row = (label, of, digits = 1) => {
    const cells = targets.map(target => of(results.get(target.name)));
    if (cells.every(cell => cell === undefined || Number.isNaN(cell))) return;
    const ratio = targets.length === 2 ? [number(cells[0] / cells[1], 2)] : [];
    rows.push([label, ...cells.map(cell => number(cell, digits)), ...ratio]);
  };
  row('start to first answer, s', r => r.startSeconds);
  if (given.phase !== 'mix') {
    row('ingest: resources', r => r.resources, 0);
    row('ingest: bundles refused', r => r.failures, 0);
    row('ingest: resources/s', r => r.resources / r.seconds);
    row('ingest: CPU-ms a resource', r => r.ingestCpu === undefined ? undefined : r.ingestCpu * 1000 / r.resources, 2);
    row('ingest: disk a resource, bytes', r =>
      r.diskAfter === undefined ? undefined : (r.diskAfter - r.diskBefore) / r.everything, 0);
  }
  if (given.phase !== 'ingest') {
    row('mix: requests', r => r.requests, 0);
    row('mix: requests refused', r => r.mixFailures, 0);
    row('mix: requests/s', r => r.requests / r.mixSeconds);
    row('mix: CPU-ms a request', r => r.mixCpu === undefined ? undefined : r.mixCpu * 1000 / r.requests, 2);
    for (const name of given.only === undefined ? Object.keys(OPERATIONS) : [given.only]) {
      for (const share of [0.5, 0.95, 0.99]) {
        row(`${name}, ms p${share * 100}`, r => quantile(r.latencies[name].toSorted((a, b) => a - b), share));
      }
    }
  }
  row('resident memory, MB', r => r.residentMegabytes, 0);
  const ratio = targets.length === 2 ? [`${targets[0].name} / ${targets[1].name}`] : [];
  const all = [['', ...targets.map(target => target.name), ...ratio], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map(cells => cells[column].length), 3));
  const line = cells => `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  console.log([line(all[0]), line(rule), ...all.slice(1).map(line)].join('\n'));
}

let failed = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, async () => {
    await Promise.all(targets.map(target => target.halt()));
    process.exit(130);
  });
}
try {
  await run();
  table();
  if (given.json) fs.writeFileSync(given.json, JSON.stringify(Object.fromEntries(results), null, 1));
  failed = [...results.values()].some(result => result.failures + result.mixFailures > 0);
} finally {
  await Promise.all(targets.map(target => target.halt()));
}
process.exit(failed ? 1 : 0);
