// Reading a text aloud by the browser's own voice, from the paragraph that is on the screen; the place is followed.
(function (page) {
  "use strict";
  var voices = window.speechSynthesis;
  var start = document.querySelector("[data-aloud]");
  if (!voices || !window.SpeechSynthesisUtterance || !start) { return; }
  // Nothing can be read aloud without this script, so it makes the bar, and no page carries it.
  function button(name, words) { return page.made("button", { type: "button", ["data-aloud-" + name]: "" }, [words]); }
  var bar = page.made("div", { "class": "aloud", role: "group", "aria-label": "朗读", "data-aloud-bar": "", hidden: "" }, [
    button("pause", "暂停"), button("next", "下一段"), button("speed", "语速：标准"), button("stop", "停止")
  ]);
  document.querySelector(".reader").before(bar);
  // Longer stretches end in the middle on some systems.
  var SENTENCE = /[^。！？；]{1,160}[。！？；”’）》]*|[^。！？；]+/g;
  var SPEEDS = [["标准", 1], ["快", 1.35], ["慢", 0.75]];
  var speed = 0;
  var blocks = [];
  var at = -1;
  var run = 0;
  var pause = bar.querySelector("[data-aloud-pause]");
  start.hidden = false;

  function chinese() {
    return voices.getVoices().filter(function (voice) { return /^(zh|cmn)\b/i.test(voice.lang); })[0];
  }

  // In a table the cells follow each other without a sense: its name is read, and that it stands there.
  function all() {
    return Array.prototype.slice.call(
      document.querySelectorAll("[data-article] .paper-title, [data-article] .body :is(p, h2, h3, h4, h5, h6, li, caption)")
    ).filter(function (block) { return !block.querySelector("p, li"); });
  }

  function words(block) {
    var copy = block.cloneNode(true);
    copy.querySelectorAll(".pin, .doubt-mark, del").forEach(function (part) { part.remove(); });
    var text = copy.textContent.replace(/\s+/g, " ").trim();
    return block.tagName === "CAPTION" ? text + "。此处有表格，略。" : text;
  }

  function leave() {
    document.querySelectorAll(".spoken").forEach(function (old) { old.classList.remove("spoken"); });
  }

  function go(next) {
    leave();
    run += 1;
    voices.cancel();
    at = next;
    var block = blocks[at];
    if (!block) { stop("全文读完"); return; }
    block.classList.add("spoken");
    block.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    sentences(words(block).match(SENTENCE) || [], run);
  }

  function sentences(list, own) {
    if (own !== run) { return; }
    if (!list.length) { go(at + 1); return; }
    var said = new SpeechSynthesisUtterance(list[0]);
    said.lang = "zh-CN";
    said.rate = SPEEDS[speed][1];
    if (chinese()) { said.voice = chinese(); }
    said.onend = function () { sentences(list.slice(1), own); };
    said.onerror = function (event) {
      if (own === run && event.error !== "canceled" && event.error !== "interrupted") { stop("这台设备不能朗读中文"); }
    };
    voices.speak(said);
  }

  function stop(words) {
    run += 1;
    voices.cancel();
    leave();
    bar.hidden = true;
    document.documentElement.classList.remove("reading-aloud");
    start.focus({ preventScroll: true });
    page.say(words);
  }

  start.addEventListener("click", function () {
    blocks = all();
    var first = blocks.findIndex(function (block) { return block.getBoundingClientRect().bottom > 0; });
    // The button stands beside the text or below it: from there, the whole is meant.
    if (start.getBoundingClientRect().top < innerHeight && first < 0) { first = 0; }
    bar.hidden = false;
    pause.textContent = "暂停";
    document.documentElement.classList.add("reading-aloud");
    pause.focus({ preventScroll: true });
    voices.resume();
    go(Math.max(0, first));
  });
  pause.addEventListener("click", function () {
    var on = pause.textContent === "暂停";
    if (on) { voices.pause(); } else { voices.resume(); }
    pause.textContent = on ? "继续" : "暂停";
  });
  bar.querySelector("[data-aloud-next]").addEventListener("click", function () {
    voices.resume();
    pause.textContent = "暂停";
    go(at + 1);
  });
  bar.querySelector("[data-aloud-speed]").addEventListener("click", function (event) {
    speed = (speed + 1) % SPEEDS.length;
    event.target.textContent = "语速：" + SPEEDS[speed][0];
    go(at);
  });
  bar.querySelector("[data-aloud-stop]").addEventListener("click", function () { stop("朗读已停止"); });
  window.addEventListener("pagehide", function () { voices.cancel(); });
})(window.Gongbao.page);
