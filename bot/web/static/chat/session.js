// Asks for the talk as early as can be: while the other scripts are still on their way over a slow line.

import { page } from './page.js';
import { answerOf, post } from './waiting.js';

// What the page's own first lines asked for must not keep the next try waiting for ever.
const FIRST_TRY_MS = 15000;

export function openTalk() {
  return post('/v1/session', { language: document.documentElement.lang }).catch(() => null);
}

async function early() {
  const response = await window.talkOnItsWay;
  return response && answerOf(response);
}

function orNothing(answer) {
  return Promise.race([answer.catch(() => null), new Promise((give) => setTimeout(give, FIRST_TRY_MS, null))]);
}

/** The first try, under way already; none when the page came with its talk. */
export const firstTry = page.is_started ? null : orNothing(window.talkOnItsWay ? early() : openTalk());
