// The way out: start work, follow it, and show what it said; and the history.
"use strict";
(function () {
  const one = (name) => document.querySelector(`[data-${name}]`);
  const fault = one("fault");
  function fail(text) {
    fault.textContent = text || "";
    fault.hidden = !text;
  }
  async function follow() {
    one("progress").hidden = false;
    one("good").hidden = true;
    const log = one("log");
    let state;
    do {
      await new Promise((go) => setTimeout(go, 600));
      state = await (await fetch("/out/state")).json();
      const said = state.events.filter((event) => event.said);
      log.replaceChildren(...said.map(line));
      one("log-part").hidden = said.length === 0;
    } while (!state.done);
    one("progress").hidden = true;
    one("good").hidden = !state.good;
    const changed = (state.events.find((event) => event.changed) || { changed: [] }).changed;
    const site = one("site");
    if (site && state.good) {
      site.hidden = false;
      one("frame").src = `${site.dataset.site}/index.html`;
      one("page-list").replaceChildren(...changed.slice(0, 40).map((name) => {
        const item = document.createElement("li"), link = document.createElement("a");
        link.href = `${site.dataset.site}/${name}`;
        link.textContent = name;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          one("frame").src = link.href;
          site.scrollIntoView();
        });
        item.append(link);
        return item;
      }));
      one("pages").hidden = changed.length === 0;
    }
    if (!state.good) fail(state.events.filter((event) => event.bad).map((event) => event.said).join("\n"));
  }
  function line(event) {
    const item = document.createElement("li");
    if (event.article) {
      const link = document.createElement("a");
      link.href = event.article;
      link.textContent = event.said;
      item.append(link);
    } else item.textContent = event.said;
    return item;
  }
  for (const button of document.querySelectorAll("[data-start]")) {
    button.addEventListener("click", async () => {
      fail("");
      const target = one("target"), allow = one("allow-delete");
      const asked = { target: target ? target.value : "", dry_run: Boolean(button.dataset.dry), allow_delete: Boolean(allow && allow.checked) };
      const told = await Desk.send(`/out/${button.dataset.start}`, asked);
      if (told.fault) fail(told.fault);
      if (told.ok) follow();
    });
  }
  async function change(address, asked) {
    const told = await Desk.send(address, asked);
    if (told.fault) fail(told.fault);
    else location.reload();
  }
  if (one("keep")) one("keep").addEventListener("click", () => change("/history/keep", { message: one("message") ? one("message").value : "" }));
  for (const button of document.querySelectorAll("[data-undo-change]")) {
    button.addEventListener("click", () => change("/history/undo", { id: button.dataset.undoChange }));
  }
})();
