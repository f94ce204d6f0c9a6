// Screenshots: of every page for the person who looks into a failure, of a few for the documentation.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ARTIFACTS = process.env.DURE_ARTIFACTS ?? join(tmpdir(), `dure-browser-${process.getuid?.() ?? 'me'}`);
const PICTURES = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const WIDTHS = [1280, 360];

/**
 * Takes a picture at both widths into the artifacts folder. With `{ readme: true }` and UPDATE_SCREENSHOTS=1 it also
 * writes the documentation's picture, compressed; it begins at the element `at`, else at the top of the page.
 */
export async function shot(page, name, { readme = false, fullPage = true, at = null } = {}) {
  const before = page.viewportSize();
  mkdirSync(ARTIFACTS, { recursive: true });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width > 700 ? 800 : 740 });
    const file = join(ARTIFACTS, `${name}-${width}.png`);
    await page.screenshot({ path: file, fullPage, animations: 'disabled', caret: 'hide' });
    if (readme && process.env.UPDATE_SCREENSHOTS === '1') await forTheReadme(page, `${name}-${width}.png`, at);
  }
  if (before) await page.setViewportSize(before);
}

// The documentation shows one screenful, in a palette: a tenth of the size, and text stays sharp.
async function forTheReadme(page, file, at) {
  await page.evaluate(() => scrollTo(0, 0));
  if (at) await page.locator(at).evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
  const raw = join(ARTIFACTS, `readme-${file}`);
  await page.screenshot({ path: raw, fullPage: false, animations: 'disabled', caret: 'hide' });
  mkdirSync(PICTURES, { recursive: true });
  execFileSync('pngquant', ['--force', '--strip', '--speed', '1', '--output', join(PICTURES, file), '128', raw]);
}
