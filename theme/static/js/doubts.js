// Mark the places of the text whose source is doubtful, for readers who want it; their choice is kept.
(function () {
  "use strict";
  var list = document.querySelector("[data-doubts]");
  var box = list && list.querySelector("[data-mark-doubts]");
  if (!box) { return; }
  var KEY = "gongbao-doubts";

  function marks(on) {
    document.querySelectorAll(".doubt-mark").forEach(function (old) { old.remove(); });
    if (!on) { return; }
    list.querySelectorAll("[data-doubt]").forEach(function (row) {
      var words = row.querySelector("span").textContent;
      row.getAttribute("data-doubt").split(" ").filter(Boolean).forEach(function (id) {
        var block = document.getElementById(id);
        if (!block) { return; }
        var mark = document.createElement("a");
        mark.className = "doubt-mark";
        mark.href = "#doubts";
        mark.textContent = "〔存疑：" + words + "〕";
        block.appendChild(mark);
      });
    });
  }

  function kept() {
    try {
      return localStorage.getItem(KEY) === "shown";
    } catch (blocked) {
      return false;
    }
  }

  box.checked = kept();
  marks(box.checked);
  box.addEventListener("change", function () {
    marks(box.checked);
    try {
      localStorage.setItem(KEY, box.checked ? "shown" : "hidden");
    } catch (blocked) {
      // It then holds for this page alone.
    }
  });
})();
