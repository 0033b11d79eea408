// The quick way out. Loaded before everything else and needing nothing of it, so that it works while the rest fails.

import { forgetAll } from './kept.js';
import { tellHost, isFramed } from './host.js';

const PRESSES = 3;
const WITHIN_MS = 5000;

let hasLeft = false;
const listeners = [];

/** Runs when the person leaves, before anything else happens. */
export function onLeave(listener) {
  listeners.push(listener);
}

export function leave() {
  if (hasLeft) return;
  hasLeft = true;
  const cover = document.createElement('div');
  cover.className = 'blank';
  document.body.append(cover);
  for (const listener of listeners) listener();
  // Tabs beside this one show the same talk; they empty themselves (see main.js).
  if (window.BroadcastChannel) new BroadcastChannel('doorway').postMessage('left');
  forgetAll();
  for (const id of ['log', 'under']) {
    const node = document.getElementById(id);
    if (node) node.textContent = '';
  }
  const way = new URL(document.body.dataset.leave, location.href).href;
  // The address is replaced, so that Back goes to what came before the chat.
  if (isFramed()) {
    tellHost('exit');
    setTimeout(() => { window.top.location.replace(way); }, 250);
  } else {
    location.replace(way);
  }
}

let presses = [];

document.addEventListener('keyup', (event) => {
  if (event.key !== 'Shift') return;
  const now = Date.now();
  presses = presses.filter((at) => now - at < WITHIN_MS).concat(now);
  if (presses.length >= PRESSES) leave();
});
// Shift held for a capital letter is not a press.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Shift') presses = [];
});

document.getElementById('leave').addEventListener('click', (event) => {
  event.preventDefault();
  leave();
});

// Back may bring this page from the browser's memory with all that was said: ask the server for it anew instead.
window.addEventListener('pageshow', (event) => {
  if (event.persisted && hasLeft) location.reload();
});
