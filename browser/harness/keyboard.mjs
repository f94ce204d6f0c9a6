// Walking through a page without a mouse.

const describeFocus = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  const outlined = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
  // In a drawing the shape inside the link gets a thick line instead.
  const drawn = element instanceof SVGElement && [...element.querySelectorAll('*')].map((part) => getComputedStyle(part))
    .some(({ stroke, strokeWidth }) => stroke !== 'none' && parseFloat(strokeWidth) >= 3);
  const ring = outlined || drawn;
  const name = element.getAttribute('aria-label') || element.labels?.[0]?.innerText || element.innerText || element.value;
  return { tag: element.tagName.toLowerCase(), id: element.id, name: (name ?? '').trim().slice(0, 80), ring };
};

/** Presses Tab until the locator has the focus; throws when `most` presses were not enough. */
export async function tabTo(page, locator, most = 80) {
  const target = await locator.elementHandle();
  if (!target) throw new Error('tabTo: there is no such element');
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return presses;
  }
  throw new Error(`tabTo: not reached with ${most} presses of Tab: ${locator}`);
}

/** The stops that Tab makes, in order, until it leaves the page; each says whether the focus can be seen. */
export async function focusOrder(page, most = 200) {
  const stops = [];
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    let stop = await page.evaluate(describeFocus);
    if (!stop) break;
    if (!stop.ring) {
      // A look that fades in gets its moment.
      await page.waitForTimeout(250);
      stop = (await page.evaluate(describeFocus)) ?? stop;
    }
    stops.push(stop);
  }
  return stops;
}

/** Throws when a stop of Tab shows no focus ring. */
export async function everyStopIsVisible(page) {
  const hidden = (await focusOrder(page)).filter((stop) => !stop.ring);
  if (hidden.length > 0) throw new Error(`focus cannot be seen on ${JSON.stringify(hidden.slice(0, 5))}`);
}
