// Passkeys: registered in one's own account, used to sign in, refused the second time, removed; the journal has it all.
import { startDure } from '../harness/dure.mjs';
import { journey } from '../harness/journey.mjs';
import { totp } from '../harness/totp.mjs';

const PASSWORD = '바람 부는 언덕의 느티나무 7';
const LOGIN = 'kim';

/** A server that knows its public address: the same one for every journey of this file. */
const stage = (server) => startDure({ server, kind: 'empty', host: 'localhost' });

/** An authenticator inside the browser: it has a user who is always there and always verified. */
async function authenticator(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
  const keys = async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
  return { keys };
}

/** Presses the page's passkey button and gives what the browser sent at the end of the ceremony. */
async function ceremony(t, page, end) {
  const sent = page.waitForRequest((request) => request.url().endsWith(`/passkey/${end}`));
  await page.locator('[data-passkey-go]').click();
  const request = await sent;
  const answer = await request.response();
  t.assert.equal(answer.status(), 200, 'the ceremony is accepted');
  return request.postData();
}

/** Sends the same answer again, as someone would who had listened. */
const again = (page, end, body) => page.evaluate(async ([path, text]) => {
  const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
  return { status: answer.status, text: await answer.text() };
}, [`/office/second-factor/passkey/${end}`, body]);

async function signIn(t, page) {
  await t.open(page, '/office/sign-in');
  await page.fill('input[name=login]', LOGIN);
  await page.fill('input[name=password]', PASSWORD);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL('**/office/second-factor');
}

/** A person of a fresh house, come in with an authenticator app. */
async function comeIn(t, page) {
  const said = t.dure.run('user', 'add', LOGIN, '--name', '예시 사용자', '--role', 'system-admin');
  const link = new URL(/https?:\/\/\S+/.exec(said)[0]);
  await t.open(page, link.pathname + link.search);
  await page.fill('input[name=password]', PASSWORD);
  await page.fill('input[name=again]', PASSWORD);
  await page.locator('main form button[type=submit]').click();
  await t.settled(page);
  await signIn(t, page);
  const secret = (await page.locator('section code').first().innerText()).trim();
  await page.fill('form[action$="/app"] input[name=code]', totp(secret));
  await page.locator('form[action$="/app"] button[type=submit]').click();
  await t.settled(page);
  t.assert.ok(await page.locator('.codes code').count() >= 8, 'recovery codes are shown once');
}

journey('a passkey is registered in the own account, signs in, cannot be replayed, and is removed', async (t) => {
  const page = await t.page();
  const key = await authenticator(page);
  await comeIn(t, page);

  await t.open(page, '/office/me');
  await page.locator('main a[href="/office/second-factor"]').click();
  await t.settled(page);
  await t.clears(page);
  const registered = await ceremony(t, page, 'registered');
  await page.waitForURL('**/office/me');
  t.assert.equal(await key.keys(), 1, 'the authenticator holds the key');
  t.assert.equal(await page.locator('form[action*="/office/me/passkeys/"]').count(), 1, 'the account shows it');
  await t.clears(page);
  const twice = await again(page, 'registered', registered);
  t.assert.equal(twice.status, 422, 'the challenge of a registration works once');
  t.assert.match(twice.text, /패스키를 확인하지 못했습니다/);

  await page.locator('form[action*="/office/sign-out"] button').first().click();
  await t.settled(page);
  await signIn(t, page);
  await t.clears(page);
  const checked = await ceremony(t, page, 'checked');
  await page.waitForURL((url) => url.pathname === '/');
  await t.open(page, '/office/users');
  const replayed = await again(page, 'checked', checked);
  t.assert.equal(replayed.status, 422, 'the challenge of a sign-in works once');
  t.takeProblems();

  await t.open(page, '/office/me');
  await page.locator('form[action*="/office/me/passkeys/"] button').click();
  await t.settled(page);
  t.assert.equal(await page.locator('form[action*="/office/me/passkeys/"]').count(), 0, 'the account has it no more');

  await signInWithoutKey(t);
  const answer = await page.request.get(`${t.url}/api/office/journal?deed=office.passkey-`);
  const { rows } = await answer.json();
  t.assert.deepEqual(rows.map(({ deed }) => deed).reverse(),
    ['office.passkey-added', 'office.passkey-given', 'office.passkey-removed']);
  t.assert.match(t.dure.run('audit', 'verify'), /\d/);
}, { stage });

/** Without a key of theirs a person is not asked for one. */
async function signInWithoutKey(t) {
  const page = await t.page();
  await signIn(t, page);
  t.assert.equal(await page.locator('[data-passkey-go]').count(), 0, 'a removed passkey is not asked for');
}
