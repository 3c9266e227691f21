/* Saving for offline, as every page loads it: registers the worker; what people see of it is loaded where it is needed.
   Pages opened from the disk, and browsers without workers, keep the controls hidden. */
(function () {
  "use strict";
  var workers = navigator.serviceWorker;
  var script = document.currentScript;
  if (!/^https?:$/.test(location.protocol) || !workers || !window.caches || !window.crypto || !crypto.subtle) { return; }

  function load(name) {
    var element = document.createElement("script");
    element.src = new URL("offline/" + name + ".js", script.src).href;
    element.async = false; // in the order in which they are asked for
    document.head.appendChild(element);
  }

  workers.addEventListener("message", function (event) {
    if (event.data && event.data.old && !window.GongbaoNotice && !document.querySelector("[data-offline-page]")) {
      window.GongbaoNotice = event.data.old;
      load("notice");
    }
  });

  document.querySelectorAll("[data-offline-link]").forEach(function (link) { link.hidden = false; });
  var own = document.querySelector("[data-offline]") && ["store", "download", "panel"];
  if (document.querySelector("[data-offline-page]")) { own = ["store", "download", "panel", "page"]; }
  (own || []).forEach(load);

  window.addEventListener("load", function () {
    var address = new URL("../../service-worker.js", script.src).href;
    workers.register(address, { updateViaCache: "none" }).then(function () { return workers.ready; }).then(function (held) {
      held.active.postMessage("check");
    }, function () { /* Workers can be switched off; the site is whole without. */ });
  });
})();
