// The loop of the plan's core tasks: evaluate, appeal and decide, advise by phone while distancing, train, certify, measure.
import { readFileSync } from 'node:fs';
import { journey } from '../harness/journey.mjs';
import { csvRows } from '../harness/workbook.mjs';

const AGENCY = 'institution-158';
const STAFF = 'sample-agency-4';
const YEAR = '2022';
const ROUND = '2022년 10월까지 평가';

// What one journey leaves for the next: they are told in their order.
const story = {};

const main = (page) => page.locator('main').innerText();
const said = (page) => page.locator('#flash').innerText();

/** Clicks a button of the main part and waits for the page that answers. */
async function press(t, page, name, within = page.locator('main')) {
  await within.getByRole('button', { name, exact: true }).first().click();
  await t.settled(page);
}

async function json(page, path) {
  const answer = await page.request.get(new URL(page.url()).origin + path);
  return answer.json();
}

async function downloaded(page, locator) {
  const [download] = await Promise.all([page.waitForEvent('download'), locator.click()]);
  return readFileSync(await download.path());
}

journey('a team lead writes a scheme, sees it simulated, and publishes it with its hash', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'sample-lead-1');
  await t.open(page, '/evaluation/schemes');
  await t.clears(page);
  await page.getByRole('radio', { name: /예시 기준에서 시작/ }).check();
  await press(t, page, '새 기준 쓰기');
  t.assert.match(page.url(), /\/edit$/);
  await t.clears(page);
  const weight = page.locator('input[name^="weight"]').first();
  const before = await weight.inputValue();
  await weight.fill('99');
  await press(t, page, '저장하기');
  t.assert.match(await main(page), /가중치/);
  t.assert.equal(await page.getByRole('button', { name: '모의 계산하기' }).count(), 0, 'weights that do not sum are not simulated');
  const scheme = page.url();
  await t.clears(page);
  await t.open(page, `${new URL(scheme).pathname}/edit`);
  await page.locator('input[name^="weight"]').first().fill(before);
  await press(t, page, '저장하기');
  await press(t, page, '모의 계산하기');
  t.assert.match(await main(page), /2021년 실적으로 계산했습니다/);
  await press(t, page, '공고하기');
  const words = await main(page);
  [story.hash] = words.match(/[0-9a-f]{64}/);
  t.assert.match(words, /공고함/);
  await t.clears(page);
});

journey('a round is computed by one person and sent by another, and a figure leads to its returns', async (t) => {
  const staff = await t.page();
  await t.signInAs(staff, 'sample-staff-1');
  await t.open(staff, '/evaluation');
  await staff.getByLabel('제목').fill(ROUND);
  const schemes = staff.getByLabel('평가 기준');
  const newest = await schemes.locator('option').evaluateAll((all) => all.map((one) => one.value).sort().at(-1));
  await schemes.selectOption(newest);
  await staff.getByLabel('순위 구간 모의 계산 횟수').fill('200');
  await press(t, staff, '평가 시작하기');
  story.round = new URL(staff.url()).pathname;
  await press(t, staff, '계산하기');
  t.assert.match(staff.url(), /\/ranking$/);
  await t.open(staff, story.round);
  t.assert.ok((await main(staff)).includes(story.hash), 'the hash of the notice stands in the round');
  await t.clears(staff);

  const lead = await t.page();
  await t.signInAs(lead, 'sample-lead-2');
  await t.open(lead, story.round);
  await press(t, lead, '잠정 결과 보내기');
  await t.open(lead, `${story.round}/ranking`);
  await t.shot(lead, 'evaluation-ranking', { readme: true });
  await t.clears(lead);

  const book = `${story.round}/agencies/${AGENCY}`;
  await t.open(lead, book);
  await t.clears(lead);
  const row = lead.locator('table.grid tbody tr', { hasText: '목표달성률' }).first();
  const figure = row.getByRole('link').filter({ hasText: /^[\d,]+$/ }).first();
  const people = (await figure.innerText()).trim();
  await figure.click();
  await t.settled(lead);
  t.assert.ok((await main(lead)).includes(people), 'the figure is the sum of the returns behind it');
});

journey('an agency appeals, another officer decides, and the result becomes final one by one', async (t) => {
  const book = `${story.round}/agencies/${AGENCY}`;
  const agency = await t.page();
  await t.signInAs(agency, STAFF);
  await t.open(agency, `${story.round}/agencies/institution-1308`, 403);
  await t.open(agency, book);
  await t.clears(agency);
  const before = await json(agency, `/api${book}/values`);
  // What would lift the grade stands in the book; the agency says that this very figure was taken down wrongly.
  const [, indicator, lifted, grade] = (await main(agency)).match(/^(.+?)[이가] [\d.,-]+에서 ([\d.]+)\(.*\)[이가] 되면 (\S+) 등급/m);
  await agency.getByLabel('무엇에 대해').selectOption({ label: indicator });
  await agency.getByLabel('내용').fill('10월 실적을 옮겨 적다가 틀렸습니다. 근거 자료를 붙입니다.');
  await press(t, agency, '이의신청 내기');
  const [receipt] = (await said(agency)).match(/EA-\d{4}-\d{4}/);
  const appeal = new URL(agency.url()).pathname;

  // Who computed the round cannot decide about it.
  const other = await t.page();
  await t.signInAs(other, 'sample-staff-1');
  await t.open(other, '/evaluation/appeals');
  await t.clears(other);
  await other.getByRole('link', { name: receipt }).click();
  await t.settled(other);
  for (const [who, why] of [['sample-staff-1', /계산하거나 보낸 사람은/], ['sample-staff-2', /관계/]]) {
    await t.open(other, appeal);
    await other.getByLabel('검토 담당자').selectOption(who);
    await press(t, other, '담당자 정하기');
    t.assert.match(await other.locator('.problem').innerText(), why, `${who} must not decide`);
  }
  await t.open(other, appeal);
  await other.getByLabel('검토 담당자').selectOption('sample-staff-3');
  await press(t, other, '담당자 정하기');
  t.assert.equal(await other.getByRole('button', { name: '받아들이기' }).count(), 0, 'only the named officer decides');

  const officer = await t.page();
  await t.signInAs(officer, 'sample-staff-3');
  await t.open(officer, appeal);
  await t.clears(officer);
  await officer.getByLabel('결정과 까닭').fill('근거 자료를 보고 값을 고칩니다.');
  await officer.getByLabel('고칠 지표').selectOption({ label: indicator });
  await officer.getByLabel('고친 값').fill(lifted);
  await press(t, officer, '받아들이기');

  await t.open(agency, book);
  const after = await json(agency, `/api${book}/values`);
  t.assert.notEqual(before.score.grade, grade);
  t.assert.equal(after.score.grade, grade, 'the corrected figure lifts the grade');
  t.assert.ok(after.score.reward_won > before.score.reward_won, 'and the reward');
  t.assert.match(await main(agency), /근거 자료를 보고 값을 고칩니다|고침|받아들임/);

  const director = await t.page();
  await t.signInAs(director, 'sample-director');
  await t.open(director, story.round);
  await press(t, director, '이의신청 마치기');
  t.assert.match(await main(director), /이의신청을 받습니다/, 'before the last day a reason is needed');
  await t.open(director, story.round);
  await director.getByLabel('기한 전에 마치는 까닭').fill('모든 기관이 결과를 확인했다고 알려 왔습니다.');
  await press(t, director, '이의신청 마치기');
  t.assert.equal(await director.getByRole('button', { name: /모두 확정/ }).count(), 0, 'confirm all does not exist');
  const { length } = await json(director, `/api${story.round}/ranking`);
  await t.open(director, `${story.round}/ranking`);
  const books = new Set();
  for (let nth = 1; books.size < length && nth < 10; nth += 1) {
    await t.open(director, `${story.round}/ranking?page=${nth}`);
    const links = director.locator('table.grid tbody a[href*="/agencies/"]');
    for (const href of await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')))) books.add(href);
  }
  t.assert.equal(books.size, length, 'every agency is in the list');
  for (const href of books) {
    await t.open(director, href);
    await press(t, director, '이 기관만 확정하기');
  }
  await t.open(director, story.round);
  await press(t, director, '평가 확정하기');
  await t.open(director, `${story.round}/again`);
  t.assert.match(await main(director), /같습니다/, 'computed again, byte for byte');

  // The figure is on the agency's second screen, in its file and in the journal.
  await t.open(agency, book);
  const file = await downloaded(agency, agency.locator('a[href$="values.csv"]').first());
  const [titles, ...lines] = csvRows(file.toString('utf8'));
  const line = lines.find((one) => one[0] === indicator);
  t.assert.equal(Number(line[titles.indexOf('값')]), Number(lifted), 'the corrected value is in the file');
  const auditor = await t.page();
  await t.signInAs(auditor, 'sample-auditor');
  await t.open(auditor, '/office/journal?deed=evaluation.appeal');
  t.assert.match(await main(auditor), /이의신청/);
}, { timeout: 300_000 });

journey('a case opened from the risk list goes by phone while distancing holds, and ends with advice done', async (t) => {
  const director = await t.page();
  await t.signInAs(director, 'sample-director');
  await t.open(director, '/plan/modes/switch?year=2020');
  await director.check('input[name=mode][value=social-distancing]');
  await director.fill('input[name=from_on]', '2022-11-23');
  await director.fill('input[name=note]', '감염병이 번지고 있습니다.');
  await director.fill('input[name=legal_basis]', '예시 공문 3호');
  await press(t, director, '무엇이 달라지는지 보기');
  await press(t, director, '적용하기');

  const staff = await t.page();
  await t.signInAs(staff, 'sample-staff-1');
  await t.open(staff, '/consulting?q=158');
  await t.clears(staff);
  await staff.locator('tr', { hasText: 'institution 158 ' }).getByRole('link', { name: /사례 열기/ }).click();
  await t.settled(staff);
  await t.clears(staff);
  await staff.getByLabel('제목').fill('교육과 안전 점검을 함께 돕기');
  await staff.getByLabel('요청 내용').fill('위험 목록에 나온 까닭을 함께 살펴봅니다.');
  await press(t, staff, '요청 보내기');
  const place = new URL(staff.url()).pathname;
  await t.clears(staff);
  await staff.getByLabel('담당자', { exact: true }).selectOption('sample-staff-1');
  await staff.getByLabel('틀').selectOption({ index: 1 });
  await press(t, staff, '맡기');
  await staff.getByRole('link', { name: '진단표 적기' }).click();
  await t.settled(staff);
  await t.clears(staff);
  for (const box of await staff.locator('fieldset .ticks').all()) await box.locator('input').nth(1).check();
  await press(t, staff, '진단 마치기');
  await press(t, staff, '팀장에게 승인 요청');
  t.assert.equal(await staff.getByRole('button', { name: '계획 승인' }).count(), 0, 'nobody approves the own plan');
  const lead = await t.page();
  await t.signInAs(lead, 'sample-lead-1');
  await t.open(lead, place);
  await press(t, lead, '계획 승인');

  const visit = async (way, minutes) => {
    await t.open(staff, place);
    await staff.getByRole('link', { name: '방문 적기' }).click();
    await t.settled(staff);
    await staff.getByRole('radio', { name: '마침' }).check();
    await staff.getByRole('radio', { name: way }).check();
    await staff.getByLabel('방문일').fill('2022-11-23');
    await staff.getByRole('checkbox', { name: '예시 센터 직원 1' }).check();
    await staff.getByLabel('걸린 시간(분)').fill(minutes);
    await staff.getByLabel('나눈 이야기').fill('교육 계획과 안전 점검표를 함께 보았습니다.');
    await press(t, staff, '저장하기');
    return main(staff);
  };
  const refused = await visit('직접 방문', '60');
  t.assert.match(refused, /직접 갈 수 없|직접 방문할 수 없|전화나 화상/, 'distancing keeps from visiting in person');
  await t.clears(staff);
  t.assert.match(await visit('전화', '40'), /방문에 40분, 이동까지 40분/);

  await staff.getByLabel('조언 내용').fill('참여자 교육을 한 사람에 10시간까지 늘리고, 종사자는 안전점검 교육을 듣습니다.');
  await staff.locator('select[name=advice_field]').selectOption({ label: '안전' });
  await staff.getByLabel('실행할 사람').selectOption('sample-agency-4');
  await staff.getByLabel('실행 기한').fill('2022-12-16');
  await press(t, staff, '조언 보내기');

  const agency = await t.page();
  await t.signInAs(agency, STAFF);
  await t.open(agency, '/consulting/advice');
  await t.clears(agency);
  await agency.getByRole('link', { name: /교육과 안전 점검을 함께 돕기|참여자 교육을/ }).first().click();
  await t.settled(agency);
  t.assert.equal(new URL(agency.url()).pathname, place);
  await agency.getByLabel('실행한 내용이나 까닭').fill('교육 일정을 짰고 두 사람이 신청합니다.');
  await press(t, agency, '실행함으로 표시');

  // Mandatory steps that are open keep a case from closing.
  await t.open(staff, place);
  const close = async () => {
    await staff.getByRole('radio', { name: '나아졌습니다' }).check();
    await staff.getByLabel('결과 설명').fill('교육 계획을 세웠고 종사자 교육으로 이어 갑니다.');
    await press(t, staff, '마치기');
    return main(staff);
  };
  t.assert.match(await close(), /꼭 할 일/, 'a case with open mandatory steps stays open');
  await t.open(staff, place);
  for (;;) {
    const done = staff.locator('tr', { hasText: '꼭 할 일' }).getByRole('button', { name: /마침으로 표시/ });
    if ((await done.count()) === 0) break;
    await done.first().click();
    await t.settled(staff);
  }
  await close();
  t.assert.match(await main(staff), /나아졌습니다/);
  await t.open(staff, `${place}/report`);
  t.assert.match(await main(staff), /전화/);
  await t.clears(staff);
  story.case = place;
}, { timeout: 120_000 });

journey('a need becomes a course, a sign-up, an attendance and a certificate that a stranger can verify', async (t) => {
  const staff = await t.page();
  await t.signInAs(staff, 'sample-staff-1');
  const agency = await t.page();
  await t.signInAs(agency, STAFF);
  await t.open(agency, '/training');
  await t.clears(agency);
  const needed = agency.locator('tr', { hasText: '안전' }).getByRole('link', { name: /현장 안전점검/ }).first();
  t.assert.match(await main(agency), /‘안전’ 강화가 필요합니다/, 'the need found by consulting suggests a course');
  await needed.click();
  await t.settled(agency);
  const course = new URL(agency.url()).pathname;

  await t.open(staff, course);
  await staff.getByRole('link', { name: '모집 만들기' }).click();
  await t.settled(staff);
  await t.clears(staff);
  await staff.locator('input[name=title]').fill('안전점검 하루 교육');
  await staff.getByLabel('정원').fill('5');
  await staff.getByLabel('신청 마감일').fill('2022-11-23');
  await press(t, staff, '저장하기');
  const batch = new URL(staff.url()).pathname;
  const session = async (way) => {
    await t.open(staff, batch);
    await staff.getByRole('link', { name: '일정 추가하기' }).click();
    await t.settled(staff);
    await staff.getByLabel('날짜').fill('2022-11-23');
    await staff.getByLabel('시작 시각').fill('09:00');
    await staff.getByLabel('끝나는 시각').fill('12:00');
    await staff.getByRole('radio', { name: way }).check();
    if (way === '온라인') await staff.getByLabel('링크').fill('https://meet.example/safety');
    else await staff.getByLabel('장소').fill('예시 교육장');
    await press(t, staff, '저장하기');
    return main(staff);
  };
  t.assert.match(await session('모여서'), /모여서 교육할 수 없습니다/, 'distancing holds for courses too');
  await session('온라인');
  await t.open(staff, batch);
  await press(t, staff, '모집 시작하기');

  await t.open(agency, batch);
  await t.clears(agency);
  await agency.getByRole('checkbox', { name: /예시 수행기관 종사자 4/ }).check();
  const needs = agency.getByLabel('답하는 강화 필요');
  const found = (await needs.locator('option').allInnerTexts()).find((words) => words.includes('‘안전’') && words.includes('컨설팅 진단'));
  await needs.selectOption({ label: found });
  await agency.getByLabel('신청하는 까닭').fill('컨설팅에서 찾은 필요입니다.');
  await press(t, agency, '신청하기');
  t.assert.match(await main(agency), /승인 대기/);

  await t.open(staff, batch);
  await t.clears(staff);
  await staff.getByRole('checkbox', { name: /예시 수행기관 종사자 4/ }).first().check();
  await press(t, staff, '승인하기');
  t.assert.match(await main(staff), /자리 있음/);
  await press(t, staff, '모집 마감하기');

  await staff.locator('table.grid').first().getByRole('link', { name: '2022-11-23' }).click();
  await t.settled(staff);
  await t.clears(staff);
  await staff.getByRole('radio', { name: '출석', exact: true }).check();
  await press(t, staff, '출석 저장하기');
  await press(t, staff, '출석 마감하기');

  await t.open(agency, '/training/mine');
  await t.clears(agency);
  await agency.getByRole('link', { name: /안전점검 하루 교육/ }).first().click();
  await t.settled(agency);
  for (const question of await agency.locator('form[action*="/quiz"] fieldset').all()) {
    await question.getByRole('radio', { name: /119에 알린다|정해진 때마다|물과 그늘/ }).check();
  }
  await press(t, agency, '답 내기');
  t.assert.match(await main(agency), /3문항 가운데 3문항/);

  await t.open(staff, batch);
  await staff.getByRole('link', { name: '수료 판정' }).click();
  await t.settled(staff);
  await t.clears(staff);
  await press(t, staff, '목록을 확인했고 수료 처리합니다');
  await press(t, staff, '수료증 내기');
  t.assert.match(await main(staff), /수료증/);

  await t.open(agency, '/training/certificates');
  await t.clears(agency);
  await agency.locator('table.grid tbody tr').first().getByRole('link').first().click();
  await t.settled(agency);
  await t.clears(agency);
  const pdf = await downloaded(agency, agency.getByRole('link', { name: 'PDF로 받기' }));
  t.assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const number = (await main(agency)).match(/2022-\d{4}/)[0];
  const check = await agency.locator('a[href*="/training/verify/"]:not([href$=badge])').first().getAttribute('href');

  const visitor = await t.page();
  await t.open(visitor, new URL(check, visitor.url() === 'about:blank' ? t.url : visitor.url()).pathname);
  await t.clears(visitor);
  const words = await main(visitor);
  t.assert.ok(words.includes(number), 'a stranger sees the number');
  t.assert.match(words, /유효/);
  const badge = await (await visitor.request.get(`${t.url}${new URL(check, t.url).pathname}/badge`)).json();
  t.assert.equal(badge.proof.cryptosuite, 'eddsa-jcs-2022', 'the badge is signed');
  await t.open(visitor, new URL(check, t.url).pathname.replace(/.{4}$/, '0000'), 404);
  await t.shot(agency, 'training-certificate', { readme: true });

  await t.open(staff, '/training');
  const left = staff.locator('tr', { hasText: 'institution 158 ' }).filter({ hasText: '컨설팅 진단' }).filter({ hasText: '‘안전’' });
  t.assert.equal(await left.count(), 0, 'the need that was answered is met');
}, { timeout: 120_000 });

journey('a year later the agencies that were advised are compared with those that were not', async (t) => {
  const staff = await t.page();
  await t.signInAs(staff, 'sample-staff-1');
  const effects = '/consulting/effects?measure=training&year=2022&window=next-year';
  await t.open(staff, effects);
  t.assert.match(await main(staff), /아직 말할 수 없습니다/, 'too few to tell before the year is over');

  // A year of practice passes: its months are sample returns, as those of 2022 are.
  await t.dure.again('--day', '2023-11-23');
  const later = await t.page();
  await t.signInAs(later, 'sample-lead-1');
  await t.open(later, effects);
  await t.clears(later);
  const shown = await main(later);
  t.assert.match(shown, /방문 기관 (?:[5-9]|\d\d+)곳, 비교 기관 (?:[5-9]|\d\d+)곳/, 'enough agencies on both sides');
  const answer = await json(later, effects.replace('/consulting', '/api/consulting'));
  t.assert.equal(answer.effect.told, true);
  t.assert.ok(answer.effect.low <= answer.effect.estimate && answer.effect.estimate <= answer.effect.high);
  t.assert.ok(answer.agencies.some((one) => one.agency === AGENCY && one.visited === '2022-11' || one.agency === AGENCY && one.visited));
  const file = csvRows((await downloaded(later, later.locator('a[href*="effects.csv"]').first())).toString('utf8'));
  t.assert.equal(file.length - 1, answer.agencies.length, 'every agency of the comparison is in the file');
  t.assert.match(t.dure.run('audit', 'verify'), /모두 이어져 있습니다/);
}, { timeout: 300_000 });
