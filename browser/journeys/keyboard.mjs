// Everything with keys alone: no mouse, and the focus can always be seen.
import { readFileSync } from 'node:fs';
import { journey } from '../harness/journey.mjs';
import { Workbook } from '../harness/workbook.mjs';

/** Tabs to an element, insists that one sees where one is, and presses a key. */
async function press(t, page, locator, key = 'Enter') {
  await t.tabTo(page, locator, 200);
  const ring = await locator.evaluate((element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  });
  t.assert.ok(ring, `focus can be seen on ${locator}`);
  await page.keyboard.press(key);
}

journey('an agency downloads the template, uploads it and reads what to mend with keys alone', async (t) => {
  const page = await t.page();
  await t.open(page, '/office/demo');
  await press(t, page, page.locator('button[value="sample-agency-3"]'));
  await page.waitForURL((url) => url.pathname !== '/office/demo');
  await press(t, page, page.locator('nav.menu a[href="/returns"]'));
  await page.waitForURL('**/returns');
  await press(t, page, page.getByRole('link', { name: '2022년 11월 실적 내기' }));
  await page.waitForURL('**/2022-11');
  const waiting = page.waitForEvent('download');
  await press(t, page, page.getByRole('link', { name: '엑셀 양식 받기' }));
  const template = readFileSync(await (await waiting).path());
  t.assert.ok(new Workbook(template).cells().size > 35);

  const chooser = page.waitForEvent('filechooser');
  await press(t, page, page.locator('input[name=file]'), 'Space');
  await (await chooser).setFiles({ name: '11월.xlsx', mimeType: 'application/octet-stream', buffer: template });
  await press(t, page, page.getByRole('button', { name: '올려서 확인하기' }));
  await page.waitForURL('**#errors');
  t.assert.ok(await page.locator('#errors li').count() > 0, 'the empty template has things to mend');
  await press(t, page, page.getByRole('link', { name: /틀린 칸을 표시한/ }), 'Tab');
});

journey('a row is typed in and saved with keys alone', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'sample-agency-3');
  await t.open(page, '/returns/institution-1453/2022-11');
  const first = page.locator('main table.grid a.btn').first();
  await press(t, page, first);
  await page.waitForURL('**/rows/**');
  await t.clears(page);
  const fields = await page.locator('main form.form input:not([type=hidden])').all();
  for (const field of fields) {
    await t.tabTo(page, field, 60);
    if ((await field.inputValue()) === '') await page.keyboard.type('0');
  }
  await press(t, page, page.locator('main form.form button.main'));
  await t.settled(page);
  t.assert.ok((await page.locator('main').innerText()).length > 50);
});

journey('the view settings are changed with keys alone', async (t) => {
  const page = await t.page();
  await t.open(page, '/');
  await press(t, page, page.locator('details.view-fold summary'));
  await press(t, page, page.locator('button[name=contrast][value=high]'), 'Space');
  await page.waitForFunction(() => document.documentElement.dataset.contrast === 'high');
  await press(t, page, page.locator('details.view-fold summary'));
  await page.keyboard.press('Escape');
  t.assert.equal(await page.locator('details.view-fold').getAttribute('open'), null, 'Escape closes the panel');
  t.assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SUMMARY', 'the focus is where it was');
});

journey('the skip link leads past the head', async (t) => {
  const page = await t.page();
  await t.open(page, '/foresight');
  await page.keyboard.press('Tab');
  t.assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  t.assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
});
