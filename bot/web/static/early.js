// Stands in the page itself, so that the talk is asked for before any other file has come over a slow line.
window.talkOnItsWay = fetch('/v1/session', {
  method: 'POST',
  cache: 'no-store',
  headers: { 'Content-Type': 'application/json', 'Accept-Language': document.documentElement.lang },
  body: JSON.stringify({ language: document.documentElement.lang }),
}).catch(() => null);
