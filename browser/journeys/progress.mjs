// Centre staff bring in one file of many agencies' months: it is looked through, shown, confirmed, stored, and its progress is seen.
import { journey } from '../harness/journey.mjs';

const YEAR = 2022;
// The last month of the demo that every agency was to file.
const LAST = 9;
const story = {};

const number = (text) => Number(text.replace(/[^0-9]/g, ''));

/** Every accepted row of a month, as JSON. */
async function rowsOf(page, url, month) {
  const rows = [];
  for (let at = 1; ; at += 1) {
    const found = await (await page.request.get(`${url}/api/returns/rows?month=${month}&page=${at}`)).json();
    rows.push(...found.rows);
    if (found.rows.length === 0 || rows.length >= found.count) return rows;
  }
}

/** A CSV by the published columns: the months so far as they are, and the next with the figures of the last. */
async function file(page, url) {
  const schema = await (await page.request.get(`${url}/returns/schema.json`)).json();
  const columns = schema.fields.map((field) => field.name);
  const line = (row, month) => columns.map((name) => (
    { agency: row.agency, project: row.number, month }[name] ?? row.figures[name])).join(',');
  const lines = [];
  for (const month of Array.from({ length: LAST }, (_, at) => `${YEAR}-${String(at + 1).padStart(2, '0')}`)) {
    lines.push(...(await rowsOf(page, url, month)).map((row) => line(row, month)));
  }
  const last = await rowsOf(page, url, `${YEAR}-0${LAST}`);
  must(last.length > 100, `projects in the demo: ${last.length}`);
  lines.push(...last.map((row) => line(row, `${YEAR}-${LAST + 1}`)));
  return { text: [columns.join(','), ...lines].join('\n'), rows: lines.length };
}

function must(holds, words) {
  if (!holds) throw new Error(words);
}

journey('centre staff bring in a file of thousands of rows, see it move, confirm, and find the same figures elsewhere', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'centre-staff');
  const { text, rows } = await file(page, t.url);
  Object.assign(story, { text, rows });
  t.assert.ok(rows > 4000, `rows of the file: ${rows}`);
  await t.open(page, '/returns/import');
  await t.clears(page);

  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      const line = document.querySelector('[data-progress]');
      if (!line) return;
      const keep = () => localStorage.setItem('seen', `${localStorage.getItem('seen') ?? ''}\n${line.textContent}`);
      keep();
      new MutationObserver(keep).observe(line, { childList: true, characterData: true, subtree: true });
    });
  });
  await page.setInputFiles('input[name=file]', { name: '모음.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: '보내서 살펴보기' }).click();
  await page.waitForURL('**/returns/import/*');
  story.href = new URL(page.url()).pathname;
  await page.locator('dl.facts, #errors').waitFor({ timeout: 45_000 });
  const seen = await page.evaluate(() => localStorage.getItem('seen') ?? '');
  t.assert.match(seen, /처리했습니다|차례를 기다리고/, `the page told how far it was: ${seen}`);
  t.assert.equal(await page.locator('#errors').count(), 0, await page.locator('main').innerText());
  t.assert.equal(number(await page.locator('#rows').innerText()), rows);
  await t.clears(page);
  await t.shot(page, 'returns-import', { readme: false });

  story.added = number(await page.locator('#added').innerText());
  await page.getByRole('button', { name: '저장하기' }).click();
  await page.locator('.alert.success').waitFor({ timeout: 45_000 });
  t.assert.equal(number(await page.locator('#added').innerText()), story.added, 'what was shown is what was stored');
  const report = await (await page.request.get(`${t.url}/api${story.href}`)).json();
  t.assert.deepEqual([report.stage, report.rows, report.added], ['stored', rows, story.added]);
  t.assert.equal(report.added + report.unchanged + report.refused, rows, 'every row is accounted for');
  t.assert.ok(story.added > 0, 'the next month is new');
  const month = await rowsOf(page, t.url, `${YEAR}-${LAST + 1}`);
  t.assert.equal(month.filter((row) => row.state === 'imported').length, story.added, 'the second screen has them');
});

journey('the same file without scripts changes nothing more, and the journal names the import', async (t) => {
  const page = await t.page({ scripts: false });
  await t.signInAs(page, 'centre-staff');
  const { text, rows } = story;
  await t.open(page, '/returns/import');
  await page.setInputFiles('input[name=file]', { name: '모음.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: '보내서 살펴보기' }).click();
  for (let tries = 0; tries < 60 && await page.locator('dl.facts').count() === 0; tries += 1) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  t.assert.equal(number(await page.locator('#added').innerText()), 0, 'nothing is new');
  t.assert.equal(number(await page.locator('#rows').innerText()), rows);
  await page.getByRole('button', { name: '그만두기' }).click();
  t.assert.match(await page.locator('main').innerText(), /그만두었습니다/);

  const auditor = await t.page();
  await t.signInAs(auditor, 'auditor');
  await t.open(auditor, '/office/journal?deed=returns.import');
  const words = await auditor.locator('table.grid').innerText();
  const deeds = [['올릴 파일을 보냄', 2], ['올릴 파일을 확인함', 2], ['올리기를 확정함', 1], ['올린 파일을 저장함', 1], ['올리기를 그만둠', 1]];
  for (const [deed, times] of deeds) {
    t.assert.equal(words.split(deed).length - 1, times, `“${deed}” stands in the journal`);
  }
  t.assert.match(t.dure.run('audit', 'verify'), /모두 이어져 있습니다/);
});
