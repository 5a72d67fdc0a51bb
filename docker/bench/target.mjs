// One FHIR server under measurement: its requests, its processes, its disk.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';

const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

export class Target {
  constructor(name, base, options) {
    this.name = name;
    this.base = base.replace(/\/+$/, '');
    this.credentials = options.credentials;
    this.pid = options.pid ? Number(options.pid) : undefined;
    this.start = options.start;
    this.disk = options.disk;
    const { Agent } = this.base.startsWith('https:') ? https : http;
    this.agent = new Agent({ keepAlive: true, maxSockets: 32 });
  }

  /** Starts the target, if a command was given, and waits for its first answer. Returns seconds, or undefined. */
  async launch(log, patienceSeconds = 300) {
    if (this.start === undefined) return undefined;
    const began = performance.now();
    const out = fs.openSync(log, 'a');
    // "exec" makes the shell become the command: its pid is the one that is measured and stopped.
    this.child = spawn('/bin/sh', ['-c', `exec ${this.start}`], { stdio: ['ignore', out, out] });
    fs.closeSync(out);
    this.pid = this.child.pid;
    while (performance.now() - began < patienceSeconds * 1000) {
      if (this.child.exitCode !== null) {
        throw new Error(`${this.name} exited with ${this.child.exitCode}; see ${log}`);
      }
      const answer = await this.send('GET', 'metadata', undefined, {}, false);
      if (answer.status === 200) return (performance.now() - began) / 1000;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`${this.name} did not answer within ${patienceSeconds} s`);
  }

  /** Stops what launch() started, by its pid. */
  async halt() {
    if (this.child === undefined || this.child.exitCode !== null) return;
    const ended = new Promise(resolve => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const hard = setTimeout(() => this.child.kill('SIGKILL'), 30_000);
    await ended;
    clearTimeout(hard);
  }

  async token() {
    if (this.credentials === undefined) return undefined;
    if (this.bearer !== undefined && Date.now() < this.bearerUntil) return this.bearer;
    const file = JSON.parse(fs.readFileSync(this.credentials, 'utf8'));
    const body = new URLSearchParams({ grant_type: 'client_credentials', scope: file.scope }).toString();
    const basic = Buffer.from(`${file.clientId}:${file.clientSecret}`).toString('base64');
    const answer = await this.raw('POST', file.tokenUrl, Buffer.from(body), {
      'authorization': `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
    if (answer.status !== 200) throw new Error(`${this.name}: the token endpoint answered ${answer.status}`);
    const json = JSON.parse(answer.body);
    this.bearer = json.access_token;
    this.bearerUntil = Date.now() + ((json.expires_in ?? 300) - 60) * 1000;
    return this.bearer;
  }

  /** One FHIR request. Status 0 means that no answer came. */
  async send(method, where, body, headers = {}, authorized = true) {
    const all = { accept: 'application/fhir+json', ...headers };
    let bytes;
    if (body !== undefined) {
      bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      all['content-type'] ??= 'application/fhir+json';
    }
    const token = authorized ? await this.token() : undefined;
    if (token !== undefined) all.authorization = `Bearer ${token}`;
    return this.raw(method, where.startsWith('http') ? where : `${this.base}/${where}`, bytes, all);
  }

  raw(method, url, bytes, headers) {
    return new Promise(resolve => {
      const began = performance.now();
      const done = (status, body) => resolve({ status, body, ms: performance.now() - began });
      const client = url.startsWith('https:') ? https : http;
      const length = bytes === undefined ? {} : { 'content-length': bytes.length };
      const request = client.request(url, { method, agent: this.agent, headers: { ...headers, ...length } }, answer => {
        const chunks = [];
        answer.on('data', chunk => chunks.push(chunk));
        answer.on('end', () => done(answer.statusCode, Buffer.concat(chunks).toString('utf8')));
        answer.on('error', error => done(0, String(error)));
      });
      request.setTimeout(600_000, () => request.destroy(new Error('no answer within 600 s')));
      request.on('error', error => done(0, String(error)));
      request.end(bytes);
    });
  }

  /** CPU seconds used so far by the process and all below it, undefined without a pid. */
  cpuSeconds() {
    const below = this.processes();
    return below?.reduce((sum, one) => sum + one.ticks, 0) / TICKS_PER_SECOND;
  }

  /** Resident megabytes of the process and all below it. */
  residentMegabytes() {
    return this.processes()?.reduce((sum, one) => sum + one.pages, 0) * PAGE_BYTES / 1e6;
  }

  processes() {
    if (this.pid === undefined) return undefined;
    const known = new Map();
    for (const name of fs.readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        // Fields behind the command's name, which may hold spaces: proc(5), from field 3 on.
        const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
        const f = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const ticks = Number(f[11]) + Number(f[12]) + Number(f[13]) + Number(f[14]);
        known.set(Number(name), { parent: Number(f[1]), ticks, pages: Number(f[21]) });
      } catch {
        // It ended between the listing and the reading.
      }
    }
    const found = [];
    const visit = pid => {
      if (known.has(pid)) found.push(known.get(pid));
      for (const [child, one] of known) if (one.parent === pid) visit(child);
    };
    visit(this.pid);
    return found;
  }

  diskBytes() {
    return this.disk === undefined ? undefined : bytesUnder(this.disk);
  }
}

function bytesUnder(where) {
  const stat = fs.lstatSync(where, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  // Blocks, not lengths: what the disk gives up for it.
  if (!stat.isDirectory()) return stat.blocks * 512;
  return fs.readdirSync(where).reduce((sum, name) => sum + bytesUnder(path.join(where, name)), 0);
}
