// What the server wrote into the page: words in the page's language, ids that stand alone, and where things are.

export const page = JSON.parse(document.body.dataset.page);
export const words = page.words;

export function byId(id) {
  return document.getElementById(id);
}

/** An element with its properties and children; `class` and `aria-*`, `data-*` go in as attributes. */
export function make(name, properties = {}, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key in node && key !== 'list') node[key] = value;
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children);
  return node;
}

/** An id nobody can guess, as a UUID; `crypto.randomUUID` is missing on plain HTTP and on old phones. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
