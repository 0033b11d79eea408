// Pauses between tries: random up to a limit that doubles, so that many phones do not come back at the same moment.

const FIRST_MS = 500;
const LONGEST_MS = 15000;

/** Full jitter: anything from a little above zero to the limit for this try (1, 2, 3 ...). */
export function delayMs(tries) {
  const limit = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 10));
  return 50 + Math.random() * (limit - 50);
}

const sleepers = new Set();

/** Resolves after the time, or at once when `hurry` is called. */
export function pause(ms) {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      sleepers.delete(wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    sleepers.add(wake);
  });
}

export function hurry() {
  for (const wake of [...sleepers]) wake();
}

/** `fetch` that gives up: a phone between two networks can keep a request open for minutes. */
export async function ask(url, options = {}, limitMs = 15000) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), limitMs);
  try {
    // The language of the page, not of the browser, is the one the answer should have.
    const headers = { 'Accept-Language': document.documentElement.lang, ...options.headers };
    const response = await fetch(url, { cache: 'no-store', signal: stopper.signal, ...options, headers });
    return await answerOf(response);
  } finally {
    clearTimeout(timer);
  }
}

/** What a response says: its status, and its JSON or nothing. */
export async function answerOf(response) {
  const text = await response.text();
  let body = {};
  try {
    body = JSON.parse(text);
  } catch (notJson) {
    // An error page of something in between; the status says enough.
  }
  return { status: response.status, ok: response.ok, body };
}

export function post(url, body) {
  return ask(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}
