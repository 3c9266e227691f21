// A whole issue on one page: each article is taken from its own page, one after the other, and ids are made unique.
// Pages on a host are fetched. Pages on a disk may not be, but may be shown in a frame, and page.js there hands the
// article over.
(function () {
  "use strict";
  // Without this script, the contents lead to the pages.
  var links = Array.prototype.slice.call(document.querySelectorAll(".print-contents a"));
  var texts = document.querySelector("[data-whole]");
  var status = document.querySelector("[data-whole-status]");
  var button = document.querySelector("[data-print]");
  var WAIT = 20000;
  if (!links.length || !texts || !status) { return; }
  var places = links.map(function (link, at) {
    var place = document.createElement("article");
    place.className = "paper kind-" + (link.getAttribute("data-kind") || "document");
    place.id = "a" + (at + 1);
    texts.appendChild(place);
    return place;
  });

  function fetched(address, done) {
    fetch(address).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    }).then(function (text) {
      var article = new DOMParser().parseFromString(text, "text/html").querySelector("[data-article]");
      done(article && article.innerHTML);
    }).catch(function () { done(null); });
  }

  function framed(address, done) {
    var frame = document.createElement("iframe");
    frame.className = "whole-frame";
    frame.title = "";
    frame.tabIndex = -1;
    var timer = setTimeout(function () { finish(null); }, WAIT);
    function take(event) {
      if (event.source === frame.contentWindow && event.data && typeof event.data.article === "string") {
        finish(event.data.article);
      }
    }
    function finish(html) {
      clearTimeout(timer);
      window.removeEventListener("message", take);
      frame.remove();
      done(html);
    }
    window.addEventListener("message", take);
    frame.src = address + "#whole";
    document.body.appendChild(frame);
  }

  // The words of another page are data: they are parsed in a document of their own, where nothing runs, and whatever
  // could run here is left behind; the page's policy lets nothing of that kind run either.
  function fill(place, html) {
    var article = new DOMParser().parseFromString("<body>" + html, "text/html").body;
    article.querySelectorAll("script, iframe, object, embed, link, style, meta, base, form, .print-note").forEach(function (part) {
      part.remove();
    });
    var prefix = place.id + "-";
    article.querySelectorAll("*").forEach(function (part) {
      Array.prototype.slice.call(part.attributes).forEach(function (attribute) {
        if (/^on/i.test(attribute.name)) { part.removeAttribute(attribute.name); }
      });
      if (part.id) { part.id = prefix + part.id; }
      ["aria-labelledby", "aria-describedby", "headers"].forEach(function (name) {
        if (part.hasAttribute(name)) {
          part.setAttribute(name, part.getAttribute(name).split(/\s+/).map(function (id) { return prefix + id; }).join(" "));
        }
      });
      var href = part.getAttribute("href");
      if (href && href.charAt(0) === "#") { part.setAttribute("href", "#" + prefix + href.slice(1)); }
    });
    article.querySelectorAll("h1").forEach(function (old) {
      var head = document.createElement("h2");
      head.className = old.className;
      while (old.firstChild) { head.appendChild(old.firstChild); }
      old.replaceWith(head);
    });
    place.replaceChildren.apply(place, Array.prototype.slice.call(document.importNode(article, true).childNodes));
  }

  var missing = 0;

  function next(at) {
    if (at === places.length) {
      status.hidden = !missing;
      status.textContent = missing ? "有 " + missing + " 篇没有取到，请从目录逐篇打开。" : "";
      button.disabled = false;
      document.dispatchEvent(new Event("gongbao-filled"));
      document.documentElement.setAttribute("data-whole-done", String(places.length - missing));
      return;
    }
    status.textContent = "正在取各篇正文：" + (at + 1) + "/" + places.length;
    var read = /^https?:$/.test(location.protocol) ? fetched : framed;
    read(links[at].href, function (html) {
      if (html) {
        fill(places[at], html);
        links[at].href = "#" + places[at].id;
      } else {
        missing += 1;
      }
      next(at + 1);
    });
  }

  button.disabled = true;
  next(0);
})();
