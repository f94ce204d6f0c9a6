// What anyone sees without signing in: the home and the situation.
import { journey } from '../harness/journey.mjs';

const PAGES = ['/', '/foresight'];

for (const path of PAGES) {
  journey(`a visitor opens ${path} and it clears every bar`, async (t) => {
    const page = await t.page();
    await t.open(page, path);
    await t.settled(page);
    t.assert.equal(await page.locator('h1').count(), 1, 'one main heading');
    t.assert.equal(await page.locator('html').getAttribute('lang'), 'ko');
    await t.shot(page, `public${path.replaceAll('/', '-').replace(/-$/, '-home')}`, { readme: true });
    await t.clears(page);
  });

  journey(`a visitor reads ${path} without JavaScript`, async (t) => {
    const page = await t.page({ scripts: false });
    await t.open(page, path);
    t.assert.ok((await page.locator('main').innerText()).trim().length > 100, 'the page has its text');
  });

  journey(`a visitor reads ${path} on a narrow phone`, async (t) => {
    const page = await t.page({ width: 360, height: 740 });
    await t.open(page, path);
    await t.axe(page);
    t.assert.equal(await t.scrollsSideways(page), false);
  });
}

journey('a visitor goes from the home to the situation by keyboard alone', async (t) => {
  const page = await t.page();
  await t.open(page, '/');
  await t.tabTo(page, page.locator('main a[href="/foresight"], main a[href^="/foresight?"]').first());
  await page.keyboard.press('Enter');
  await page.waitForURL('**/foresight*');
});

journey('the situation shows the official figures of 2022', async (t) => {
  const page = await t.page();
  await t.open(page, '/foresight');
  const text = await page.locator('main').innerText();
  for (const figure of ['45,696', '555']) t.assert.ok(text.includes(figure), `${figure} is on the page`);
});
