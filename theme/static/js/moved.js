// A file that once lay beside a document's page: say where its content is now.
(function () {
  "use strict";
  var found = /^(.*)\.(md|bib|ris)$/.exec(location.pathname);
  var place = document.querySelector("[data-moved]");
  if (!found || !place) { return; }
  place.querySelector("a").href = found[1] + ".html";
  place.hidden = false;
})();
