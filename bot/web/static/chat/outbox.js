// What the person sent and the server has not acknowledged: kept in order, sent one at a time, each under its own id
// until the answer comes. The server knows the id, so that sending again never makes it count twice.

import { kept, keep } from './kept.js';
import { newId } from './page.js';
import { delayMs, pause, post } from './waiting.js';

const GIVES_UP_QUIETLY_AFTER = 3;

/**
 * `handlers`: changed(), answered(entry, body), stale(entry, body), refused(entry, body),
 * ended(entry) -> whether the talk is really over,
 * notStored(entry, body): the try failed; `body` may still hold a card.
 */
export function createOutbox(handlers) {
  const entries = kept('outbox', []);
  let failures = 0;
  let isRunning = false;
  let isStopped = false;

  function save() {
    keep('outbox', entries.length ? entries : null);
    handlers.changed();
  }

  function add(message) {
    entries.push({ cid: newId(), ...message });
    save();
    run();
  }

  function drop() {
    failures = 0;
    return entries.shift();
  }

  async function run() {
    if (isRunning || isStopped) return;
    isRunning = true;
    while (entries.length && !isStopped) {
      const { shown, is_deletion: _, ...message } = entries[0];
      let answer = null;
      try {
        answer = await post('/v1/messages', message);
      } catch (unreached) {
        answer = { status: 0, body: {} };
      }
      if (isStopped) break;
      await settle(answer);
    }
    isRunning = false;
  }

  async function settle(answer) {
    const entry = entries[0];
    const { status, body } = answer;
    if (status >= 200 && status < 300 && body.seq !== null && body.seq !== undefined) {
      drop();
      // Shown first, forgotten after: a reload in between sends it again, and the server knows the id.
      handlers.answered(entry, body);
      save();
    } else if (status === 409) {
      drop();
      handlers.stale(entry, body);
      save();
    } else if (status === 401 && handlers.ended(entry)) {
      isStopped = true;
    } else if (status >= 400 && status < 500 && ![401, 408, 429].includes(status)) {
      drop();
      handlers.refused(entry, body);
      save();
    } else {
      failures += 1;
      handlers.notStored(entry, body);
      handlers.changed();
      await pause(delayMs(failures));
    }
  }

  return {
    add,
    run,
    entries: () => entries,
    isFailing: () => failures > 0,
    hasGivenUpQuietly: () => failures >= GIVES_UP_QUIETLY_AFTER,
    stop() {
      isStopped = true;
      entries.length = 0;
    },
  };
}
