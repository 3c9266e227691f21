// Every page of the workbench: say that it is open, send the token with forms, and let keys press what they name.
"use strict";
(function () {
  const token = document.querySelector('meta[name="desk-token"]').content;

  async function send(address, body, method) {
    const answer = await fetch(address, {
      method: method || "POST",
      headers: { "X-Desk-Token": token, ...(body instanceof Blob ? {} : { "Content-Type": "application/json" }) },
      body: body instanceof Blob ? body : JSON.stringify(body || {}),
    });
    const type = answer.headers.get("Content-Type") || "";
    const told = type.includes("json") ? await answer.json() : { fault: await answer.text() };
    return { ok: answer.ok, status: answer.status, ...told };
  }

  const lost = document.querySelector("[data-lost]");
  async function beat() {
    try {
      const answer = await fetch("/alive");
      lost.hidden = answer.ok;
    } catch {
      lost.hidden = false;
    }
  }
  setInterval(beat, 20000);
  beat();

  // A form cannot send a header, so the workbench sends its forms itself.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-keep-token]")) return;
    event.preventDefault();
    const data = new URLSearchParams(new FormData(form, event.submitter));
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: data, headers: { "X-Desk-Token": token } });
    location.href = answer.redirected ? answer.url : location.href;
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const key = event.key === " " ? "Space" : event.key;
    const named = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key.toLowerCase() || one.dataset.key === key);
    if (!named || named.disabled) return;
    event.preventDefault();
    named.click();
  });

  window.Desk = { send, token, lost: () => lost.textContent };
})();
