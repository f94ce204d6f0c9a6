// Runs the journeys and counts them: node run.mjs [--database sqlite|postgres://…] [--selftest] [--only WORDS] [file …]
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openBrowser } from './harness/chromium.mjs';
import { cleanUp, startDure } from './harness/dure.mjs';
import { Traveller, told } from './harness/journey.mjs';
import { ARTIFACTS } from './harness/pictures.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string', default: 'sqlite' },
    selftest: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
});

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, values.selftest ? 'selftest' : 'journeys');
const count = { passed: 0, failed: 0 };
let browser;

function filesToRun() {
  if (positionals.length > 0) return positionals;
  return readdirSync(folder).filter((file) => file.endsWith('.mjs')).sort().map((file) => join(folder, file));
}

function within(ms, work) {
  let clock;
  const late = new Promise((_, reject) => {
    clock = setTimeout(() => reject(new Error(`took longer than ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(clock));
}

// What helps the person who looks into a failure: each open page as picture and text, and the program's log.
async function keepEvidence(name, traveller) {
  mkdirSync(ARTIFACTS, { recursive: true });
  const stem = join(ARTIFACTS, `failed-${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}`);
  for (const [index, { page }] of traveller.visits.entries()) {
    await page.screenshot({ path: `${stem}-${index}.png`, fullPage: true, timeout: 5000 }).catch(() => {});
    await page.content().then((html) => writeFileSync(`${stem}-${index}.html`, html)).catch(() => {});
  }
  if (traveller.dure.log) writeFileSync(`${stem}.log`, traveller.dure.log());
  return stem;
}

async function runOne({ name, walk, timeout }, home) {
  const traveller = new Traveller(browser, home);
  const begun = Date.now();
  try {
    await within(timeout, walk(traveller));
    traveller.noProblems();
    count.passed += 1;
    console.log(`  ✓ ${name} (${Date.now() - begun} ms)`);
  } catch (error) {
    count.failed += 1;
    console.log(`  ✗ ${name} (${Date.now() - begun} ms)\n${String(error.stack ?? error).replace(/^/gm, '      ')}`);
    console.log(`      evidence: ${await keepEvidence(name, traveller)}-*`);
  } finally {
    await Promise.all(traveller.visits.map(({ context }) => context.close().catch(() => {})));
  }
}

// A program that does not start is told once; the journeys that need it then fail without trying again.
async function open({ stage, workspace }) {
  try {
    return stage ? await stage(values.database) : await startDure({ server: values.database, kind: workspace });
  } catch (error) {
    console.log(`  could not start\n${String(error.stack ?? error).replace(/^/gm, '      ')}`);
    return null;
  }
}

// The journeys of one file share one workspace and one server, in the order in which they are told.
async function runFile(file) {
  told.length = 0;
  await import(pathToFileURL(file));
  const chosen = told.filter(({ name }) => name.includes(values.only));
  const homes = new Map();
  for (const one of chosen) {
    const key = one.stage ?? one.workspace;
    if (!homes.has(key)) homes.set(key, await open(one));
    if (homes.get(key) === null) {
      count.failed += 1;
      console.log(`  ✗ ${one.name}: nothing to walk through`);
      continue;
    }
    await runOne(one, homes.get(key));
  }
  for (const home of homes.values()) await home?.stop();
}

function bye() {
  cleanUp();
  process.exit(1);
}

async function main() {
  process.on('SIGINT', bye).on('SIGTERM', bye);
  browser = await openBrowser();
  const database = values.database.split(':')[0];
  console.log(`Chromium ${browser.version()}, ${values.selftest ? 'self-test of the harness' : `database ${database}`}`);
  for (const file of filesToRun()) {
    console.log(file.split('/').pop());
    await runFile(file);
  }
  await browser.close();
}

try {
  await main();
} catch (error) {
  console.log(error);
  count.failed += 1;
} finally {
  cleanUp();
}
if (count.passed + count.failed === 0) {
  console.log('no journey ran');
  count.failed = 1;
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed === 0 ? 0 : 1);
