// When the scripts of the chat did not arrive, the page is loaded anew as soon as the service answers: words that were
// not sent wait in this tab, and only those scripts send them. Until then the plain forms of the page work.

import { keep, kept } from './kept.js';

const ALIVE = 'alive';
const TRY_EVERY_MS = 2000;
// Where something keeps the scripts away for good, the plain page must be left in peace.
const MOST_RELOADS = 3;

/** The chat's scripts are at work. */
export function isAlive() {
  document.documentElement.classList.add(ALIVE);
  keep('reloads', null);
}

async function tryAgain() {
  const reloads = kept('reloads', 0);
  if (reloads >= MOST_RELOADS) return;
  try {
    if (!(await fetch('/healthz', { cache: 'no-store' })).ok) throw new Error('not ready');
  } catch (unreached) {
    setTimeout(tryAgain, TRY_EVERY_MS);
    return;
  }
  keep('reloads', reloads + 1);
  keep('draft', document.getElementById('words').value || kept('draft', null));
  location.reload();
}

window.addEventListener('load', () => {
  const isChat = document.getElementById('words') !== null;
  if (isChat && !document.documentElement.classList.contains(ALIVE)) setTimeout(tryAgain, TRY_EVERY_MS);
});
