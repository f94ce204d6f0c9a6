// The office: the door with password and second factor, roles, reorganisation, journal, settings, outbox.
import { journey } from '../harness/journey.mjs';
import { totp } from '../harness/totp.mjs';

const PASSWORD = '바람 부는 언덕의 느티나무 7';
const PAGES = ['/office', '/office/users', '/office/roles', '/office/agencies', '/office/organization', '/office/journal',
  '/office/settings', '/office/jobs', '/office/outbox', '/office/me'];

for (const path of PAGES) {
  journey(`the director opens ${path} and it clears every bar`, async (t) => {
    const page = await t.page();
    await t.signInAs(page, 'director');
    await t.open(page, path);
    await t.shot(page, `office${path.replaceAll('/', '-').replace('-office', '')}`);
    await t.clears(page);
  });
}

journey('a new person comes in by set-up link, password and second factor', async (t) => {
  const said = t.dure.run('user', 'add', 'kim', '--name', '예시 사용자', '--role', 'system-admin');
  const link = new URL(/https?:\/\/\S+/.exec(said)[0]);
  const page = await t.page();
  await t.open(page, link.pathname + link.search);
  await t.clears(page);
  await page.fill('input[name=password]', PASSWORD);
  await page.fill('input[name=again]', PASSWORD);
  await page.locator('main form button[type=submit]').click();
  await t.settled(page);
  if (page.url().includes('/sign-in')) {
    await page.fill('input[name=login]', 'kim');
    await page.fill('input[name=password]', PASSWORD);
    await page.locator('main form button[type=submit]').click();
    await t.settled(page);
  }
  t.assert.ok(page.url().endsWith('/office/second-factor'), page.url());
  await t.clears(page);
  const secret = (await page.locator('section code').first().innerText()).trim();
  await page.fill('form[action$="/app"] input[name=code]', totp(secret));
  await page.locator('form[action$="/app"] button[type=submit]').click();
  await t.settled(page);
  t.assert.ok(await page.locator('.codes code').count() >= 8, 'recovery codes are shown once');
  await t.clears(page);
  const code = await page.locator('.codes code').first().innerText();
  await t.open(page, '/office/users');
  t.assert.ok((await page.locator('main').innerText()).includes('예시 사용자'));

  const again = await t.page();
  await t.open(again, '/office/sign-in');
  await t.clears(again);
  await again.fill('input[name=login]', 'kim');
  await again.fill('input[name=password]', '틀린 비밀번호입니다');
  await again.locator('main form button[type=submit]').click();
  t.assert.equal(await again.locator('.alert.danger').count(), 1, 'a wrong password is refused in words');
  await again.fill('input[name=login]', 'kim');
  await again.fill('input[name=password]', PASSWORD);
  await again.locator('main form button[type=submit]').click();
  await again.waitForURL('**/office/second-factor');
  await again.fill('input[name=code]', code.trim());
  await again.locator('form[action$="/second-factor"] button[type=submit]').click();
  await t.settled(again);
  await t.open(again, '/office/me');
  t.assert.ok((await again.locator('header').innerText()).includes('예시 사용자'));

  const link2 = await t.page();
  await link2.goto(t.url + link.pathname + link.search);
  t.assert.equal(await link2.locator('input[name=password]').count(), 0, 'a set-up link works once');
}, { workspace: 'empty' });

journey('there is no page of roles outside the demo', async (t) => {
  const page = await t.page();
  await t.open(page, '/office/demo', 404);
  await t.axe(page);
}, { workspace: 'empty' });

journey('agency staff are kept to their own agency, in words', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'sample-agency-1');
  await t.open(page, '/returns/institution-1453/2022-10', 403);
  t.assert.ok((await page.locator('main').innerText()).length > 20);
  await t.axe(page);
  for (const path of ['/office/users', '/office/journal', '/office/settings', '/plan/budget/import', '/foresight/warnings']) {
    await t.open(page, path, 403);
  }
});

journey('a changed setting shows in the head of every page and in the journal', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'director');
  await t.open(page, '/office/settings');
  const name = page.locator('input[name=centre_name]');
  const before = await name.inputValue();
  await name.fill('바뀐 이름의 센터');
  await page.locator('main form button.main').click();
  await t.settled(page);
  await t.open(page, '/foresight');
  t.assert.ok((await page.locator('header').innerText()).includes('바뀐 이름의 센터'));
  await t.open(page, '/office/journal?deed=office.settings');
  t.assert.equal(await page.locator('table.grid tbody tr').count(), 1);
  await t.open(page, '/office/settings');
  await name.fill(before);
  await page.locator('main form button.main').click();
  await t.settled(page);
  t.assert.ok((await page.locator('header').innerText()).includes(before));
});

journey('a reorganisation shows what would move, is applied and undone', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'director');
  await t.open(page, '/office/organization');
  const before = await page.locator('main').innerText();
  await t.open(page, '/office/reorganizations/new');
  await t.clears(page);
  await page.fill('input[name=title]', '예시 조직 개편');
  await page.fill('input[name=decided]', '예시 결재 1호');
  await page.fill('input[name=effective_on]', '2022-11-23');
  await page.locator('input[name=unit_name]').first().fill('새 팀');
  await page.locator('main form button.main').click();
  await t.settled(page);
  const first = page.getByLabel('기능강화 TF팀(예시)', { exact: true });
  const options = await first.locator('option').evaluateAll((all) => all.map((option) => ({ value: option.value, label: option.label })));
  await first.selectOption(options.find(({ label }) => label.includes('새 팀')).value);
  await page.locator('form[action*="/ends?"] button[type=submit]').click();
  await t.settled(page);
  await t.clears(page);
  const preview = await page.locator('main').innerText();
  t.assert.match(preview, /새 팀/);
  t.assert.ok(await page.locator('table.grid tbody tr').count() > 0, 'the preview lists what moves');
  await page.locator('form[action*="/apply?"] button').click();
  await t.settled(page);
  const address = new URL(page.url()).pathname;
  await t.open(page, '/office/organization');
  t.assert.ok((await page.locator('main').innerText()).includes('새 팀'));
  const drafts = address.includes('/reorganizations/') ? address : await page.locator('a[href*="/reorganizations/"]', { hasText: '예시 조직 개편' }).getAttribute('href');
  await t.open(page, drafts);
  await page.locator('form[action*="/undo?"] button').click();
  await t.settled(page);
  await t.open(page, '/office/organization');
  const tree = (text) => text.slice(0, text.lastIndexOf('조직 개편\n'));
  t.assert.equal(tree(await page.locator('main').innerText()), tree(before), 'the units stand as before');
});

journey('the outbox shows what waits to be sent', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'director');
  await t.open(page, '/office/outbox');
  t.assert.equal(await page.locator('h1').count(), 1);
  const message = page.locator('main table a[href^="/office/outbox/"]').first();
  if (await message.count()) {
    await message.click();
    await t.settled(page);
    await t.clears(page);
  }
});
