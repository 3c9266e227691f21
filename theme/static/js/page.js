// What pages do beyond HTML: settings, copying, printing, the current place in the outline. All of it is extra.
(function () {
  "use strict";
  var root = document.documentElement;
  // Where screen readers are told what happened; nothing is said without this script.
  var status = document.querySelector("[data-status]") || document.createElement("p");
  status.className = "said";
  status.setAttribute("role", "status");
  status.setAttribute("data-status", "");
  if (!status.parentNode) { document.body.append(status); }

  var saying = 0;
  function say(text) {
    status.textContent = "";
    clearTimeout(saying);
    // Emptied first, so that the same words are announced again; and not shown for ever.
    setTimeout(function () { status.textContent = text; }, 50);
    saying = setTimeout(function () { status.textContent = ""; }, 6000);
  }

  function keep(name, value) {
    try {
      localStorage.setItem("gongbao-" + name, value);
    } catch (blocked) {
      return false;
    }
    return true;
  }

  // Browsers refuse a manifest to pages opened from the disk, and say so in the console.
  if (/^https?:$/.test(location.protocol)) {
    var manifest = document.createElement("link");
    manifest.rel = "manifest";
    manifest.href = root.getAttribute("data-root") + "manifest.webmanifest";
    document.head.appendChild(manifest);
  }

  // All has come: what prefs.js let wait is laid out too, before anybody asks for its place.
  window.addEventListener("load", function () { root.classList.remove("opening"); });

  // The reading settings (适老化) need this script, so it makes them, and no page carries them.
  var SETTINGS = [
    ["theme", "外观", [["auto", "随系统"], ["light", "浅色"], ["dark", "深色"]]],
    ["size", "字号", [["normal", "标准"], ["large", "大"], ["huge", "特大"]]],
    ["contrast", "对比", [["auto", "标准"], ["more", "高对比"]]],
    ["face", "正文字体", [["serif", "宋体"], ["fangsong", "仿宋"], ["sans", "黑体"]]]
  ];

  function made(tag, attributes, inner) {
    var element = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    (inner || []).forEach(function (part) { element.append(part); });
    return element;
  }

  var frame = document.querySelector(".site-head");
  if (frame) {
    var groups = SETTINGS.map(function (row) {
      var choices = row[2].map(function (choice, at) {
        var input = made("input", { type: "radio", name: row[0], value: choice[0] });
        input.defaultChecked = !at;
        return made("label", {}, [input, made("span", {}, [choice[1]])]);
      });
      return made("fieldset", { "data-setting": row[0] }, [made("legend", {}, [row[1]])].concat(choices));
    });
    var close = made("button", {
      type: "button", "class": "settings-close", popovertarget: "settings", popovertargetaction: "hide"
    }, ["完成"]);
    var dialog = made("div", {
      "class": "settings", id: "settings", role: "dialog", "aria-label": "阅读设置"
    }, groups.concat(close));
    if ("popover" in HTMLElement.prototype) { dialog.setAttribute("popover", ""); }
    frame.after(dialog);
  }

  // Browsers from before 2023 to 2025 know no popovers: the same buttons then open and fold the same parts.
  if (!("popover" in HTMLElement.prototype)) {
    root.classList.add("no-popover");
    document.querySelectorAll("[popovertarget]").forEach(function (button) {
      var part = document.getElementById(button.getAttribute("popovertarget"));
      button.addEventListener("click", function () {
        button.setAttribute("aria-expanded", String(part.classList.toggle("open")));
      });
    });
  }

  document.querySelectorAll("[data-setting]").forEach(function (group) {
    var name = group.getAttribute("data-setting");
    var inputs = Array.prototype.slice.call(group.querySelectorAll("input"));
    var current = root.getAttribute("data-" + name);
    inputs.forEach(function (input) {
      input.checked = input.value === current || (input.checked && !current);
    });
    group.addEventListener("change", function (event) {
      var value = event.target.value;
      root.setAttribute("data-" + name, value);
      var label = event.target.parentNode.textContent.trim();
      say(group.querySelector("legend").textContent + "：" + label +
        (keep(name, value) ? "" : "（浏览器不允许保存，只在本页有效）"));
    });
  });

  function inWords(day) {
    var [year, month, date] = day.split("-").map(Number);
    return `${year}年${month}月${date}日`;
  }

  // The bytes of a page are the same every day: whether a term has passed is compared with the reader's own day.
  function compareTerms() {
    document.querySelectorAll("[data-until]").forEach(function (place) {
      var until = place.getAttribute("data-until");
      if (until >= today()) return;
      var badge = place.classList.contains("badge") ? place : place.querySelector(".badge");
      badge.classList.add("past");
      badge.textContent = "期限已过（" + inWords(until) + "）";
      badge.title = "与您设备上的日期相比";
    });
  }
  compareTerms();
  document.addEventListener("gongbao-filled", compareTerms);

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });

  function copy(text, done) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, function () { select(text, done); });
    } else {
      select(text, done);
    }
  }

  // Old browsers, and pages opened from the disk, have no clipboard interface.
  function select(text, done) {
    var area = document.createElement("textarea");
    area.value = text;
    area.className = "hidden";
    document.body.appendChild(area);
    area.select();
    var copied = document.execCommand("copy");
    area.remove();
    if (copied) { done(); } else { say("浏览器不允许复制"); }
  }

  // Where others find the page: no place on this reader's disk, and without what the reader searched for.
  function address() {
    var published = document.querySelector('meta[name="citation_public_url"]');
    if (published) { return published.content; }
    return location.protocol === "file:" ? "" : location.origin + location.pathname;
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
  }

  // A reference to a page on the net names the day on which it was seen, which only the reader's device knows.
  var reference = document.querySelector(".cite-text");
  if (reference && address()) {
    reference.querySelector("[data-online]").textContent = "/OL";
    var seen = reference.querySelector("[data-seen]");
    seen.textContent = seen.dataset.seen + "[" + today() + "]. " + address() + ".";
  }

  document.querySelectorAll("[data-copy], [data-copy-reference]").forEach(function (button) {
    var label = button.textContent;
    var note = document.querySelector(".print-note");
    var brief = button.hasAttribute("data-copy") && note ? note.textContent.trim() : "";
    button.addEventListener("click", function () {
      copy(brief ? (brief + " " + address()).trim() : reference.textContent, function () {
        button.textContent = "已复制";
        say(brief ? "正文引注已复制" : "参考文献已复制");
        setTimeout(function () { button.textContent = label; }, 2000);
      });
    });
  });

  var article = document.querySelector("[data-article]");
  // The page of a whole issue, opened from a disk, shows this one in a frame to get its article (whole.js).
  if (article && window.parent !== window && location.hash === "#whole") {
    window.parent.postMessage({ article: article.innerHTML }, "*");
  }

  var outline = document.querySelector("[data-outline]");
  if (outline) {
    outline.addEventListener("click", function (event) {
      if (event.target.closest("a") && outline.hidePopover && outline.matches(":popover-open")) {
        outline.hidePopover();
      }
    });
    follow(outline);
  }

  // Mark the place that is being read: the last one above the upper third of the window.
  function follow(list) {
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    var places = links.map(function (link) {
      return document.getElementById(decodeURIComponent(link.hash.slice(1)));
    });
    var current = null;
    var waiting = false;
    function update() {
      waiting = false;
      var line = window.innerHeight / 3;
      var found = -1;
      places.forEach(function (place, at) {
        if (place && place.getBoundingClientRect().top <= line) { found = at; }
      });
      var next = found < 0 ? null : links[found];
      if (next === current) { return; }
      if (current) { current.removeAttribute("aria-current"); }
      current = next;
      if (!current) { return; }
      current.setAttribute("aria-current", "location");
      // Scroll the list, never the page, and not away from where the keyboard is.
      if (list.contains(document.activeElement)) { return; }
      var top = current.offsetTop - list.clientHeight / 2;
      if (list.scrollHeight > list.clientHeight) { list.scrollTop = top; }
    }
    window.addEventListener("scroll", function () {
      if (!waiting) { waiting = true; requestAnimationFrame(update); }
    }, { passive: true });
    update();
  }

  // What the scripts of single pages need of this one.
  window.Gongbao = Object.assign(window.Gongbao || {}, { page: { say: say, copy: copy, address: address, made: made } });
})();
