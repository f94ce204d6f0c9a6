// What anyone sees without signing in: the home, the situation with its map, rows and files, the districts, and the view settings.
import { readFileSync } from 'node:fs';
import { journey } from '../harness/journey.mjs';
import { Workbook, csvRows } from '../harness/workbook.mjs';

const SHOWN = ['/', '/foresight', '/foresight/districts/2811000000', '/foresight/rows?what=places&year=2022', '/office/districts',
  '/office/institutions', '/help', '/privacy', '/accessibility', '/api', '/search?q=%EA%B0%95%ED%99%94', '/office/sign-in', '/office/demo'];
const WITHOUT_SCRIPTS = ['/', '/foresight', '/office/districts', '/help'];
const NAMES = { '/': 'home', '/foresight': 'situation' };
const number = (text) => Number(String(text).replace(/[^\d.-]/g, ''));

for (const path of SHOWN) {
  journey(`a visitor opens ${decodeURIComponent(path)} and it clears every bar`, async (t) => {
    const page = await t.page();
    await t.open(page, path);
    await t.settled(page);
    t.assert.equal(await page.locator('h1').count(), 1, 'one main heading');
    t.assert.equal(await page.locator('html').getAttribute('lang'), 'ko');
    if (NAMES[path]) await t.shot(page, NAMES[path], { readme: true });
    await t.clears(page);
  });
}

for (const path of WITHOUT_SCRIPTS) {
  journey(`a visitor reads ${decodeURIComponent(path)} without JavaScript, also on a narrow phone`, async (t) => {
    const page = await t.page({ scripts: false, width: 360, height: 740 });
    await t.open(page, path);
    t.assert.ok((await page.locator('main').innerText()).trim().length > 60, 'the page has its text');
    t.assert.equal(await t.scrollsSideways(page), false);
  });
}

journey('a visitor goes from the home to the situation by keyboard alone', async (t) => {
  const page = await t.page();
  await t.open(page, '/');
  await t.tabTo(page, page.locator('main a[href="/foresight"]').first());
  await page.keyboard.press('Enter');
  await page.waitForURL('**/foresight*');
});

journey('the situation shows the official figures of 2022, and the rows behind each sum to it', async (t) => {
  const page = await t.page();
  await t.open(page, '/foresight');
  const table = page.locator('section[aria-labelledby=where] table.grid').first();
  const rows = await table.locator('tbody tr').evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.innerText)));
  const total = await table.locator('tfoot tr').evaluate((row) => [...row.children].map((cell) => cell.innerText));
  const column = (at) => rows.reduce((sum, row) => sum + number(row[at]), 0);
  t.assert.deepEqual([column(2), column(5), column(6)], [45_696, 51, 555], 'places, institutions and projects of the rows');
  t.assert.deepEqual([2, 5, 6].map((at) => number(total[at])), [45_696, 51, 555]);
  t.assert.equal(rows.length, 11, 'ten districts and those that belong to none');

  for (const name of ['강화군', '직속']) {
    const row = rows.find((cells) => cells[0] === name);
    await t.open(page, '/foresight');
    await table.locator('tbody tr', { hasText: name }).locator('td').nth(1).locator('a').click();
    await page.waitForURL('**/foresight/rows**');
    const csv = page.locator('a[href*="csv"]').first();
    const [download] = await Promise.all([page.waitForEvent('download'), csv.click()]);
    const [titles, ...rest] = csvRows(readFileSync(await download.path(), 'utf8'));
    const at = titles.indexOf('일자리');
    const lines = rest.filter((line) => /^2022-/.test(line[0]));
    t.assert.equal(number(rest.find((line) => line[0] === '합계')[at]), number(row[2]));
    t.assert.equal(lines.reduce((sum, line) => sum + number(line[at]), 0), number(row[2]), `${name}: the file sums to the figure`);
    t.assert.equal(lines.length, number(row[6]), `${name}: a row for each project`);
  }
});

journey('the map after July 2026 divides nothing, and a district without a projection says so', async (t) => {
  const page = await t.page();
  await t.open(page, '/foresight');
  t.assert.equal(await page.locator('svg.map[role]').count(), 2, 'a map before and one after');
  const after = page.locator('table.grid', { hasText: '검단구' }).last();
  for (const name of ['제물포구', '영종구', '서해구', '검단구']) {
    t.assert.ok((await after.locator('tr', { hasText: name }).innerText()).includes('나눌 수 없음'), name);
  }
  const later = page.locator('table.grid', { hasText: '2041년' }).first();
  t.assert.ok((await later.locator('tbody tr', { hasText: '동구' }).filter({ hasText: '추계 없음' }).count()) >= 1);
  await t.open(page, '/foresight/districts/2814000000');
  t.assert.match(await page.locator('main').innerText(), /추계.*(없|다루지)/);
});

journey('a visitor takes the situation away as a workbook, as JSON and on paper', async (t) => {
  const page = await t.page();
  await t.open(page, '/foresight');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '엑셀로 받기' }).click()]);
  const book = new Workbook(readFileSync(await download.path()));
  t.assert.ok([...book.sheets].some(({ name }) => [...book.cells(name).values()].includes(45_696)), 'the workbook has the figure');
  const json = await (await page.request.get(`${t.url}/api/foresight/situation`)).json();
  t.assert.deepEqual([json.supply.places, json.supply.projects, json.supply.institutions], [45_696, 555, 51]);
  await page.emulateMedia({ media: 'print' });
  t.assert.equal(await page.locator('.head-search').isVisible(), false, 'paper has no search box');
  t.assert.ok(await page.getByText('45,696').first().isVisible());
  await t.shot(page, 'situation-print');
});

journey('size, contrast and language stay between visits, without JavaScript too', async (t) => {
  for (const scripts of [true, false]) {
    const page = await t.page({ scripts });
    await t.open(page, '/help');
    const html = page.locator('html');
    const sizes = [];
    for (const step of ['1', '2', '3', '4', '5']) {
      await page.locator('details.view-fold summary').click();
      await page.locator(`button[name=size][value="${step}"]`).click();
      await page.waitForLoadState();
      t.assert.equal(await html.getAttribute('data-size'), step);
      sizes.push(await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)));
    }
    t.assert.deepEqual(sizes, [...new Set(sizes)].sort((a, b) => a - b), 'each step is larger than the one before');
    await page.locator('details.view-fold summary').click();
    await page.locator('button[name=contrast][value=high]').click();
    await page.waitForLoadState();
    await page.locator('details.view-fold summary').click();
    await page.locator('button[name=lang][value=en]').click();
    await page.waitForLoadState();
    t.assert.equal(await html.getAttribute('lang'), 'en');
    // axe-core itself is a script of the page: it cannot run where scripts are off.
    if (scripts) await t.axe(page);
    t.assert.equal(new URL(page.url()).pathname, '/help', 'one stays where one was');

    // Another day: a new window of the same browser.
    const cookies = await page.context().storageState();
    const later = await t.page({ scripts, storageState: cookies });
    await t.open(later, '/');
    const kept = later.locator('html');
    t.assert.deepEqual(
      [await kept.getAttribute('data-size'), await kept.getAttribute('data-contrast'), await kept.getAttribute('lang')],
      ['5', 'high', 'en'],
    );
    t.assert.equal(/[가-힣]/.test(await later.locator('main').innerText()), false, 'the English home has no Korean left');
    if (scripts) await t.axe(later);
    await t.fitsNarrowPhone(later);
  }
});
