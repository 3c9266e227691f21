// Apply the reader's settings, and what this browser can do, before the first paint, so that nothing jumps.
// Runs in <head>, hence small.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  // What stands below a text is laid out after the first paint (text.css); page.js ends that when all has come.
  // An address that leads into the page needs the whole of it at once.
  if (!location.hash && !location.search) { root.classList.add("opening"); }
  // Saving for offline: not for pages opened from the disk, nor for browsers without what it needs.
  if (/^https?:$/.test(location.protocol) && navigator.serviceWorker && window.caches && window.crypto && crypto.subtle) {
    root.classList.add("can-save");
  }
  ["theme", "size", "contrast", "face"].forEach(function (name) {
    var value = null;
    try {
      value = localStorage.getItem("gongbao-" + name);
    } catch (blocked) {
      return; // Storage can be switched off; the page then follows the system.
    }
    if (value && /^[a-z]{1,12}$/.test(value)) {
      root.setAttribute("data-" + name, value);
    }
  });
})();
