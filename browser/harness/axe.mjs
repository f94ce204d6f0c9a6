// Accessibility rules that a program can decide, by axe-core.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FATAL = new Set(['serious', 'critical']);

/** Runs axe-core; throws with rule, help and the elements when a finding is serious or critical. */
export async function axe(page, { include = null, without = [] } = {}) {
  // Through the debugger, not as a script element: the page's content policy stays untouched.
  await page.evaluate(SOURCE);
  const result = await page.evaluate(
    ([scope, tags, off]) =>
      window.axe.run(scope ?? document, {
        runOnly: { type: 'tag', values: tags },
        rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
        resultTypes: ['violations'],
      }),
    [include, TAGS, without],
  );
  const fatal = result.violations.filter((finding) => FATAL.has(finding.impact));
  if (fatal.length > 0) throw new Error(`${page.url()}\n${fatal.map(describe).join('\n')}`);
  return result.violations;
}

function describe({ id, impact, help, nodes }) {
  const places = nodes.slice(0, 5).map((node) => `    ${node.target.join(' ')}  ${node.html.slice(0, 160)}`);
  return `  [${impact}] ${id}: ${help} (${nodes.length})\n${places.join('\n')}`;
}

/** Elements one presses that are smaller than `least` CSS pixels in either direction; links inside text are exempt. */
export function smallTargets(page, least = 48) {
  return page.evaluate((least) => {
    const shown = (element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
    const inText = (element) => element.matches('a') && getComputedStyle(element).display === 'inline';
    // A box to tick is pressed through its label: the larger of the two counts.
    const box = (element) => {
      const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
      return { width: Math.max(...boxes.map((b) => b.width)), height: Math.max(...boxes.map((b) => b.height)) };
    };
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
      .filter((element) => shown(element) && !inText(element) && box(element).width > 1)
      .filter((element) => box(element).width < least - 0.5 || box(element).height < least - 0.5)
      .map((element) => {
        const { width, height } = box(element);
        return `${element.outerHTML.slice(0, 120)} is ${Math.round(width)} × ${Math.round(height)}`;
      });
  }, least);
}

/** True when the page must be scrolled sideways at its present width. */
export function scrollsSideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}

/** The outermost elements that reach past the right edge: what to look at when a page scrolls sideways. */
export function tooWide(page) {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth + 1;
    const inBox = (element) => element !== null && element !== document.body &&
      (getComputedStyle(element).overflowX !== 'visible' || inBox(element.parentElement));
    const wide = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility() &&
      element.getBoundingClientRect().right > edge && !inBox(element.parentElement));
    return wide.filter((element) => !wide.includes(element.parentElement)).slice(0, 4)
      .map((element) => `${element.outerHTML.slice(0, 100)} ends at ${Math.round(element.getBoundingClientRect().right)}`);
  });
}

/** Throws when the page must be scrolled sideways on a phone of 320 pixels. */
export async function fitsNarrowPhone(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  // A page laid out for a wide window needs a moment in a narrow one.
  for (let waits = 0; waits < 10 && (await scrollsSideways(page)); waits += 1) await page.waitForTimeout(100);
  if (await scrollsSideways(page)) {
    throw new Error(`${page.url()} scrolls sideways at 320 px:\n  ${(await tooWide(page)).join('\n  ')}`);
  }
  await page.setViewportSize(before);
}
