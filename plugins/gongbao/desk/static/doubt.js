// One doubt: one key takes it as right, another mends it, a third takes the last decision back (keys: data-key, desk.js).
"use strict";
(function () {
  const right = document.querySelector("[data-right]");
  const undo = document.querySelector("[data-undo]");
  const LAST = "gongbao-desk-last";
  async function follow(address) {
    const told = await Desk.send(address);
    if (told.ok) location.href = told.next;
    return told.ok;
  }
  if (right) {
    right.addEventListener("click", async () => {
      right.disabled = true;
      const address = right.dataset.right;
      sessionStorage.setItem(LAST, address.replace(/\/right$/, "/open"));
      if (!(await follow(address))) right.disabled = false;
    });
    right.focus({ preventScroll: true });
  }
  // A paragraph is mended where it stands; what was typed survives a reload.
  const form = document.querySelector("[data-mend]");
  if (form) {
    const text = form.querySelector("textarea"), fault = form.querySelector("[data-mend-fault]");
    const passage = document.querySelector("[data-passage]"), edit = document.querySelector("[data-edit]");
    const was = text.value, DRAFT = `gongbao-desk-draft ${form.dataset.mend}`;
    const open = (on) => {
      form.hidden = !on;
      passage.hidden = on;
      edit.disabled = on;
      if (!on) {
        localStorage.removeItem(DRAFT);
        text.value = was;
        right.focus();
        return;
      }
      const mark = passage.querySelector("mark");
      const before = document.createRange();
      before.setStart(passage, 0);
      if (mark) before.setEndBefore(mark);
      text.focus();
      if (mark && text.value === was) text.setSelectionRange(String(before).length, String(before).length + mark.textContent.length);
    };
    edit.addEventListener("click", () => open(true));
    form.querySelector("[data-leave]").addEventListener("click", () => open(false));
    text.addEventListener("input", () => localStorage.setItem(DRAFT, text.value));
    form.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") open(false);
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        form.requestSubmit();
      }
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      fault.hidden = true;
      const told = await Desk.send(form.dataset.mend, { was, text: text.value, etag: form.dataset.etag }).catch(() => ({ fault: Desk.lost() }));
      fault.textContent = told.fault || "";
      fault.hidden = !told.fault;
      if (!told.ok) return;
      localStorage.removeItem(DRAFT);
      location.href = told.next;
    });
    const draft = localStorage.getItem(DRAFT);
    if (draft !== null && draft !== was) {
      text.value = draft;
      open(true);
    }
  }
  if (undo && sessionStorage.getItem(LAST)) {
    undo.hidden = false;
    undo.querySelector("button").addEventListener("click", () => {
      const address = sessionStorage.getItem(LAST);
      sessionStorage.removeItem(LAST);
      follow(address);
    });
  }
})();
