// Starts the built program on a workspace of its own, made once and copied for each file of journeys.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, openSync, closeSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

// What the program is asked for; a changed command line is mended here and nowhere else.
const PREPARE = { demo: ['demo', '--prepare'], empty: ['db', 'migrate'] };
const SERVE = { demo: ['demo'], empty: ['serve'] };
const READY = '/healthz';
const READY_WITHIN = 60_000;

const TARGET = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/dure/target');
const BINARY = process.env.DURE_BINARY ?? join(TARGET, 'debug/dure');

const scratch = mkdtempSync(join(tmpdir(), 'dure-browser-'));
const templates = new Map();
const running = new Set();
const databases = [];
let made = 0;

/** The environment of the program: its own folders, never those of the person who runs the tests. */
function surroundings(database, folder, port = 0, host = '') {
  const { DURE_DATABASE, DURE_LISTEN, ...rest } = process.env;
  return {
    ...rest,
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    DURE_DATABASE: database,
    DURE_LISTEN: `127.0.0.1:${port}`,
    NO_COLOR: '1',
    ...(host ? { DURE_PUBLIC_URL: `http://${host}:${port}` } : {}),
  };
}

function psql(address, sql) {
  execFileSync(process.env.DURE_PSQL ?? 'psql', [address, '-q', '-v', 'ON_ERROR_STOP=1', '-c', sql], { stdio: 'pipe' });
}

const withDatabase = (address, name) => Object.assign(new URL(address), { pathname: `/${name}` }).href;

function createDatabase(server, name, template = 'template1') {
  psql(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  databases.push({ server, name });
}

function prepare(kind, server) {
  const key = `${kind} ${server}`;
  if (templates.has(key)) return templates.get(key);
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run cargo build -p app first.`);
  const folder = mkdtempSync(join(scratch, `${kind}-`));
  const name = `template_${kind}_${process.pid}`;
  if (server !== 'sqlite') createDatabase(server, name);
  const database = server === 'sqlite' ? `sqlite:${join(folder, 'dure.db')}` : withDatabase(server, name);
  execFileSync(BINARY, PREPARE[kind], { env: surroundings(database, folder), stdio: 'pipe' });
  templates.set(key, { folder, name });
  return templates.get(key);
}

/** A fresh copy of the prepared workspace: its folder and its database address. */
function workspace(kind, server) {
  const template = prepare(kind, server);
  const folder = mkdtempSync(join(scratch, 'run-'));
  cpSync(template.folder, folder, { recursive: true });
  if (server === 'sqlite') return { folder, database: `sqlite:${join(folder, 'dure.db')}` };
  made += 1;
  const name = `run_${process.pid}_${made}`;
  createDatabase(server, name, template.name);
  return { folder, database: withDatabase(server, name) };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function untilReady(url, child, log) {
  const end = Date.now() + READY_WITHIN;
  while (Date.now() < end) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url + READY).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`dure did not become ready (status ${child.exitCode}):\n${readFileSync(log, 'utf8').slice(-2000)}`);
}

/** Starts one process of the program; returns how to stop it. */
function begin(log, env, args) {
  const out = openSync(log, 'a');
  const child = spawn(BINARY, args, { env, stdio: ['ignore', out, out] });
  closeSync(out);
  running.add(child);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const stop = async (signal = 'SIGTERM') => {
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(late);
    running.delete(child);
  };
  return Object.assign(stop, { child });
}

/**
 * Starts the program: `server` is `sqlite` or the address of a PostgreSQL server, `kind` is `demo` or `empty`; with
 * `host` (such as `localhost`) it knows its public address, as passkeys need it.
 * Returns its address, its database, ways to run other commands on it and to serve it again, its log and how to stop it.
 */
export async function startDure({ server = 'sqlite', kind = 'demo', host = '' } = {}) {
  const { folder, database } = workspace(kind, server);
  const port = await freePort();
  const log = join(folder, 'dure.log');
  const env = surroundings(database, folder, port, host);
  const url = `http://${host || '127.0.0.1'}:${port}`;
  let stop;
  const serve = async (...more) => {
    stop = begin(log, env, [...SERVE[kind], ...more]);
    await untilReady(url, stop.child, log).catch(async (error) => {
      await stop('SIGKILL');
      throw error;
    });
  };
  await serve();
  const run = (...args) => execFileSync(BINARY, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  // Stops the program and serves the same workspace again, as its operator would; the demo's practice day may move on.
  const again = async (...more) => {
    await stop();
    await serve(...more);
  };
  return { url, database, folder, run, again, log: () => readFileSync(log, 'utf8'), stop: (signal) => stop(signal) };
}

/** Ends what still runs and removes the workspaces and databases; called once at the end of a run. */
export function cleanUp() {
  for (const child of running) child.kill('SIGKILL');
  for (const { server, name } of databases.splice(0)) psql(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  rmSync(scratch, { recursive: true, force: true });
}
