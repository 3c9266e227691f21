// An article: live view.
"use strict";
(function () {
  const root = document.querySelector("[data-article]");
  const address = root.dataset.article;
  const body = root.querySelector("[data-body]"), view = root.querySelector("[data-preview]");
  if (!body) return;
  let waiting = 0;
  async function render() {
    const told = await Desk.send(`${address}/preview`, { body: body.value, kind: document.getElementById("f-kind").value });
    if (told.fault) view.textContent = told.fault;
    else view.innerHTML = told.html; // cleaned by the site's own renderer; the page's policy allows no script of it
  }
  body.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(render, 300);
  });
  render();
})();
