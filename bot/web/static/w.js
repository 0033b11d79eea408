// The button on the clinic's site. Nothing of the chat is fetched before it is pressed, and the frame takes room only
// after the chat said that it is ready, so that one that fails to load never covers the page.
(function () {
  'use strict';
  var script = document.currentScript;
  var setup = __SETUP__;
  var origin = new URL(script.src).origin;
  var language = script.getAttribute('data-language') || document.documentElement.lang || '';
  var words = setup.words[language.slice(0, 2)] || setup.words.en;
  var isOpen = false;
  var isReady = false;
  var frame = null;
  var patience = 0;
  var presses = [];

  var place = document.createElement('div');
  var root = place.attachShadow({ mode: 'open' });
  var css = __STYLE__;
  try {
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch (old) {
    root.appendChild(document.createElement('style')).textContent = css;
  }

  function add(name, className, text) {
    var node = document.createElement(name);
    node.className = className;
    if (text) node.textContent = text;
    return root.appendChild(node);
  }

  var panel = add('div', 'panel');
  panel.id = 'panel';
  panel.hidden = true;
  panel.inert = true;
  var note = add('p', 'note');
  note.hidden = true;
  note.setAttribute('role', 'alert');
  var button = add('button', 'open', words.open);
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('aria-controls', 'panel');
  document.body.appendChild(place);

  function tell(word) {
    if (isReady) frame.contentWindow.postMessage({ doorway: word }, origin);
  }

  // On a small screen the panel covers the page, so nothing behind it may take the focus.
  function coverPage(isCovered) {
    var isSmall = isCovered && matchMedia('(max-width: 40em), (max-height: 30em)').matches;
    document.documentElement.style.overflow = isSmall ? 'hidden' : '';
    Array.prototype.forEach.call(document.body.children, function (node) {
      if (node === place) return;
      if (isSmall && !node.inert) node.inert = node.doorway = true;
      else if (!isSmall && node.doorway) node.inert = node.doorway = false;
    });
  }

  function show() {
    panel.hidden = panel.inert = false;
    coverPage(true);
    tell('shown');
    frame.focus();
    tell('focus');
  }

  function open() {
    isOpen = true;
    note.hidden = true;
    button.setAttribute('aria-expanded', 'true');
    button.textContent = words.close;
    if (isReady) return show();
    if (!frame) {
      frame = document.createElement('iframe');
      frame.title = words.frame;
      frame.addEventListener('load', function () {
        frame.contentWindow.postMessage({ doorway: 'hello' }, origin);
      });
      panel.appendChild(frame);
    }
    frame.src = origin + '/chat?language=' + (setup.words[language.slice(0, 2)] ? language.slice(0, 2) : 'en');
    // Rendered without room: a frame inside something hidden would not load in every browser.
    panel.hidden = false;
    patience = setTimeout(fail, 10000);
  }

  function close() {
    isOpen = false;
    clearTimeout(patience);
    tell('hidden');
    panel.hidden = panel.inert = true;
    coverPage(false);
    button.setAttribute('aria-expanded', 'false');
    button.textContent = words.open;
    button.focus();
  }

  function fail() {
    close();
    note.textContent = words.failed + ' ';
    var link = note.appendChild(document.createElement('a'));
    link.href = origin + '/chat';
    link.textContent = words.page;
    note.hidden = false;
  }

  function leave() {
    var cover = add('div', 'cover');
    panel.remove();
    location.replace(origin + '/exit');
    return cover;
  }

  button.addEventListener('click', function () { return isOpen ? close() : open(); });

  addEventListener('message', function (event) {
    if (!frame || event.origin !== origin || event.source !== frame.contentWindow) return;
    var word = event.data && event.data.doorway;
    if (word === 'ready') {
      clearTimeout(patience);
      isReady = true;
      panel.classList.add('ready');
      if (isOpen) show();
    }
    if (word === 'close') close();
    if (word === 'exit') leave();
  });

  addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && isOpen) close();
    if (event.key !== 'Shift') presses = [];
  });
  addEventListener('keyup', function (event) {
    if (event.key !== 'Shift' || !isOpen) return;
    presses = presses.concat(Date.now()).slice(-3);
    if (presses.length === 3 && presses[2] - presses[0] < 5000) leave();
  });
})();
