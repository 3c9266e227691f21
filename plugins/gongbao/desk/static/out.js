// The way out: start work, follow it, and show what it said; where to publish; and the history.
"use strict";
(function () {
  const one = (name) => document.querySelector(`[data-${name}]`);
  const fault = one("fault"), progress = one("progress"), good = one("good");
  const buttons = [...document.querySelectorAll("[data-start]")];
  const words = one("words") ? JSON.parse(one("words").dataset.words) : {};
  function fail(text) {
    fault.textContent = text || "";
    fault.hidden = !text;
  }

  async function follow(work) {
    one("working").textContent = words[work] || "";
    one("last").textContent = "";
    for (const button of buttons) button.disabled = true;
    progress.hidden = false;
    good.hidden = true;
    one("problems").hidden = true;
    let state;
    do {
      await new Promise((go) => setTimeout(go, 500));
      // A lost connection is told by the page itself; when it is back, so is this.
      state = await fetch("/out/state").then((answer) => answer.json()).catch(() => state || { events: [] });
      const said = state.events.filter((event) => event.said);
      if (said.length) one("last").textContent = said[said.length - 1].said;
    } while (!state.done);
    progress.hidden = true;
    for (const button of buttons) button.disabled = false;
    finish(state, work);
  }
  function finish(state, work) {
    const said = state.events.filter((event) => event.said);
    one("log").replaceChildren(...said.map(line));
    one("log-part").hidden = said.length === 0;
    one("log-part").open = work === "dry";
    good.hidden = !state.good;
    good.textContent = words[`${work}-done`] || "";
    if (state.good) show(state.events.find((event) => event.changed));
    else fail(state.cancelled ? words.stopped : said.filter((event) => event.bad && !event.article).map((event) => event.said).join("\n") || words.failed);
    const problems = said.filter((event) => event.article && (!state.good || event.bad));
    one("problems").replaceChildren(...problems.map(line));
    one("problems").hidden = problems.length === 0;
    if (one("allow")) one("allow").hidden = !state.events.some((event) => event.may_allow);
    (state.good ? good : fault).scrollIntoView({ block: work === "build" && state.good ? "start" : "nearest" });
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
  function show(built) {
    const site = one("site");
    if (!site || !built) return;
    site.hidden = false;
    one("frame").src = `${site.dataset.site}/index.html`;
    const list = one("page-list");
    list.replaceChildren(...[["", "index.html"], ...built.changed].map(([title, name]) => new Option(title || words.home, name)));
    list.onchange = () => {
      one("frame").src = `${site.dataset.site}/${list.value}`;
    };
    one("pages").hidden = built.changed.length === 0;
  }

  for (const button of buttons) {
    button.addEventListener("click", async () => {
      fail("");
      const target = one("target"), allow = one("allow-delete");
      const asked = { target: target ? target.value : "", dry_run: Boolean(button.dataset.dry), allow_delete: Boolean(allow && allow.checked) };
      const told = await Desk.send(`/out/${button.dataset.start}`, asked).catch(() => ({ fault: Desk.lost() }));
      if (told.fault) fail(told.fault);
      if (told.ok) follow(button.dataset.dry ? "dry" : button.dataset.start);
    });
  }
  if (one("cancel")) one("cancel").addEventListener("click", () => Desk.send("/out/cancel"));
  if (one("running") && one("running").dataset.running) follow(one("running").dataset.running);
  const target = one("new-target");
  if (target) {
    target.addEventListener("submit", (event) => {
      event.preventDefault();
      change("/out/target", Object.fromEntries(new FormData(target)));
    });
  }

  async function change(address, asked) {
    const told = await Desk.send(address, asked).catch(() => ({ fault: Desk.lost() }));
    if (told.fault) fail(told.fault);
    else location.reload();
  }
  if (one("keep")) one("keep").addEventListener("click", () => change("/history/keep", { message: one("message") ? one("message").value : "" }));
  for (const button of document.querySelectorAll("[data-undo-change]")) {
    button.addEventListener("click", () => change("/history/undo", { id: button.dataset.undoChange }));
  }
})();
