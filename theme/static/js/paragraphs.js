// Links to the paragraphs of a text, and sharing one: the words, where they stand, the address. A mark follows the
// pointer, a tap offers one, and a button puts one on each paragraph, which the keyboard reaches as well.
(function (page) {
  "use strict";
  var LONGEST = 300;
  var article = document.querySelector("[data-article]");
  var all = document.querySelector("[data-pins]");
  if (!article || !all) { return; }
  var mark = pin();
  var touched = false;

  function blockOf(event) {
    var block = event.target.closest("[id]");
    return block && article.contains(block) && /^(P|H[2-6])$/.test(block.tagName) ? block : null;
  }

  article.addEventListener("pointerover", function (event) {
    var block = blockOf(event);
    if (event.pointerType !== "touch" && block && !pinned()) { put(block, false); }
  });

  article.addEventListener("pointerdown", function (event) { touched = event.pointerType === "touch"; });

  article.addEventListener("click", function (event) {
    if (!touched || pinned() || event.target.closest("a, button, summary, input")) { return; }
    var block = blockOf(event);
    // A finger that marks words is not asking for the paragraph.
    if (!block || !getSelection().isCollapsed) { return; }
    if (mark.parentNode === block) { mark.remove(); } else { put(block, true); }
  });

  all.addEventListener("click", function () {
    var on = !pinned();
    all.setAttribute("aria-pressed", String(on));
    article.classList.toggle("pinned", on);
    article.querySelectorAll(".pin").forEach(function (old) { old.remove(); });
    if (!on) { return; }
    article.querySelectorAll("p[id], h2[id], h3[id], h4[id], h5[id], h6[id]").forEach(function (block) {
      var own = pin();
      aim(own, block);
      block.appendChild(own);
    });
  });

  function pinned() { return all.getAttribute("aria-pressed") === "true"; }

  function put(block, offered) {
    aim(mark, block);
    mark.classList.toggle("offered", offered);
    mark.textContent = offered ? "分享本段" : "¶";
    if (mark.parentNode !== block) { block.appendChild(mark); }
  }

  function pin() {
    var link = document.createElement("a");
    link.className = "pin";
    link.textContent = "¶";
    link.setAttribute("aria-label", "分享本段");
    link.addEventListener("click", function () { share(link); });
    return link;
  }

  // The heading of an attachment stands for the whole of it.
  function aim(link, block) {
    link.href = "#" + (block.id.slice(-2) === "-t" ? block.id.slice(0, -2) : block.id);
  }

  function words(block) {
    var copy = block.cloneNode(true);
    copy.querySelectorAll(".pin, .doubt-mark").forEach(function (own) { own.remove(); });
    // What is struck out is shown and not said.
    copy.querySelectorAll("del").forEach(function (gone) { gone.remove(); });
    var text = copy.textContent.trim();
    return text.length > LONGEST ? text.slice(0, LONGEST) + "……" : text;
  }

  function share(link) {
    var title = document.querySelector('meta[name="citation_title"]');
    var number = article.querySelector(".number-line");
    var cited = "《" + (title ? title.content : article.querySelector("h1").textContent) + "》" +
      (number ? `（${number.textContent}）` : "");
    var place = page.address() ? page.address() + link.hash : "";
    var quote = "“" + words(link.parentNode) + "”\n——" + cited;
    function copied() { page.say("本段文字、出处" + (place ? "和地址" : "") + "已复制"); }
    function copy() { page.copy(place ? quote + "\n" + place : quote, copied); }
    if (navigator.share && place && matchMedia("(pointer: coarse)").matches) {
      navigator.share({ title: cited, text: quote, url: place }).then(
        function () { page.say("本段已分享"); },
        function (refused) { if (refused.name !== "AbortError") { copy(); } }
      );
    } else {
      copy();
    }
  }
})(window.Gongbao.page);
