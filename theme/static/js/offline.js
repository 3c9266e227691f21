/* Saving for offline, as every page loads it: registers the worker; what people see of it is loaded where it is needed.
   Where prefs.js found that this browser cannot save, the controls stay hidden. */
(function () {
  "use strict";
  var workers = navigator.serviceWorker;
  var script = document.currentScript;
  var root = document.documentElement;
  if (!root.classList.contains("can-save")) { return; }

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

  var own = document.querySelector("[data-offline]") && ["store", "download", "panel"];
  if (document.querySelector("[data-offline-page]")) { own = ["store", "download", "panel", "page"]; }
  (own || []).forEach(load);

  window.addEventListener("load", function () {
    var address = new URL("../../service-worker.js", script.src).href;
    workers.register(address, { updateViaCache: "none" }).then(function () { return workers.ready; }).then(function (held) {
      held.active.postMessage("check");
    }, function () {
      root.classList.remove("can-save"); // Workers can be switched off; the site is whole without.
    });
  });
})();
