// Turns one event of the conversation into elements, the same ones as templates/said.html.

import { make, words } from './page.js';

const TAPPABLE = /https?:\/\/[^\s<>]*[^\s<>.,;:!?)]|\b(?:1-)?[0-9]{3}-[0-9]{3}-[0-9]{4}\b/g;
const LONG_LETTERS = 160;
// Of a card, the warm sentence and the one clear action stand above its buttons; the rest stands below.
const CARD_LEAD = 2;

/** A line with its web addresses and phone numbers made tappable. */
function pieces(line) {
  const found = [];
  let end = 0;
  for (const match of line.matchAll(TAPPABLE)) {
    const text = match[0];
    found.push(line.slice(end, match.index));
    if (text.startsWith('http')) found.push(make('a', { href: text, target: '_blank', rel: 'noopener' }, [text]));
    else found.push(make('a', { href: `tel:${text}` }, [text]));
    end = match.index + text.length;
  }
  return [...found, line.slice(end)];
}

/** Paragraphs and lists of a text: lines that start with a dash or dot are a list, an empty line ends a block. */
function blocks(text) {
  const found = [];
  for (const line of text.split('\n')) {
    const item = /^\s*[-•]\s+(.*)$/.exec(line);
    const last = found[found.length - 1];
    if (!line.trim()) found.push(null);
    else if (last && last.isList === Boolean(item)) last.lines.push(item ? item[1] : line);
    else found.push({ isList: Boolean(item), lines: [item ? item[1] : line] });
  }
  return found.filter(Boolean).map((block) => {
    if (block.isList) return make('ul', { class: 'lines' }, block.lines.map((line) => make('li', {}, pieces(line))));
    const children = [];
    block.lines.forEach((line, index) => {
      if (index) children.push(make('br'));
      children.push(...pieces(line));
    });
    return make('p', {}, children);
  });
}

/** A review as a table: a first line that ends with a colon, then "topic: answer" lines. */
function overview(event) {
  if (event.question !== 'review') return null;
  const [first, ...lines] = event.text.split('\n');
  const rows = lines.filter((line) => line.includes(': '));
  if (!first.endsWith(':') || !rows.length) return null;
  const drawn = rows.map((line) => {
    const at = line.indexOf(': ');
    return make('div', {}, [make('dt', {}, [line.slice(0, at)]), make('dd', {}, [line.slice(at + 2)])]);
  });
  const rest = lines.filter((line) => line && !line.includes(': ')).map((line) => make('p', {}, [line]));
  return { heading: first.slice(0, -1), nodes: [make('dl', {}, drawn), ...rest] };
}

function heading(event, table) {
  if (event.kind === 'card' || event.kind === 'result') return words.headings[event.kind];
  return table ? table.heading : null;
}

function drawLinks(links) {
  return make('ul', { class: 'links' }, links.map((link) => {
    const isElsewhere = /^https?:/.test(link.href) && new URL(link.href).origin !== location.origin;
    const extra = isElsewhere ? { target: '_blank', rel: 'noopener' } : {};
    return make('li', {}, [make('a', { class: 'link-button', href: link.href, ...extra }, [link.label])]);
  }));
}

/** The list item of one event, without its answers. */
export function drawEvent(event) {
  const table = overview(event);
  const title = heading(event, table);
  const isBoxed = title !== null;
  const classes = [event.from, event.kind];
  if (isBoxed) classes.push('box', 'wide');
  const item = make('li', { class: classes.join(' '), id: `said-${event.seq}` });
  if (event.from === 'staff') item.append(make('p', { class: 'from' }, [words.frame.staff]));
  else item.append(make('span', { class: 'hidden' }, [event.from === 'person' ? words.frame.you : words.frame.helper]));
  if (isBoxed) item.append(make('h2', {}, [title]));
  const isLong = event.kind === 'prompt' && (event.text.length > LONG_LETTERS || event.text.includes('\n'));
  const isCard = event.kind === 'card';
  const paragraphs = table ? table.nodes : blocks(isCard ? event.text.replace(/\n/g, '\n\n') : event.text);
  const rest = isCard ? paragraphs.splice(CARD_LEAD) : [];
  item.append(make('div', { class: isLong ? 'said long' : 'said', id: `text-${event.seq}` }, paragraphs));
  if (event.links && event.links.length) item.append(drawLinks(event.links));
  if (rest.length) item.append(make('div', { class: 'said' }, rest));
  return item;
}

/** What is read aloud of an event. */
export function spoken(event) {
  const title = heading(event, null);
  const labels = (event.links || []).map((link) => link.label);
  return [title, event.text, ...labels].filter(Boolean).join('. ').replace(/\s+/g, ' ');
}

/** A line that is not sent yet. */
export function drawPending(entry, state) {
  return make('li', { class: 'person pending' }, [
    make('span', { class: 'hidden' }, [words.frame.you]),
    make('p', {}, [entry.shown]),
    make('small', {}, [state]),
  ]);
}

export function drawWriting() {
  const dots = make('span', { class: 'writing', 'aria-hidden': 'true' }, [make('i'), make('i'), make('i')]);
  return make('p', { id: 'writing' }, [make('span', { class: 'hidden' }, [words.connection.writing]), dots]);
}

