// The plan of 2020: money to the won, a transfer that two people decide, distancing that can be undone, the real split.
import { journey } from '../harness/journey.mjs';

const BUDGET = 120_000_000;
const won = (number) => number.toLocaleString('en-US');
const number = (text) => Number(text.replace(/[^0-9-]/g, ''));

async function budget(page) {
  const answer = await page.request.get(`${new URL(page.url()).origin}/api/plan/budget?year=2020`);
  return answer.json();
}

/** What the foot of the budget table says under "planned". */
async function plannedSum(page) {
  const cells = await page.locator('table.grid tfoot td').allInnerTexts();
  return number(cells[0]);
}

const PAGES = ['/plan', '/plan/budget', '/plan/activities', '/plan/gantt', '/plan/board', '/plan/load', '/plan/materials',
  '/plan/documents', '/plan/modes', '/plan/transfers', '/plan/tasks/2020-01'];

for (const path of PAGES) {
  journey(`a team lead opens ${path} and it clears every bar`, async (t) => {
    const page = await t.page();
    await t.signInAs(page, 'sample-lead-1');
    await t.open(page, path);
    t.assert.equal(await page.locator('h1').count(), 1, 'one main heading');
    await t.shot(page, `plan${path.replaceAll('/', '-').replace('-plan', '')}`, { readme: path === '/plan' });
    await t.clears(page);
  });
}

journey('the budget of 2020 is 120,000,000 won on the page, in the table and in the API', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'director');
  await t.open(page, '/plan');
  t.assert.ok((await page.locator('main').innerText()).includes(won(BUDGET)));
  const sums = await page.locator('table.grid tfoot').allInnerTexts();
  const planned = sums.map((text) => number(text.split('\t').find((cell) => /\d{3},\d{3}/.test(cell))));
  t.assert.equal(planned.reduce((a, b) => a + b, 0), BUDGET, 'the fields sum to the budget');
  await t.open(page, '/plan/budget?year=2020');
  t.assert.equal(await plannedSum(page), BUDGET);
  t.assert.ok((await page.locator('main').innerText()).includes('예시 자료'), 'the split is marked as a sample');
  const rows = await page.locator('table.grid tbody tr').evaluateAll((all) =>
    all.map((row) => Number(row.querySelector('td.num').innerText.replace(/\D/g, ''))));
  t.assert.equal(rows.reduce((a, b) => a + b, 0), BUDGET, 'the lines sum to the budget');
});

journey('money moves between lines only when another person approves', async (t) => {
  // Without scripts nothing but the server keeps a double click from counting twice.
  const lead = await t.page({ scripts: false });
  await t.signInAs(lead, 'sample-lead-1');
  await t.open(lead, '/plan/transfers?year=2020');
  await lead.check('input[name=kind][value=transfer]');
  const lines = await lead.locator('select[name=from_line] option').evaluateAll((all) =>
    all.map((option) => ({ id: option.value, left: Number(/\(([\d,]+)[^)]*\)$/.exec(option.label.trim())?.[1].replace(/\D/g, '')) })));
  const from = lines.find(({ id, left }) => id !== '' && left >= 100_000);
  const to = lines.find(({ id }) => id !== '' && id !== from.id);
  await lead.selectOption('select[name=from_line]', from.id);
  await lead.selectOption('select[name=to_line]', to.id);
  await lead.fill('input[name=won]', '100000');
  await lead.fill('input[name=reason]', '인쇄비가 남고 교통비가 모자랍니다.');
  await lead.getByRole('button', { name: '신청하기' }).dblclick();
  await t.settled(lead);
  await t.open(lead, '/plan/transfers?year=2020');
  const asked = lead.locator('tr', { hasText: '인쇄비가 남고' });
  t.assert.equal(await asked.count(), 1, 'a double click asks once');
  t.assert.equal(await asked.getByRole('button').count(), 0, 'one cannot decide on one’s own request');

  const director = await t.page();
  await t.signInAs(director, 'director');
  const line = async (id) => {
    await t.open(director, `/plan/budget/${id}`);
    return director.locator('main').innerText();
  };
  const before = await line(to.id);
  await t.clears(director);
  await t.open(director, '/plan/transfers?year=2020');
  await t.clears(director);
  await director.locator('tr', { hasText: '인쇄비가 남고' }).getByRole('button', { name: '승인하기' }).click();
  await t.settled(director);
  t.assert.ok((await director.locator('tr', { hasText: '인쇄비가 남고' }).innerText()).includes('승인됨'));
  t.assert.notEqual(await line(to.id), before, 'the line has more money now');
  await t.open(director, '/plan/budget?year=2020');
  t.assert.equal(await plannedSum(director), BUDGET, 'the sum stays as it was');
});

journey('distancing lists what stops, can be undone, and is remembered', async (t) => {
  const lead = await t.page();
  await t.signInAs(lead, 'sample-lead-1');
  for (const [title, way] of [['찾아가는 현장 상담', '대면'], ['상담 기록 정리', '내근']]) {
    await t.open(lead, '/plan/activities/new?year=2020');
    await lead.fill('input[name=title]', title);
    await lead.locator('input[name=kind]').first().check();
    await lead.getByRole('radio', { name: way }).check();
    await lead.fill('input[name=from_on]', '2022-11-01');
    await lead.fill('input[name=until_on]', '2022-12-31');
    await lead.fill('input[name=hours_week]', '4');
    await lead.locator('main form.form button.main').click();
    await t.settled(lead);
  }
  const page = await t.page();
  await t.signInAs(page, 'director');
  const state = async () => {
    await t.open(page, '/plan/activities?year=2020');
    return page.locator('table.grid tbody').innerText();
  };
  const before = await state();
  await t.open(page, '/plan/modes/switch?year=2020');
  await t.clears(page);
  await page.check('input[name=mode][value=social-distancing]');
  await page.fill('input[name=from_on]', '2022-11-23');
  await page.fill('input[name=note]', '감염병이 번지고 있습니다.');
  await page.fill('input[name=legal_basis]', '예시 공문 2호');
  await page.getByRole('button', { name: '무엇이 달라지는지 보기' }).click();
  await page.waitForURL('**/plan/modes/preview**');
  const preview = await page.locator('main').innerText();
  const part = (from, until) => preview.slice(preview.indexOf(from), preview.indexOf(until));
  t.assert.ok(part('멈추는 활동', '계속할 수 있는').includes('찾아가는 현장 상담'), 'what is face to face stops');
  t.assert.ok(part('계속할 수 있는', '알려야 할 곳').includes('상담 기록 정리'), 'what is done at the desk goes on');
  t.assert.match(preview, /수행기관[\s\S]*시 담당 부서/);
  await t.clears(page);
  await page.getByRole('button', { name: '적용하기' }).click();
  await t.settled(page);
  const during = (await state()).split('\n').find((line) => line.includes('멈춤'));
  t.assert.ok(during, 'an activity is stopped');
  await t.open(page, '/plan/modes?year=2020');
  const row = page.locator('tr', { hasText: '예시 공문 2호' });
  t.assert.equal(await row.count(), 1);
  await row.getByRole('button', { name: '되돌리기' }).click();
  await t.settled(page);
  t.assert.equal(await state(), before, 'what stopped is back');
  await t.open(page, '/plan/modes?year=2020');
  t.assert.equal(await row.count(), 1, 'the decision is remembered');
});

journey('a task shows its material list and its sheets, and new material is listed', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'sample-lead-1');
  await t.open(page, '/plan/materials/new?year=2020&task=2020-01');
  await t.clears(page);
  await page.fill('input[name=title]', '수행기관 상담 기록 모음');
  const task = page.locator('select[name=task_id]');
  if (await task.count()) await task.selectOption({ index: 1 });
  await page.locator('main form.form button.main').click();
  await t.settled(page);
  await t.open(page, '/plan/materials?year=2020');
  t.assert.ok((await page.locator('main').innerText()).includes('수행기관 상담 기록 모음'));
});

journey('the real split replaces the sample in one import, and a wrong sum is refused in words', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'director');
  await t.open(page, '/plan/budget/import?year=2020');
  await t.clears(page);
  const send = async (last) => {
    const lines = Array.from({ length: 10 }, (_, at) => `${at + 1},운영비,${at === 9 ? last : 12_000_000}`);
    const buffer = Buffer.from(`task_no,line,planned_won\n${lines.join('\n')}\n`);
    await page.setInputFiles('input[name=file]', { name: '예산.csv', mimeType: 'text/csv', buffer });
    await page.locator('form[enctype] button[type=submit]').click();
    await t.settled(page);
  };
  await send(11_000_000);
  t.assert.match(await page.locator('main').innerText(), /119,000,000.*120,000,000/);
  await t.open(page, '/plan/budget/import?year=2020');
  await send(12_000_000);
  await t.open(page, '/plan/budget?year=2020');
  t.assert.equal(await plannedSum(page), BUDGET);
  const lines = (await budget(page)).lines ?? [];
  t.assert.equal(lines.length === 0 || lines.every((line) => !line.sample), true, 'no line of the sample is left');
  t.assert.equal((await page.locator('table.grid tbody').innerText()).includes('예시 자료'), false, 'the lines are real now');
});
