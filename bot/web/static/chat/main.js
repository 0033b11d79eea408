// The chat page: takes over from the plain forms the server wrote, and falls back to them when it can not.

import { isAlive } from './again.js';
import { drawAnswers } from './answers.js';
import { drawEvent, drawPending, drawWriting, spoken } from './draw.js';
import { createFeed } from './feed.js';
import { isFramed, onHost } from './host.js';
import { keep, kept } from './kept.js';
import { onLeave } from './leave.js';
import { createOutbox } from './outbox.js';
import { byId, make, page, words } from './page.js';
import { firstTry, openTalk } from './session.js';
import { speak } from './speak.js';
import { delayMs, hurry, pause, post } from './waiting.js';

const WRITING_AFTER_MS = 400;
// So long may words that may mean danger be on their way before the page shows the numbers itself.
const DANGER_WAITS_MS = 2500;
// So long may the first reply take before the person can write all the same.
const WRITE_ANYWAY_AFTER_MS = 1500;
const box = byId('words');
const log = byId('log');
const under = byId('under');
// English and Spanish words that may mean danger. Wide on purpose: nobody is harmed by numbers they did not need.
const MAY_MEAN_DANGER = new RegExp(
  'kill|suicid|die|dead|dying|hurt|harm|overdos|\\bod\\b|wake|breath|blue|seiz|shak|gun|pills|end it|cut' +
  '|matar|mori|muer|daño|lastim|golpe|sobredosis|despiert|respir|azul|convuls|tembl|arma|pastilla|acabar',
  'i',
);

const NAMES_A_LANGUAGE = /espa[nñ]ol|spanish|english|ingl[eé]s/i;

let openPrompt = null; // { event, forms }
let typedFields = {};
let hasAnswered = false;
let isWaitingForReply = false;
let hasStarted = false;
let hasEnded = false;
let isCardShown = false; // since the last words that may mean danger
let isErased = false;
let isShown = true;

const feed = createFeed({ events: showEvents, passing: showPassing, ended: chatEnded });
const outbox = createOutbox({
  changed: drawUnder,
  answered(entry, body) {
    if (entry.kind === 'form' && !(body.events || []).some((event) => (event.fields || []).length)) typedFields = {};
    isWaitingForReply = false;
    tell('');
    if (!isDangerWaiting()) byId('own-card').hidden = true;
    isErased = entry.is_deletion;
    feed.take(body.events || []);
    if (body.seq > feed.last() || isErased) feed.catchUp();
    if (entry.kind === 'text' && NAMES_A_LANGUAGE.test(entry.text)) followLanguage();
  },
  async stale(entry, body) {
    isWaitingForReply = false;
    await feed.catchUp();
    reopen(body.prompt || (body.error && body.error.prompt));
    tell(words.connection.stale);
  },
  refused(entry, body) {
    isWaitingForReply = false;
    if (entry.kind === 'text' && !box.value) {
      box.value = entry.text;
      keep('draft', box.value);
      fitBox();
    }
    if (openPrompt) setBusy(false);
    tell((body.error && body.error.message) || words.connection.refused);
  },
  notStored(entry, body) {
    for (const event of body.events || []) if (event.seq === null) showPassing(event, entry.cid);
    if (isDangerWaiting()) showOwnCard();
    if (outbox.hasGivenUpQuietly()) tell(navigator.onLine === false ? words.connection.offline : words.connection.unsent);
  },
  ended(entry) {
    isErased = entry.is_deletion;
    return chatEnded();
  },
});

// -- showing --------------------------------------------------------------------------------------------

function showEvents(events, isFirst) {
  const hadFocus = openPrompt && openPrompt.forms.some((form) => form.contains(document.activeElement));
  if (isFirst) {
    log.textContent = '';
    openPrompt = null;
  }
  log.hidden = false;
  if (!outbox.entries().length) isWaitingForReply = false;
  for (const event of events) {
    if (event.from === 'person') isWaitingForReply = outbox.entries().length > 0;
    if (event.kind === 'card' && !isFirst) isCardShown = byId('own-card').hidden = true;
    const item = drawEvent(event);
    if (!isFirst) item.classList.add('new');
    log.append(item);
    followPrompt(event, item);
  }
  drawUnder();
  const said = events.filter((event) => event.from !== 'person');
  const toSpeak = isFirst ? said.slice(lastTurn(said)) : said;
  if (toSpeak.length) {
    const lostFocus = document.activeElement === document.body || document.activeElement === null;
    if (hadFocus || (lostFocus && !isFirst)) focusAnswers();
    speak(toSpeak.map(spoken).join(' '));
  }
  if (said.length || isFirst) scrollToNewest(events, isFirst);
}

/** Where the newest reply begins in a conversation that is shown whole. */
function lastTurn(said) {
  const last = said[said.length - 1];
  return last && last.kind === 'prompt' && said.length > 1 && said.length <= 3 ? 0 : said.length - 1;
}

/**
 * The last prompt is open, unless it was answered and the reply asked nothing new. A notice is no reply.
 * The server follows the same rule for the plain page.
 */
function followPrompt(event, item) {
  if (event.kind === 'prompt') {
    hasAnswered = false;
    openAnswers(event, item);
  } else if (event.from === 'person') {
    hasAnswered = true;
  } else if (hasAnswered && event.from === 'bot' && event.kind !== 'notice') {
    closeAnswers();
  }
}

function openAnswers(event, item) {
  closeAnswers();
  const forms = drawAnswers(event, typedFields, (answer) => {
    if (forms[0].getAttribute('aria-busy') === 'true') return;
    setBusy(true);
    const isDeletion = event.question === 'delete' && answer.options[0] === 'yes';
    send({ prompt_id: event.prompt_id, ...answer, is_deletion: isDeletion });
  });
  openPrompt = { event, forms, item };
  item.append(...forms);
}

function closeAnswers() {
  if (openPrompt) for (const form of openPrompt.forms) form.remove();
  openPrompt = null;
}

function reopen(prompt) {
  if (!prompt) {
    closeAnswers();
    return;
  }
  if (openPrompt && openPrompt.event.prompt_id === prompt.prompt_id) {
    setBusy(false);
    return;
  }
  const item = byId(`said-${prompt.seq}`);
  if (item) openAnswers(prompt, item);
  focusAnswers();
}

function setBusy(isBusy) {
  for (const form of openPrompt.forms) form.setAttribute('aria-busy', String(isBusy));
}

/** An event that is not part of the stored conversation: the card while nothing can be stored. */
function showPassing(event, cid) {
  const mark = `passing-${cid || event.text.length}`;
  if (document.querySelector(`[data-mark="${mark}"]`)) return;
  const item = drawEvent({ ...event, seq: mark });
  item.setAttribute('data-mark', mark);
  if (event.kind === 'card') isCardShown = byId('own-card').hidden = true;
  const list = make('ol', { class: 'log plain' }, [item]);
  under.before(list);
  speak(spoken(event));
  item.scrollIntoView({ block: 'nearest' });
}

function showOwnCard() {
  const card = byId('own-card');
  if (!card.hidden) return;
  card.hidden = false;
  speak(card.textContent.replace(/\s+/g, ' '));
  card.scrollIntoView({ block: 'nearest' });
}

/** Whether words that may mean danger got no card and have not come through, be it behind others that wait too. */
function isDangerWaiting() {
  return !isCardShown && outbox.entries().some((entry) => entry.kind === 'text' && MAY_MEAN_DANGER.test(entry.text));
}

let told = '';

function tell(text) {
  if (text === told) return;
  told = text;
  const state = byId('state');
  state.hidden = !text;
  state.textContent = '';
  if (!text) return;
  // Phone numbers in these words can be called by a tap.
  const parts = text.split(page.phone);
  parts.forEach((part, index) => {
    if (index) state.append(make('a', { href: `tel:${page.phone}` }, [page.phone]));
    state.append(part);
  });
  speak(text);
  state.scrollIntoView({ block: 'nearest' });
}

let writingTimer = null;

function drawUnder() {
  under.textContent = '';
  clearTimeout(writingTimer);
  const entries = outbox.entries();
  if (!entries.length && !isWaitingForReply) return;
  const waiting = entries.slice(isWaitingForReply ? 1 : 0);
  const state = outbox.isFailing() ? words.connection.waiting : words.connection.sending;
  if (waiting.length) {
    under.append(make('ol', { class: 'log plain' }, waiting.map((entry) => drawPending(entry, state))));
  }
  if (!outbox.isFailing()) {
    writingTimer = setTimeout(() => {
      under.append(drawWriting());
      if (isNearEnd()) under.scrollIntoView({ block: 'end' });
    }, WRITING_AFTER_MS);
  }
  if (waiting.length && isShown) under.scrollIntoView({ block: 'nearest' });
}

function isNearEnd() {
  const page_ = document.documentElement;
  return page_.scrollHeight - window.innerHeight - window.scrollY < 400;
}

function scrollToNewest(events, isFirst) {
  if (isFirst && events.length < 4) return;
  // The start of the reply goes under the bar, so that reading begins there and not at its end.
  const firstSaid = isFirst ? events[events.length - 1] : events.find((event) => event.from !== 'person');
  const target = byId(`said-${firstSaid.seq}`);
  const before = target.previousElementSibling;
  const top = before && before.classList.contains('person') ? before : target;
  top.scrollIntoView({ block: 'start', behavior: isFirst || isStill() ? 'auto' : 'smooth' });
}

function isStill() {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function focusAnswers() {
  const target = openPrompt ? openPrompt.forms[0] : log;
  const summary = target.querySelector('.summary');
  (summary || target).focus({ preventScroll: true });
}

/** Keeps the room that the bars take in step with their heights, which change with the size of the text. */
function measureBars() {
  const style = document.documentElement.style;
  style.scrollPaddingTop = `${document.querySelector('.top').offsetHeight + 12}px`;
  style.scrollPaddingBottom = `${byId('bottom').offsetHeight + 12}px`;
}

// -- sending --------------------------------------------------------------------------------------------

function send(message) {
  byId('menu').open = false;
  if (message.kind === 'text') isCardShown = false;
  outbox.add(message);
  if (isDangerWaiting()) setTimeout(() => isDangerWaiting() && showOwnCard(), hasStarted ? DANGER_WAITS_MS : 0);
}

function sendText(text) {
  send({ kind: 'text', text, shown: text });
}

byId('write').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (!text) {
    box.focus();
    return;
  }
  box.value = '';
  keep('draft', null);
  fitBox();
  sendText(text);
});

box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId('write').requestSubmit ? byId('write').requestSubmit() : byId('write').querySelector('button').click();
});

box.addEventListener('input', () => {
  keep('draft', box.value || null);
  fitBox();
});

function fitBox() {
  box.rows = Math.min(5, Math.max(1, box.value.split('\n').length, Math.ceil(box.value.length / 38)));
}

byId('menu').querySelector('form').addEventListener('submit', (event) => event.preventDefault());
for (const button of byId('menu').querySelectorAll('button')) {
  button.addEventListener('click', () => {
    byId('menu').querySelector('summary').focus();
    sendText(button.value);
  });
}
byId('menu').addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !byId('menu').open) return;
  event.preventDefault();
  byId('menu').open = false;
  byId('menu').querySelector('summary').focus();
});
document.addEventListener('click', (event) => {
  if (!byId('menu').contains(event.target)) byId('menu').open = false;
});

// -- starting, ending, coming back ----------------------------------------------------------------------

async function start() {
  // A person in danger must be able to write, whatever is slow or broken.
  setTimeout(() => { byId('bottom').hidden = hasEnded; }, WRITE_ANYWAY_AFTER_MS);
  for (let tries = 1; !hasStarted && !hasEnded; tries += 1) {
    if (page.is_started) {
      hasStarted = await feed.catchUp();
    } else {
      // Where it fails, the form of the plain page stays, and the next try follows.
      const answer = await (tries === 1 ? firstTry : openTalk());
      if (answer && answer.ok) {
        page.is_started = true;
        if (byId('start')) byId('start').remove();
        byId('bottom').hidden = false;
        const events = answer.body.events || [];
        isWaitingForReply = !events.length;
        await feed.take(events, true);
        hasStarted = true;
        drawUnder();
      }
    }
    if (hasStarted || hasEnded) break;
    byId('bottom').hidden = false;
    if (tries >= 2) tell(words.connection.unsent);
    await pause(delayMs(tries));
  }
  if (hasEnded) return;
  tell('');
  outbox.run();
  if (isVisible()) feed.open();
}

/** A page in one language around a talk in the other helps nobody: the server writes it anew. */
async function followLanguage() {
  const answer = await post('/v1/session', {}).catch(() => null);
  const isOther = answer && answer.ok && answer.body.language !== document.documentElement.lang;
  if (isOther && !outbox.entries().length) location.reload();
}

/**
 * The chat was ended or deleted, here or in another tab: nothing of it stays on the screen.
 * False while none has begun: then the server only says that there is none yet.
 */
function chatEnded() {
  if (!hasStarted) {
    page.is_started = false;
    return false;
  }
  if (hasEnded) return true;
  hasEnded = true;
  const unsent = outbox.entries().filter((entry) => entry.kind === 'text').map((entry) => entry.text).join('\n');
  feed.stop();
  outbox.stop();
  closeAnswers();
  log.textContent = '';
  under.textContent = '';
  keep('outbox', null);
  keep('draft', [unsent, box.value].filter(Boolean).join('\n') || null);
  byId('bottom').hidden = true;
  tell(isErased ? words.connection.erased : words.connection.ended);
  byId('state').append(make('p', { class: 'buttons' }, [make('a', { class: 'main-button', href: '/chat' }, [words.connection.new_chat])]));
  return true;
}

function isVisible() {
  return isShown && document.visibilityState !== 'hidden';
}

function wake() {
  if (hasEnded) return;
  hurry();
  if (!hasStarted) return;
  if (isVisible()) {
    feed.catchUp();
    feed.open();
    outbox.run();
  } else {
    feed.close();
  }
}

if (window.BroadcastChannel) new BroadcastChannel('doorway').onmessage = chatEnded;
window.addEventListener('online', wake);
window.addEventListener('pageshow', wake);
window.addEventListener('pagehide', () => feed.close());
document.addEventListener('visibilitychange', wake);
onHost('shown', () => { isShown = true; wake(); });
onHost('hidden', () => { isShown = false; wake(); });
onHost('focus', focusAnswers);
onLeave(() => {
  hasEnded = true;
  feed.stop();
  outbox.stop();
  box.value = '';
});

if (window.ResizeObserver) {
  const watcher = new ResizeObserver(measureBars);
  watcher.observe(document.querySelector('.top'));
  watcher.observe(byId('bottom'));
}
if (isFramed()) document.documentElement.classList.add('framed');
box.value = kept('draft', '');
fitBox();
drawUnder();
isAlive();
start();
