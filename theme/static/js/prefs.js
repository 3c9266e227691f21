// Apply the reader's settings before the first paint, so that nothing jumps. Runs in <head>, hence small.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
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
