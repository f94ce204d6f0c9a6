// A journey: a sentence and what a person does. Files in journeys/ tell them; run.mjs runs them.
import assert from 'node:assert/strict';
import { axe, fitsNarrowPhone, scrollsSideways, smallTargets } from './axe.mjs';
import { everyStopIsVisible, focusOrder, tabTo } from './keyboard.mjs';
import { shot } from './pictures.mjs';
import { signInAs } from './signin.mjs';
import { settled, trackRequests, watch } from './watch.mjs';

export const told = [];

/** Tells a journey. `options`: `workspace` (demo or empty), `timeout` in milliseconds, `stage` (own server, selftest). */
export function journey(name, walk, options = {}) {
  told.push({ name, walk, timeout: 60_000, workspace: 'demo', ...options });
}

/** What a journey is handed: `t`. Every context it opens is watched and closed by the runner. */
export class Traveller {
  constructor(browser, home) {
    this.browser = browser;
    this.dure = home;
    this.url = home.url;
    this.visits = [];
    this.assert = assert;
  }

  /** A new page in a fresh context, like a new person at a computer. `{ scripts: false }` turns JavaScript off. */
  async page({ scripts = true, width = 1280, height = 800, locale = 'ko-KR', ...more } = {}) {
    const context = await this.browser.newContext({
      javaScriptEnabled: scripts, viewport: { width, height }, locale, timezoneId: 'Asia/Seoul',
      reducedMotion: 'reduce', ...more,
    });
    context.setDefaultTimeout(10_000);
    trackRequests(context);
    const watcher = watch(context, this.url);
    const page = await context.newPage();
    this.visits.push({ context, page, watcher });
    return page;
  }

  /** Opens an address of the program and insists on the status. */
  async open(page, path, status = 200) {
    const answer = await page.goto(this.url + path);
    assert.equal(answer.status(), status, `status of ${path}`);
    return answer;
  }

  /** The bars that every screen must clear: axe, target sizes, visible focus, nothing sideways on a narrow phone. */
  async clears(page, { targets = true, focus = true } = {}) {
    await axe(page);
    if (targets) assert.deepEqual(await smallTargets(page), [], `targets under 48 px on ${page.url()}`);
    if (focus) await everyStopIsVisible(page);
    await fitsNarrowPhone(page);
  }

  signInAs(page, role) { return signInAs(page, this.url, role); }
  axe(page, options) { return axe(page, options); }
  smallTargets(page, least) { return smallTargets(page, least); }
  scrollsSideways(page) { return scrollsSideways(page); }
  fitsNarrowPhone(page) { return fitsNarrowPhone(page); }
  shot(page, name, options) { return shot(page, name, options); }
  settled(page, options) { return settled(page, options); }
  tabTo(page, locator, most) { return tabTo(page, locator, most); }
  focusOrder(page, most) { return focusOrder(page, most); }

  /** The problems so far, which then no longer count: for a journey that provokes one on purpose. */
  takeProblems() {
    return this.visits.flatMap(({ watcher }) => watcher.take());
  }

  /** No page may have asked another host, thrown, broken the content policy or met a fault. */
  noProblems() {
    const problems = this.visits.flatMap(({ watcher }) => watcher.problems());
    assert.deepEqual(problems, [], 'what the pages must never do');
  }
}
