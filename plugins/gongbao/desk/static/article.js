// An article: live view, saving, drafts that survive a reload, and saying what lines of the original are.
"use strict";
(function () {
  const root = document.querySelector("[data-article]");
  const address = root.dataset.article;
  const form = root.querySelector("[data-fields]");
  const body = root.querySelector("[data-body]"), raw = root.querySelector("[data-raw]"), view = root.querySelector("[data-preview]");
  const status = document.querySelector("[data-status]"), fault = document.querySelector("[data-fault]");
  const say = document.querySelector("[data-say]"), what = document.querySelector("[data-what]");
  const undecide = document.querySelector("[data-undecide]");
  const always = document.querySelector("[data-always]");
  const code = document.querySelector("[data-code]"); // whether its number's code stands for its agency
  const dialog = document.querySelector("[data-conflict]");
  const DRAFT = `gongbao-desk-draft ${address}`;
  let etag = root.dataset.etag, saved = now();

  function now() {
    const data = Object.fromEntries(new FormData(form));
    for (const name of Object.keys(data)) data[name] = String(data[name]).replace(/\r\n/g, "\n");
    return data;
  }
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  function tell(name) {
    status.textContent = status.dataset[name];
  }
  function fail(text) {
    fault.textContent = text || "";
    fault.hidden = !text;
  }

  // The view
  let waiting = 0;
  async function render() {
    if (!view) return;
    const told = await Desk.send(`${address}/preview`, { body: body.value, kind: document.getElementById("f-kind").value });
    if (told.fault) view.textContent = told.fault;
    else view.innerHTML = told.html; // cleaned by the site's own renderer; the page's policy allows no script of it
  }

  // Drafts
  function changed() {
    const data = now();
    if (same(data, saved)) {
      localStorage.removeItem(DRAFT);
      tell("saved");
    } else {
      localStorage.setItem(DRAFT, JSON.stringify({ etag, data }));
      tell("unsaved");
    }
    clearTimeout(waiting);
    waiting = setTimeout(render, 300);
  }
  function fill(data) {
    for (const [name, value] of Object.entries(data)) {
      const field = form.elements[name];
      if (field) field.value = value;
    }
  }
  form.addEventListener("input", changed);
  const draft = JSON.parse(localStorage.getItem(DRAFT) || "null");
  if (draft && !same(draft.data, saved)) {
    fill(draft.data);
    etag = draft.etag; // of the file that it was typed over: if that is another by now, saving shows both
    tell("draft");
  }

  // Saving
  async function save() {
    const data = now();
    const asked = code && code.checked !== code.defaultChecked ? { code: code.checked } : {};
    if (same(data, saved) && !("code" in asked)) return true;
    tell("working");
    fail("");
    const { body: text, raw: whole, ...values } = data;
    const told = await Desk.send(`${address}/save`, raw ? { raw: whole, etag } : { values, body: text, etag, ...asked }).catch(() => ({ ok: false, fault: Desk.lost() }));
    if (told.conflict) return differ(told.conflict, data);
    if (!told.ok) {
      tell("unsaved");
      fail(told.fault);
      return false;
    }
    etag = told.etag;
    if (code) code.defaultChecked = code.checked;
    if (raw) {
      localStorage.removeItem(DRAFT);
      location.reload();
      return true;
    }
    fill({ ...told.values, body: told.body });
    saved = now();
    localStorage.removeItem(DRAFT);
    tell("saved");
    render();
    return true;
  }
  function differ(theirs, mine) {
    const rows = dialog.querySelector("[data-differences]");
    rows.replaceChildren();
    const said = raw ? { raw: theirs.raw } : { ...theirs.values, body: theirs.body };
    for (const name of Object.keys(mine).filter((one) => mine[one].trim() !== String(said[one] ?? "").trim())) {
      const row = rows.insertRow();
      const label = form.querySelector(`label[for="f-${name}"]`);
      for (const text of [label ? label.textContent : name, ...different(mine[name], String(said[name] ?? ""))]) row.insertCell().textContent = text;
    }
    dialog.showModal();
    dialog.querySelector("[data-mine]").onclick = () => {
      etag = theirs.etag;
      dialog.close();
      save();
    };
    dialog.querySelector("[data-theirs]").onclick = () => {
      localStorage.removeItem(DRAFT);
      location.reload();
    };
    tell("unsaved");
    return false;
  }
  // Of two long texts, only the paragraphs that differ.
  function different(a, b) {
    const left = a.split("\n\n"), right = b.split("\n\n");
    if (left.length < 3 && right.length < 3) return [a, b];
    return [left.filter((one) => !right.includes(one)).join("\n\n"), right.filter((one) => !left.includes(one)).join("\n\n")];
  }
  document.querySelector("[data-save]").addEventListener("click", save);
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      save();
    }
  });

  // What chosen lines are
  document.addEventListener("chosen", (event) => {
    const lines = event.detail;
    say.hidden = lines.length === 0;
    undecide.hidden = !lines.some((one) => document.querySelector(`#L${one.line} .tag.mine`));
  });
  async function decide(name) {
    const lines = Desk.chosen().map((one) => one.line);
    if (!lines.length) return;
    if (!(await save())) return;
    tell("working");
    fail("");
    const told = await Desk.send(`${address}/decide`, { lines, what: name, always: Boolean(always && always.checked) }).catch(() => ({ ok: false, fault: Desk.lost() }));
    if (told.fault) {
      fail(told.fault);
      tell("saved");
      if (!told.next) return;
      setTimeout(() => location.assign(told.next), 2500);
      return;
    }
    location.assign(told.next);
    if (new URL(told.next, location.href).pathname === location.pathname) location.reload();
  }
  if (say) {
    for (const button of say.querySelectorAll("[data-quick]")) button.addEventListener("click", () => decide(button.dataset.quick));
    undecide.addEventListener("click", () => decide(""));
    document.querySelector("[data-clear]").addEventListener("click", () => {
      Desk.clear();
      say.hidden = true;
    });
    // With the arrow keys one goes through the list; only Enter or a click on an entry says it.
    let byKey = false;
    what.addEventListener("keydown", (event) => {
      byKey = event.key !== "Enter";
      if (event.key === "Enter" && what.value) {
        event.preventDefault();
        decide(what.value);
      }
    });
    what.addEventListener("pointerdown", () => {
      byKey = false;
    });
    what.addEventListener("change", () => {
      if (!byKey && what.value) decide(what.value);
    });
  }
  render();
})();
