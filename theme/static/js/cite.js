// BibTeX and RIS of this document, made of what the page says of itself; the same bytes as in the bulk data.
(function () {
  "use strict";
  var place = document.querySelector("[data-cite]");
  var buttons = document.querySelectorAll("[data-cite-as]");
  if (!place || !buttons.length) { return; }
  var told = place.dataset;

  function all(name) {
    return Array.prototype.map.call(document.querySelectorAll('meta[name="' + name + '"]'), function (tag) {
      return tag.content;
    });
  }

  function one(name) { return all(name)[0] || ""; }

  function line(text) { return text.replace(/\s+/g, " ").trim(); }

  var SIGNS = {
    "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
    "{": "\\textbraceleft{}", "}": "\\textbraceright{}"
  };

  function tex(text) {
    return line(text).replace(/[&%$#_\\~^{}]/g, function (sign) { return SIGNS[sign] || "\\" + sign; });
  }

  var work = {
    authors: all("citation_author"),
    title: one("citation_title"),
    journal: one("citation_journal_title"),
    issue: one("citation_issue"),
    day: one("citation_publication_date"),
    first: one("citation_firstpage"),
    last: one("citation_lastpage"),
    publisher: one("citation_publisher"),
    url: one("citation_public_url")
  };

  function bibtex() {
    var authors = work.authors.map(function (name) { return told.persons ? tex(name) : "{" + tex(name) + "}"; });
    var notes = [told.number, told.remarks].filter(Boolean);
    var fields = [
      ["author", authors.join(" and ")],
      ["title", "{" + tex(work.title) + "}"],
      ["journal", tex(work.journal)],
      ["year", told.year || ""],
      ["number", tex(work.issue)],
      ["pages", tex([work.first, work.last].filter(Boolean).join("--"))],
      ["date", work.day.replace(/\//g, "-")],
      ["note", tex(notes.join("；"))],
      ["publisher", tex(work.publisher)],
      ["url", work.url.replace(/\{/g, "%7B").replace(/\}/g, "%7D")],
      ["langid", "chinese"]
    ];
    var body = fields.filter(function (field) { return field[1]; }).map(function (field) {
      return "  " + field[0] + " = {" + field[1] + "},\n";
    });
    return "@" + (work.journal ? "article" : "misc") + "{" + told.key + ",\n" + body.join("") + "}\n";
  }

  function ris() {
    var lines = [["TY", work.journal ? "JOUR" : told.news ? "NEWS" : "GOVDOC"], ["ID", told.key]];
    work.authors.forEach(function (name) { lines.push(["AU", name]); });
    lines.push(
      ["TI", work.title], ["JO", work.journal], ["PY", told.year || ""], ["DA", work.day], ["IS", work.issue],
      ["SP", work.first], ["EP", work.last], ["PB", work.publisher], ["C1", told.number || ""],
      ["N1", told.remarks || ""], ["UR", work.url], ["LA", "zh"], ["ER", ""]
    );
    return lines.filter(function (pair) { return pair[1] || pair[0] === "ER"; }).map(function (pair) {
      return pair[0] + "  - " + line(pair[1]) + "\r\n";
    }).join("");
  }

  var FORMS = {
    bib: { write: bibtex, type: "application/x-bibtex" },
    ris: { write: ris, type: "application/x-research-info-systems" }
  };

  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      var name = button.getAttribute("data-cite-as");
      var form = FORMS[name];
      var link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([form.write()], { type: form.type + ";charset=utf-8" }));
      link.download = told.key + "." + name;
      document.body.appendChild(link);
      link.click();
      link.remove();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    });
  });
})();
