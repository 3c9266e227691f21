/* Sort the tables of lists by a click on a head. Without JavaScript they stay in the archive's order. */
(function () {
  "use strict";
  var collator = new Intl.Collator("zh-CN", { numeric: true });

  function value(row, column) {
    var cell = row.cells[column];
    return (cell.getAttribute("data-value") || cell.textContent).trim();
  }

  function sort(table, column, head) {
    var down = head.getAttribute("aria-sort") === "ascending";
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    var body = table.tBodies[0];
    var rows = Array.prototype.map.call(body.rows, function (row, place) {
      return { row: row, value: value(row, column), place: place };
    });
    rows.sort(function (a, b) {
      // What has no value stays at the end, whichever way the rest runs.
      if (!a.value || !b.value) { return (a.value ? 0 : 1) - (b.value ? 0 : 1) || a.place - b.place; }
      return (down ? -1 : 1) * collator.compare(a.value, b.value) || a.place - b.place;
    });
    rows.forEach(function (entry) { body.appendChild(entry.row); });
  }

  Array.prototype.forEach.call(document.querySelectorAll("table[data-sortable]"), function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      if (head.hasAttribute("data-no-sort")) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, column, head); });
    });
  });
})();
