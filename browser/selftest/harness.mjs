// The harness tried on pages of its own: every helper must pass on the good page and fail on the bad one.
import { createServer } from 'node:http';
import { journey } from '../harness/journey.mjs';

const shell = (body, head = '') => `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>시험 화면</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  a, button, input { min-height: 48px; min-width: 48px; display: inline-block; box-sizing: border-box; font-size: 18px }
  :focus-visible { outline: 3px solid #0b50d0 }
</style>${head}</head><body><main>${body}</main></body></html>`;

const PAGES = {
  '/good': shell('<h1>현황</h1><p>읽을 글입니다.</p><a href="/next">다음 화면으로</a> <button>저장</button>'),
  '/next': shell('<h1>다음</h1>'),
  '/bad': shell('<h1>나쁨</h1><img src="/dot.svg"><p style="color:#ccc;background:#fff">흐린 글</p>'
    + '<button style="min-height:20px;height:20px">작음</button><div style="width:900px">넓음</div>'
    + '<a href="/next" style="outline:none">보이지 않음</a>'),
  '/foreign': shell('<h1>바깥</h1><img alt="" src="http://example.invalid/dot.png">'),
  '/throws': shell('<h1>오류</h1><script>throw new Error("boom")</script>'),
  '/policy': shell('<h1>정책</h1><script>document.title = "바뀜"</script>'),
  '/stream': shell('<h1>진행</h1><p id="now">0</p><script>'
    + 'new EventSource("/events").onmessage = (e) => { document.getElementById("now").textContent = e.data };'
    + 'fetch("/events?by=fetch");</script>'),
  '/noscript': shell('<h1>글자</h1><noscript><p id="plain">스크립트 없이</p></noscript>'
    + '<form method="post" action="/echo"><label>이름 <input name="who"></label><button>보내기</button></form>'),
  '/office/demo': shell('<h1>역할</h1><form method="post" action="/step"><button name="role" value="director">센터장</button></form>'),
  '/step': shell('<h1>센터장님 안녕하세요</h1>'),
};

function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://x');
  if (pathname === '/events') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 42\n\n');
    return;
  }
  if (pathname === '/echo') return void request.on('data', (data) => response.end(shell(`<h1 id="said">${data}</h1>`)));
  if (pathname === '/fault') return void response.writeHead(500).end(shell('<h1>탈</h1>'));
  if (pathname === '/dot.svg') return void response.writeHead(200, { 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg"/>');
  if (pathname === '/favicon.ico') return void response.writeHead(204).end();
  const policy = pathname === '/policy' || pathname === '/good' ? { 'content-security-policy': "default-src 'self'; style-src 'unsafe-inline'" } : {};
  response.writeHead(PAGES[pathname] ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...policy });
  response.end(PAGES[pathname] ?? shell('<h1>없음</h1>'));
}

async function stage() {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

const check = (name, walk) => journey(name, walk, { stage, timeout: 20_000 });

check('a good page under a strict content policy clears every bar', async (t) => {
  const page = await t.page();
  await t.open(page, '/good');
  await t.clears(page);
  await t.shot(page, 'selftest-good');
});

check('a bad page is found out by axe, by target size, by focus and by width', async (t) => {
  const page = await t.page({ width: 360 });
  await t.open(page, '/bad');
  await t.assert.rejects(t.axe(page), /image-alt[\s\S]*color-contrast|color-contrast[\s\S]*image-alt/);
  t.assert.equal((await t.smallTargets(page)).length, 1);
  t.assert.equal(await t.scrollsSideways(page), true);
  t.assert.deepEqual((await t.focusOrder(page)).map((stop) => stop.ring), [true, false]);
});

check('a request to another host is noticed and gets no answer', async (t) => {
  const page = await t.page();
  await t.open(page, '/foreign');
  await t.settled(page);
  t.assert.ok(t.takeProblems().includes('request to another host: example.invalid'));
});

check('an error in a script, a breach of the policy and a fault are noticed', async (t) => {
  const page = await t.page();
  await t.open(page, '/throws');
  t.assert.deepEqual(t.takeProblems(), ['script error: boom']);
  await t.open(page, '/policy');
  t.assert.match(t.takeProblems().join(), /Content Security Policy/);
  await t.open(page, '/fault', 500);
  t.assert.ok(t.takeProblems().includes('status 500 from /fault'));
});

check('a refused page is no problem of the harness', async (t) => {
  const page = await t.page();
  await t.open(page, '/nowhere', 404);
});

check('a page with open event streams comes to rest', async (t) => {
  const page = await t.page();
  await t.open(page, '/stream');
  await t.settled(page, { timeout: 5000 });
  t.assert.equal(await page.locator('#now').innerText(), '42');
});

check('a page works without JavaScript, form included', async (t) => {
  const page = await t.page({ scripts: false });
  await t.open(page, '/noscript');
  t.assert.equal(await page.locator('#plain').innerText(), '스크립트 없이');
  await page.getByLabel('이름').fill('dure');
  await page.getByRole('button', { name: '보내기' }).click();
  t.assert.equal(await page.locator('#said').innerText(), 'who=dure');
});

check('the keyboard reaches a control and presses it', async (t) => {
  const page = await t.page();
  await t.open(page, '/good');
  t.assert.equal(await t.tabTo(page, page.getByRole('link', { name: '다음 화면으로' })), 1);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/next');
});

check('one click on the page of roles signs in', async (t) => {
  const page = await t.page();
  await t.signInAs(page, 'director');
  t.assert.equal(await page.locator('h1').innerText(), '센터장님 안녕하세요');
  await t.assert.rejects(t.signInAs(page, 'nobody'), /no role nobody.*offered: director/);
});
