// Files that are dropped, on whatever page: sent one by one, and then read on the page of taking in.
"use strict";
(function () {
  const AWAY = (part) => part.startsWith(".") || part === "Thumbs.db" || part.startsWith("~$");

  // Send files, [path, file] each; say tells which one is sent. Returns what went wrong.
  async function put(files, say) {
    const faults = [];
    for (const [path, file] of files) {
      if (path.split("/").some(AWAY)) continue;
      say(path);
      try {
        const told = await Desk.send(`/in/file?name=${encodeURIComponent(path)}`, file, "PUT");
        if (told.fault) faults.push(told.fault);
      } catch {
        faults.push(Desk.lost());
        break;
      }
    }
    return faults;
  }

  // A folder is walked through, its files keep their place in it.
  async function walk(entry, above, files) {
    if (entry.isFile) {
      files.push([above + entry.name, await new Promise((go, stop) => entry.file(go, stop))]);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((go, stop) => reader.readEntries(go, stop));
      if (!some.length) return;
      for (const inner of some) await walk(inner, `${above}${entry.name}/`, files);
    }
  }

  // Call `take` with the files of each drop; `place` is lit while something is above the page.
  function dropped(place, take) {
    const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");
    addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return; // words that are moved within a field
      event.preventDefault();
      place.classList.add("over");
    });
    addEventListener("dragleave", (event) => event.relatedTarget || place.classList.remove("over"));
    addEventListener("drop", async (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      place.classList.remove("over");
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
      const files = [];
      for (const entry of entries) await walk(entry, "", files);
      take(files);
    });
  }

  const veil = document.querySelector("[data-veil]");
  if (veil) {
    const words = veil.querySelector("[data-veil-words]");
    dropped(veil, async (files) => {
      veil.classList.add("busy");
      const faults = await put(files, (path) => {
        words.textContent = veil.dataset.sending.replace("#", path);
      });
      if (!faults.length) location.href = "/in";
      else words.textContent = faults.join("\n");
    });
    addEventListener("keydown", (event) => event.key === "Escape" && veil.classList.remove("busy"));
  }
  Object.assign(window.Desk, { put, dropped });
})();
