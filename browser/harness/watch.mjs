// Records what a page must never do: ask another host, fail in a script, be refused by its own policy, meet a fault.

/** Watches every page of a context; `problems()` is a list of sentences, empty when all is well. */
export function watch(context, home) {
  const host = new URL(home).host;
  const problems = [];
  const note = (text) => problems.includes(text) || problems.push(text);

  const judge = (address) => {
    const url = new URL(address);
    if (['data:', 'blob:', 'about:'].includes(url.protocol)) return;
    if (url.host !== host) note(`request to another host: ${url.host}`);
  };
  context.on('request', (request) => judge(request.url()));
  context.on('response', (response) => {
    if (response.status() >= 500) note(`status ${response.status()} from ${new URL(response.url()).pathname}`);
  });
  context.on('weberror', (error) => note(`script error: ${error.error().message}`));
  context.on('console', (message) => {
    // A refusal is an answer with a page (403, 409, 422 …): the browser logs it, the journey judges it.
    if (message.type() === 'error' && !/the server responded with a status of 4\d\d/.test(message.text())) {
      note(`console: ${message.text()}`);
    }
  });
  context.on('page', (page) => page.on('websocket', (socket) => judge(socket.url().replace(/^ws/, 'http'))));
  return { problems: () => [...problems], take: () => problems.splice(0) };
}

/** Waits until a page rests: loaded, and nothing in flight but event streams, which stay open by design. */
export async function settled(page, { quiet = 250, timeout = 10_000 } = {}) {
  const open = page.inFlight;
  const end = Date.now() + timeout;
  await page.waitForLoadState('load', { timeout });
  let since = Date.now();
  while (Date.now() - since < quiet) {
    if (open.size > 0) since = Date.now();
    if (Date.now() > end) throw new Error(`not at rest after ${timeout} ms: ${[...open].map((r) => r.url()).join(', ')}`);
    await page.waitForTimeout(50);
  }
}

/** Keeps `page.inFlight`: the requests without an answer yet, event streams left out. */
export function trackRequests(context) {
  context.on('page', (page) => {
    page.inFlight = new Set();
    const done = (request) => page.inFlight.delete(request);
    page.on('request', (request) => request.resourceType() === 'eventsource' || page.inFlight.add(request));
    page.on('requestfinished', done);
    page.on('requestfailed', done);
    page.on('response', (response) => {
      if ((response.headers()['content-type'] ?? '').startsWith('text/event-stream')) done(response.request());
    });
    page.on('framenavigated', (frame) => frame === page.mainFrame() && page.inFlight.clear());
  });
}
