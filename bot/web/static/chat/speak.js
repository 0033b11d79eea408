// Says the newest reply to a screen reader: one hidden place, filled once per reply, after the focus has settled.

import { byId } from './page.js';

const SETTLED_MS = 250;

let waiting = '';
let timer = null;

function restart() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (!waiting) return;
    byId('announcer').textContent = waiting;
    waiting = '';
  }, SETTLED_MS);
}

export function speak(text) {
  waiting = waiting ? `${waiting} ${text}` : text;
  restart();
}

// A reader that is still reading what got the focus would drop the words.
document.addEventListener('focusin', () => {
  if (waiting) restart();
});
