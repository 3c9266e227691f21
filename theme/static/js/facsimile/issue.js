/* The page with all pages of an issue: a picture opens large, and what stands on it leads to its text. */
(function (Facsimile) {
  "use strict";

  const dialog = document.querySelector("dialog[data-facsimile=issue]");
  if (!dialog || !dialog.showModal || !window.ResizeObserver) return;

  let view = null;
  const units = new Map();

  function begin() {
    view = Facsimile.view(dialog, { turned: keepAddress, chosen, text: toText, close: () => dialog.close(), whole: true });
    for (const link of document.querySelectorAll("[data-places]")) {
      for (const { name, rows } of Facsimile.places.parse(link.dataset.places)) {
        const id = name.startsWith("@") ? "" : "#" + name.split("~")[0];
        const key = link.href + id;
        const known = units.get(key);
        if (known) known.rows.push(...rows);
        else units.set(key, { name: key, rows });
      }
    }
    view.units = [...units.values()];
  }

  function keepAddress(number) {
    // Going back leads to the page before this one, not through all that were turned.
    history.replaceState(history.state, "", "#page-" + number);
  }

  function open(number) {
    if (!view) begin();
    if (!view.has(number)) return;
    if (!dialog.open) dialog.showModal();
    view.show(number);
    view.select(null);
    view.stage.focus({ preventScroll: true });
  }

  function chosen(name, finger) {
    view.select(name);
    if (!finger) location.href = name;
  }

  function toText() {
    const unit = units.get(view.selected) || [...units.values()].find((one) => one.rows.some((row) => row.page === view.page));
    if (unit) location.href = unit.name;
    else view.say("这一页没有收录的文字");
  }

  dialog.addEventListener("close", () => {
    history.replaceState(history.state, "", location.pathname + location.search);
    const link = document.querySelector(`[data-facsimile-page="${view.page}"]`);
    if (link) link.focus();
  });
  document.querySelectorAll("[data-facsimile-page]").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      keepAddress(link.dataset.facsimilePage);
      open(Number(link.dataset.facsimilePage));
    });
  });
  function fromAddress() {
    const asked = /^#page-(\d+)$/.exec(location.hash);
    if (asked) open(Number(asked[1]));
  }
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
  // The browser goes to the place that the address names when all has come, and takes the focus along.
  window.addEventListener("load", () => setTimeout(() => {
    if (dialog.open && !dialog.contains(document.activeElement)) view.stage.focus({ preventScroll: true });
  }));
})(window.GongbaoFacsimile);
