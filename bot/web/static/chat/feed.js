// What the server says, kept whole: events are shown in the order of their numbers, and a gap is asked for again.

import { ask, delayMs, pause } from './waiting.js';

const POLL_MS = 3000;
const GATHER_MS = 40;
const FAILURES_BEFORE_POLLING = 2;
const TRY_STREAM_AGAIN_MS = 60000;

/** `handlers`: events(list, isFirst), passing(event) for one without a number, ended(). */
export function createFeed(handlers) {
  let last = 0;
  let stream = null;
  let streamFailures = 0;
  let isPolling = false;
  let isWanted = false;
  let isStopped = false;
  let asking = null;
  const arrived = [];

  /** Takes events in any order, some of them known, and hands on what comes next. */
  function take(list, isFirst = false) {
    const fresh = [];
    let hasGap = false;
    const numbered = list.filter((event) => event.seq !== null && event.seq !== undefined);
    for (const event of list) if (!numbered.includes(event)) handlers.passing(event);
    numbered.sort((one, other) => one.seq - other.seq);
    for (const event of numbered) {
      if (event.seq === last + 1) {
        last = event.seq;
        fresh.push(event);
      } else if (event.seq > last) {
        hasGap = true;
      }
    }
    if (fresh.length) handlers.events(fresh, isFirst);
    return hasGap ? catchUp() : Promise.resolve(true);
  }

  /** Asks for what is missing. True when the server answered; false when it could not be reached. */
  function catchUp() {
    if (!asking) asking = askForMissing().finally(() => { asking = null; });
    return asking;
  }

  async function askForMissing() {
    let before = -1;
    while (!isStopped && before !== last) {
      before = last;
      let answer = null;
      try {
        answer = await ask(`/v1/events?after=${last}`);
      } catch (unreached) {
        return false;
      }
      if (isStopped) return false;
      if (answer.status === 401) {
        handlers.ended();
        return false;
      }
      if (!answer.ok) return false;
      const events = answer.body.events || [];
      if (!events.length) break;
      const isFirst = before === 0;
      const next = events.filter((event) => event.seq > last).sort((one, other) => one.seq - other.seq);
      for (const event of next) last = event.seq;
      if (next.length) handlers.events(next, isFirst);
    }
    return true;
  }

  function open() {
    isWanted = true;
    if (isStopped || stream || isPolling) return;
    if (!window.EventSource || streamFailures >= FAILURES_BEFORE_POLLING) {
      poll();
      return;
    }
    stream = new EventSource(`/v1/stream?after=${last}`);
    stream.onopen = () => {
      streamFailures = 0;
    };
    stream.onmessage = (message) => {
      // The lines of one reply come one by one; shown together, the page moves and is read aloud once.
      if (!arrived.length) {
        setTimeout(() => {
          if (!isStopped) take(arrived.splice(0));
        }, GATHER_MS);
      }
      arrived.push(JSON.parse(message.data));
    };
    stream.onerror = async () => {
      if (!stream) return;
      stream.close();
      stream = null;
      streamFailures += 1;
      await pause(delayMs(streamFailures));
      if (!isWanted || isStopped) return;
      await catchUp();
      if (isWanted) open();
    };
  }

  async function poll() {
    isPolling = true;
    const since = Date.now();
    let failures = 0;
    while (isWanted && !isStopped && Date.now() - since < TRY_STREAM_AGAIN_MS) {
      failures = (await catchUp()) ? 0 : failures + 1;
      await pause(failures ? delayMs(failures + 2) : POLL_MS);
    }
    isPolling = false;
    streamFailures = 0;
    if (isWanted && !isStopped) open();
  }

  function close() {
    isWanted = false;
    if (stream) stream.close();
    stream = null;
  }

  return {
    take,
    catchUp,
    open,
    close,
    last: () => last,
    stop() {
      isStopped = true;
      close();
    },
  };
}
