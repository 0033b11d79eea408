// Asks for the talk as early as can be: while the other scripts are still on their way over a slow line.

import { page } from './page.js';
import { post } from './waiting.js';

export function openTalk() {
  return post('/v1/session', { language: document.documentElement.lang }).catch(() => null);
}

/** The first try, under way already; none when the page came with its talk. */
export const firstTry = page.is_started ? null : openTalk();
