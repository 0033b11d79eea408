// The print button works only with scripts, so it stays hidden without them; the browser's own menu prints too.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
