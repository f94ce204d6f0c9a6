// One month of an agency: template, faulty file, mended file, receipt, approval, lock; and what it does to the figures.
import { readFileSync } from 'node:fs';
import { journey } from '../harness/journey.mjs';
import { Workbook, column, csvRows } from '../harness/workbook.mjs';

const MONTH = '2022-10';
const BEFORE = '2022-09';
const OPEN = '2022-11';
const AGENCY = 'institution-158';
const HERE = `/returns/${AGENCY}/${MONTH}`;
const STAFF = 'sample-agency-4';
const PEOPLE = /^월말 참여 [여남] /;
const LEFT = /^그만둔 사람: /;

// What one journey leaves for the next: they are told in their order.
const story = {};

const submitButton = (page) => page.getByRole('button', { name: '센터에 제출하기' });
const sum = (rows, title) => rows.reduce((total, row) => total + Object.entries(row)
  .reduce((part, [name, value]) => (title.test(name) ? part + value : part), 0), 0);

async function downloaded(page, locator) {
  const [download] = await Promise.all([page.waitForEvent('download'), locator.click()]);
  return readFileSync(await download.path());
}

async function upload(page, name, bytes) {
  await page.setInputFiles('input[name=file]', { name, mimeType: 'application/octet-stream', buffer: bytes });
  await page.getByRole('button', { name: '올려서 확인하기' }).click();
  await page.waitForLoadState();
}

async function situation(page) {
  const answer = await page.request.get(`${new URL(page.url()).origin}/api/foresight/situation`);
  return answer.json();
}

/** The template with the figures of the month before, one person gone and one come in its first row. */
async function filledIn(page, template) {
  const origin = new URL(page.url()).origin;
  const csv = await page.request.get(`${origin}/returns/rows.csv?month=${BEFORE}`);
  const [titles, ...lines] = csvRows(await csv.text());
  const before = new Map(lines.map((line) => [line[titles.indexOf('사업번호')], new Map(titles.map((title, at) => [title, line[at]]))]));
  const book = new Workbook(template);
  const cells = book.cells();
  const titleRow = [...cells.keys()].find((name) => cells.get(name) === '기관번호').slice(1);
  const columns = Array.from({ length: 35 }, (_, at) => [column(at), cells.get(`${column(at)}${titleRow}`)]);
  const values = new Map();
  const rows = [];
  for (let row = Number(titleRow) + 1; cells.has(`B${row}`); row += 1) {
    const last = before.get(cells.get(`B${row}`));
    const figures = {};
    for (const [letter, title] of columns.slice(5)) {
      figures[title] = LEFT.test(title) || title === '이달 새로 참여' ? 0 : Number(last.get(title));
      if (rows.length === 0 && ['이달 새로 참여', '그만둔 사람: 건강'].includes(title)) figures[title] = 1;
      if (rows.length === 0 && title === '1월부터 참여한 사람(중복 제외)') figures[title] += 1;
      values.set(`${letter}${row}`, figures[title]);
    }
    rows.push({ 목표인원: cells.get(`E${row}`), ...figures });
  }
  const cell = (title, nth) => `${columns.find(([, one]) => one === title)[0]}${Number(titleRow) + 1 + nth}`;
  return { values, rows, cell };
}

journey('an agency uploads a faulty file, reads what to mend, mends it and submits once', async (t) => {
  const page = await t.page();
  await t.signInAs(page, STAFF);
  story.before = await situation(page);

  await t.open(page, '/returns');
  await t.clears(page);
  await page.getByRole('link', { name: '2022년 10월 실적 내기' }).click();
  await page.waitForURL(`**${HERE}`);
  await t.clears(page);
  const template = await downloaded(page, page.getByRole('link', { name: '엑셀 양식 받기' }));
  const { values, rows, cell } = await filledIn(page, template);
  t.assert.ok(rows.length > 5, `projects of the agency in the template: ${rows.length}`);

  const text = cell('월말 참여 여 70~79세', 0);
  const many = cell('그만둔 사람: 건강', 1);
  const faulty = new Workbook(template);
  faulty.type(new Map([...values, [text, '세 명'], [many, 9999]]));
  await upload(page, '10월.xlsx', faulty.bytes());
  const errors = page.locator('#errors');
  const list = await errors.innerText();
  t.assert.ok(list.includes('고칠 곳 2군데'), list);
  t.assert.ok(list.includes(`${text} 칸`) && list.includes('세 명'), `the cell with a text is named: ${list}`);
  t.assert.ok(list.includes(many) && list.includes('9,999'), `the cell with too many is named: ${list}`);
  t.assert.equal(await errors.locator('li .next').count(), 2, 'each fault comes with a next step');
  t.assert.equal(await submitButton(page).count(), 0, 'a faulty file cannot be submitted');
  await t.shot(page, 'returns', { readme: true, at: '#errors' });
  await t.clears(page);

  const marked = new Workbook(await downloaded(page, page.getByRole('link', { name: '틀린 칸을 표시한 엑셀 파일 받기' })));
  t.assert.equal(marked.cells().get(text), '세 명', 'the cells keep their places');
  t.assert.deepEqual([...marked.notes().keys()].sort(), [text, many].sort(), 'the faulty cells carry a note');
  t.assert.ok(marked.notes().get(text).includes('세 명'), marked.notes().get(text));
  t.assert.ok([...marked.cells('오류 목록').values()].includes(text), 'the sheet of faults names the cell');

  const mended = new Workbook(template);
  mended.type(values);
  await upload(page, '10월.xlsx', mended.bytes());
  t.assert.equal(await errors.count(), 0, 'nothing is left to mend');
  t.assert.ok((await page.locator('#flash').innerText()).includes('고칠 곳이 없습니다'));
  t.assert.ok((await page.locator('main').innerText()).includes(`사업단 ${rows.length}개 가운데 ${rows.length}개 입력`));

  for (const tick of await page.locator('input[name^="ok-"]').all()) await tick.check();
  await submitButton(page).dblclick();
  await page.waitForURL('**/returns/receipts/**');
  await t.settled(page);
  const receipt = await page.locator('dl.facts').innerText();
  t.assert.match(receipt, /[0-9a-f]{64}/, 'the receipt shows the hash of the content');
  t.assert.equal(await page.locator('.qr svg').count(), 1);
  await t.clears(page);

  await t.open(page, HERE);
  const done = await page.locator('main').innerText();
  t.assert.equal(done.split('제출했습니다.').length - 1, 1, 'a double click submits once');
  story.rows = rows;
  story.mended = mended.bytes();
});

journey('another agency cannot see the return, in words', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'sample-agency-1');
  await t.open(page, HERE, 403);
  const words = await page.locator('main').innerText();
  t.assert.match(words, /권한|기관/);
  await t.clears(page);
});

journey('the centre approves what waits, once', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'sample-staff-1');
  await t.open(page, '/returns');
  await t.clears(page);
  await page.locator('section.card').getByRole('link', { name: /158 .*2022년 10월/ }).click();
  await page.waitForURL(`**${HERE}`);
  await t.clears(page);

  // Without scripts nothing but the server keeps a double click from counting twice.
  const plain = await t.page({ scripts: false });
  await t.signInAs(plain, 'sample-staff-1');
  await t.open(plain, HERE);
  await plain.locator('section[aria-labelledby=decide-title]').getByRole('button', { name: '승인하기' }).dblclick();
  await t.settled(plain);
  await t.open(page, HERE);
  const words = await page.locator('main').innerText();
  t.assert.equal(words.split('승인했습니다. ·').length - 1, 1, words);
  t.assert.equal(await page.getByRole('button', { name: '승인하기' }).count(), 0);
});

journey('the situation changes by exactly the filed figures, on the page, in the file and in the API', async (t) => {
  const page = await t.page();
  await t.open(page, '/foresight');
  const now = await situation(page);
  const { rows, before } = story;
  const of = ({ running }) => running.months.find(({ month }) => month === MONTH);
  const grown = (field) => of(now)[field] - of(before)[field];
  t.assert.deepEqual(
    ['people', 'target', 'people_since_january', 'subsidy_won', 'approved'].map(grown),
    [sum(rows, PEOPLE), sum(rows, /^목표인원$/), sum(rows, /^1월부터/), sum(rows, /^집행한 보조금/), 1],
  );
  t.assert.equal(now.running.filing.filed, before.running.filing.filed + 1);
  const all = of(now).people.toLocaleString('en-US');
  const older = ({ running }) => running.months.filter((one) => one.month < MONTH);
  t.assert.deepEqual(older(now), older(before), 'the months before stay as they were');
  t.assert.equal(now.supply.places, before.supply.places);

  const shown = await page.locator('section[aria-labelledby=year]').innerText();
  t.assert.ok(shown.includes(all), `${all} is on the situation page: ${shown}`);

  const staff = await t.page();
  await t.signInAs(staff, 'sample-staff-1');
  await t.open(staff, `/returns/rows?month=${MONTH}`);
  t.assert.ok((await staff.locator('main').innerText()).includes(all), 'the rows sum to the figure');
  const [titles, ...lines] = csvRows((await downloaded(staff, staff.locator('a[href*="rows.csv"]').first())).toString('utf8'));
  const filed = lines.filter((line) => line[0] === MONTH);
  t.assert.equal(filed.filter((line) => line[1].startsWith('institution 158 ')).length, rows.length);
  const inFile = filed.reduce((total, line) =>
    total + titles.reduce((part, title, at) => (PEOPLE.test(title) ? part + Number(line[at]) : part), 0), 0);
  t.assert.equal(inFile, of(now).people, 'the downloaded rows sum to the figure');
});

journey('a team lead locks the month and a locked month refuses another file in words', async (t) => {
  const agency = await t.page();
  await t.signInAs(agency, STAFF);
  await t.open(agency, `/returns/${AGENCY}/${OPEN}`);

  const page = await t.page();
  await t.signInAs(page, 'sample-lead-1');
  await t.open(page, `/returns/months/${MONTH}/lock`);
  await t.clears(page);
  await page.fill('textarea[name=note]', '나머지 기관은 전화로 확인했습니다.');
  await page.getByRole('button', { name: /마감/ }).click();
  await t.settled(page);
  await t.open(page, HERE);
  t.assert.match(await page.locator('main').innerText(), /마감/);

  // As a window that was opened before the lock would send it.
  await agency.locator('form[enctype]').evaluate((form, [open, locked]) => {
    form.action = form.action.replace(open, locked);
  }, [OPEN, MONTH]);
  await upload(agency, '10월.xlsx', story.mended);
  const words = await agency.locator('main').innerText();
  t.assert.match(words, /2022년 10월은 마감했습니다/);
  await t.axe(agency);
});

journey('the journal shows who did what, and it is sound', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'auditor');
  await t.open(page, `/office/journal?subject=${AGENCY}:${MONTH}`);
  await t.open(page, '/office/journal?deed=returns.');
  const rows = await page.locator('table.grid tbody tr').allInnerTexts();
  for (const deed of ['실적 파일을 받지 않음', '실적 파일을 받음', '실적을 냄', '실적을 승인함', '한 달을 마감함']) {
    const own = rows.filter((row) => row.includes(deed) && row.includes(MONTH));
    t.assert.equal(own.length, 1, `“${deed}” stands in the journal once: ${own.join(' / ')}`);
  }
  await t.clears(page);
  await page.getByRole('link', { name: '기록 확인하기' }).click();
  await page.waitForURL('**/office/journal/verify');
  t.assert.match(await page.locator('.alert.success').innerText(), /온전합니다/);
  await t.clears(page);
  t.assert.match(t.dure.run('audit', 'verify'), /모두 이어져 있습니다/);
});
