/* Say once a session that the archive is newer than what the reader saved. */
(function () {
  "use strict";
  const KEY = "gongbao-offline-later";
  const script = document.currentScript;
  const old = window.GongbaoNotice;

  function put(name, value) {
    try {
      if (value) sessionStorage.setItem(name, value);
      return sessionStorage.getItem(name);
    } catch (blocked) {
      return null;
    }
  }

  if (put(KEY) === String(old.time)) return;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("../../css/offline.css", script.src).href;
  const bar = document.createElement("div");
  bar.className = "offline-notice";
  bar.setAttribute("role", "status");
  const words = document.createElement("p");
  const date = new Date(old.time);
  const link = document.createElement("a");
  link.className = "button";
  link.href = new URL("../../../offline.html", script.src).href;
  link.textContent = "查看并更新";
  const later = document.createElement("button");
  later.type = "button";
  later.textContent = "以后再说";
  later.addEventListener("click", () => {
    put(KEY, String(old.time));
    bar.remove();
  });
  bar.append(words, link, later);
  style.addEventListener("load", () => {
    document.body.append(bar);
    // Into an element that is there already: only then is it read out.
    words.textContent = `网站已有更新；您保存在本机的是${date.getMonth() + 1}月${date.getDate()}日的内容。`;
  });
  document.head.append(style);
})();
