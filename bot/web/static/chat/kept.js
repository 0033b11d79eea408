// What is not sent yet, kept for this tab alone. A browser that refuses storage costs the reload, not the chat.

const PREFIX = 'doorway.';
const memory = new Map();

export function keep(name, value) {
  memory.set(name, value);
  try {
    if (value === null) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch (refused) {
    // Kept in memory above.
  }
}

export function kept(name, otherwise) {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    if (text !== null) return JSON.parse(text);
  } catch (refused) {
    // Read from memory below.
  }
  const value = memory.get(name);
  return value === undefined || value === null ? otherwise : value;
}

export function forgetAll() {
  memory.clear();
  try {
    sessionStorage.clear();
  } catch (refused) {
    // Nothing was stored.
  }
}
