// Files come in: they are sent one by one, read in a process of their own, and taken when a person says so.
"use strict";
(function () {
  const one = (name) => document.querySelector(`[data-${name}]`);
  const data = document.querySelector("[data-waiting]");
  const WORDS = JSON.parse(data.dataset.words), waiting = JSON.parse(data.dataset.waiting);
  const drop = one("drop"), fault = one("fault"), progress = one("progress"), words = one("progress-words");
  const found = one("found"), list = one("list"), taken = one("taken"), takenList = one("taken-list");
  const rows = new Map();
  const again = [];
  let taking = false, busy = false;

  const put = (text, ...values) => values.reduce((all, value, n) => all.replace(values.length > 1 ? `#${n + 1}` : "#", value), text);
  function fail(text) {
    fault.textContent = text || "";
    fault.hidden = !text;
  }
  function show(text, left) {
    if (words.textContent !== text) words.textContent = text; // said once, not at each page
    one("progress-left").textContent = left || "";
    progress.hidden = !text;
    if (!text) one("progress-bar").removeAttribute("value");
  }

  function reading(event) {
    const said = [];
    if (event.count > 1) said.push(put(WORDS.place, event.place, event.count));
    if (event.pages) said.push(put(WORDS.page, event.page, event.pages));
    if (event.left) said.push(event.left);
    show(put(WORDS.reading, event.source), said.join("　"));
    const bar = one("progress-bar");
    bar.max = event.count;
    bar.value = event.place - 1 + (event.pages ? event.page / event.pages : 0);
  }

  async function send(files) {
    fail("");
    const faults = await Desk.put(files, (path) => show(put(WORDS.sending, path)));
    show("");
    if (faults.length) fail(faults.join("\n"));
    if (files.length > faults.length) read({});
  }
  async function read(asked, to) {
    if (busy) {
      again.push([asked, to]);
      return;
    }
    show(WORDS.beginning);
    const told = await Desk.send(to || "/in/read", asked).catch(() => ({ fault: Desk.lost() }));
    if (told.fault) fail(told.fault);
    if (told.ok) follow();
    else show("");
  }
  async function follow() {
    let latest = null;
    busy = true;
    one("take").disabled = true;
    show(WORDS.beginning); // the process that reads takes a while to start
    for (;;) {
      // A lost connection is told by the page itself; when it is back, so is this.
      const state = await fetch("/in/state").then((answer) => answer.json()).catch(() => null);
      if (!state) {
        await new Promise((go) => setTimeout(go, 2000));
        continue;
      }
      for (const event of state.events) {
        if (event.status === "reading") {
          latest = event;
          if (!taking) rowOf(event.source);
        } else if (event.source) (taking ? tell : lay)(event);
      }
      if (state.cancelled) fail(WORDS.stopped);
      if (state.done) break;
      if (latest) reading(latest);
      await new Promise((go) => setTimeout(go, 500));
    }
    show("");
    offer();
    if (taking) {
      taking = false;
      taken.hidden = false;
      found.hidden = list.children.length === 0;
      taken.querySelector(".primary").focus();
    } else {
      found.hidden = list.children.length === 0;
      one("take").focus();
    }
    busy = false;
    // What was dropped meanwhile, on this page or on another, is read now.
    const unread = waiting.filter((name) => !rows.has(name));
    waiting.length = 0;
    if (unread.length) again.unshift([{ names: unread }]);
    if (again.length) read(...again.shift());
  }
  function facts(event) {
    const said = [WORDS[event.kind]];
    if (event.bulletin) said.push(event.bulletin, put(WORDS.year, event.year, event.issue));
    if (event.titles) said.push(put(WORDS.articles, event.titles.length));
    if (event.doubts) said.push(put(WORDS.doubts, event.doubts));
    return said.filter(Boolean);
  }
  const BAD = ["failed", "held"];
  const ready = () => [...rows].filter(([, row]) => row.dataset.status && !BAD.includes(row.dataset.status)).map(([name]) => name);
  // Where none can be taken there is nothing to press.
  function offer() {
    const none = !ready().length;
    one("take").disabled = none;
    one("take").hidden = none;
  }
  function rowOf(name) {
    let row = rows.get(name);
    if (!row) {
      row = one("row").content.cloneNode(true).firstElementChild;
      row.querySelector("[data-name]").textContent = name;
      row.querySelector("[data-say]").addEventListener("submit", (submitted) => {
        submitted.preventDefault();
        const given = Object.fromEntries([...new FormData(submitted.target)].filter(([, value]) => value));
        read({ name, facts: given }, "/in/say");
      });
      row.querySelector("[data-forget]").addEventListener("click", async () => {
        await Desk.send("/in/forget", { name });
        row.remove();
        rows.delete(name);
        found.hidden = list.children.length === 0;
        offer();
      });
      list.append(row);
      rows.set(name, row);
      found.hidden = false;
    }
    return row;
  }
  // A source that was read: what it was taken for, and the choice to say otherwise.
  function lay(event) {
    const row = rowOf(event.source);
    const bad = BAD.includes(event.status);
    row.dataset.status = event.status;
    row.querySelector("[data-otherwise]").hidden = false;
    row.querySelector("[data-facts]").replaceChildren(...[...(bad ? [WORDS[event.status]] : []), ...facts(event)].map((text) => Object.assign(document.createElement("span"), { textContent: text })));
    const told = bad ? event.message : (event.titles || []).slice(0, 12).join("　·　") + ((event.titles || []).length > 12 ? " …" : "");
    row.querySelector("[data-message]").textContent = told;
    const form = row.querySelector("[data-say]");
    for (const key of ["bulletin", "publication", "year", "issue"]) if (event[key]) form.elements[key].placeholder = event[key];
  }
  function tell(event) {
    const old = rows.get(event.source);
    const item = document.createElement("li");
    item.className = "row";
    const title = document.createElement(event.folder && event.status !== "failed" && event.status !== "held" ? "a" : "span");
    if (title.tagName === "A") title.href = `/source/${event.folder}`;
    title.className = "row-title";
    title.textContent = event.bulletin ? `${event.bulletin} ${put(WORDS.year, event.year, event.issue)}` : event.source;
    const line = document.createElement("p");
    line.className = "facts";
    const said = WORDS[event.status] ? [WORDS[event.status]] : [];
    line.replaceChildren(...[...said, ...facts(event), ...(event.status === "failed" ? [event.message] : [])].map((text) => Object.assign(document.createElement("span"), { textContent: text })));
    item.append(title, line);
    const before = [...takenList.children].find((other) => other.dataset.of === event.source);
    item.dataset.of = event.source;
    if (before) before.replaceWith(item);
    else takenList.append(item);
    if (old) {
      old.remove();
      rows.delete(event.source);
    }
  }
  one("take").addEventListener("click", async () => {
    fail("");
    const told = await Desk.send("/in/take", { names: ready() }).catch(() => ({ fault: Desk.lost() }));
    if (told.fault) fail(told.fault);
    if (told.ok) {
      taking = true;
      follow();
    }
  });
  one("cancel").addEventListener("click", () => Desk.send("/in/cancel"));
  for (const input of document.querySelectorAll("[data-files]")) {
    input.addEventListener("change", () => send([...input.files].map((file) => [file.webkitRelativePath || file.name, file])));
  }
  const sources = document.querySelector("[data-read-sources]");
  if (sources) sources.addEventListener("click", () => read({ names: JSON.parse(sources.dataset.readSources) }));

  Desk.dropped(drop, send);
  if (data.dataset.running) {
    taking = data.dataset.running === "take";
    follow();
  } else if (waiting.length) {
    waiting.length = 0;
    read({});
  }
})();
