// Talks with the loader on the clinic's site when the chat stands in its frame. Words of the chat never cross.

const hosts = () => JSON.parse(document.body.dataset.hosts);
let hostOrigin = null;
const handlers = {};

export function isFramed() {
  return window.parent !== window;
}

/** Sends one bare word to the host page, and only after it proved to be one of the clinic's sites. */
export function tellHost(word) {
  if (hostOrigin) window.parent.postMessage({ doorway: word }, hostOrigin);
}

/** Calls the handler when the host says `focus`, `shown` or `hidden`. */
export function onHost(word, handler) {
  handlers[word] = handler;
}

window.addEventListener('message', (event) => {
  if (!isFramed() || event.source !== window.parent) return;
  if (event.origin !== location.origin && !hosts().includes(event.origin)) return;
  const word = event.data && event.data.doorway;
  if (word === 'hello') {
    hostOrigin = event.origin;
    tellHost('ready');
    const close = document.getElementById('close');
    if (close) close.hidden = false;
  }
  if (handlers[word]) handlers[word]();
});

if (isFramed()) {
  document.getElementById('close').addEventListener('click', () => tellHost('close'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) tellHost('close');
  });
}
