// Tables of a text as tables: cells that are typed in, rows and columns that come and go, cells merged with a neighbour.
"use strict";
(function () {
  const body = document.querySelector("[data-body]"), place = document.querySelector("[data-tables]");
  const dialog = document.querySelector("[data-table]");
  if (!body || !dialog) return;
  const grid = dialog.querySelector("[data-grid]");
  const ABOVE = "^^", LEFT = "<<";
  let open = null, cells = [], rule = "", at = [0, 0];

  const isRow = (line) => /^\|.*\|\s*$/.test(line);
  const isRule = (line) => /^\|(\s*:?-+:?\s*\|)+\s*$/.test(line);
  // A bar that a backslash escapes is none between cells.
  const split = (line) => line.trim().slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
  const join = (row) => `| ${row.map((cell) => cell.trim().replaceAll("\n", " ").replaceAll("|", "\\|")).join(" | ")} |`;

  // Where the tables of the text stand: first line, and the line behind the last.
  function tables() {
    const lines = body.value.split("\n"), found = [];
    for (let n = 0; n + 1 < lines.length; n++) {
      if (!isRow(lines[n]) || !isRule(lines[n + 1])) continue;
      let end = n + 2;
      while (end < lines.length && isRow(lines[end])) end++;
      found.push([n, end]);
      n = end;
    }
    return found;
  }
  function offer() {
    const buttons = tables().map((_, number) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = place.dataset.words.replace("#", number + 1);
      button.addEventListener("click", () => show(number));
      return button;
    });
    if (buttons.length !== place.children.length) place.replaceChildren(...buttons);
  }
  function show(number) {
    const [from, to] = tables()[number], lines = body.value.split("\n");
    open = number;
    rule = lines[from + 1];
    cells = [lines[from], ...lines.slice(from + 2, to)].map(split);
    const wide = Math.max(...cells.map((row) => row.length));
    for (const row of cells) while (row.length < wide) row.push("");
    draw();
    dialog.showModal();
  }
  function draw() {
    grid.replaceChildren(...cells.map((row, y) => {
      const line = document.createElement("tr");
      line.append(...row.map((text, x) => {
        const cell = document.createElement(y ? "td" : "th");
        const input = document.createElement("textarea");
        input.rows = 1;
        input.value = text;
        input.setAttribute("aria-label", grid.dataset.words.replace("#1", y + 1).replace("#2", x + 1));
        input.className = text === ABOVE || text === LEFT ? "merged" : "";
        input.addEventListener("input", () => {
          row[x] = input.value;
        });
        input.addEventListener("focus", () => {
          at = [y, x];
        });
        cell.append(input);
        return cell;
      }));
      return line;
    }));
  }
  function change(what) {
    const [y, x] = at;
    if (what === "row") cells.splice(++at[0], 0, cells[0].map(() => ""));
    else if (what === "column") {
      at[1]++;
      cells.forEach((row) => row.splice(x + 1, 0, ""));
    }
    else if (what === "no-row" && cells.length > 1) cells.splice(y, 1);
    else if (what === "no-column" && cells[0].length > 1) cells.forEach((row) => row.splice(x, 1));
    else if (what === "above" && y) cells[y][x] = cells[y][x] === ABOVE ? "" : ABOVE;
    else if (what === "left" && x) cells[y][x] = cells[y][x] === LEFT ? "" : LEFT;
    at = [Math.min(at[0], cells.length - 1), Math.min(at[1], cells[0].length - 1)];
    draw();
    grid.rows[at[0]].cells[at[1]].firstChild.focus();
  }
  for (const button of dialog.querySelectorAll("[data-change]")) button.addEventListener("click", () => change(button.dataset.change));
  dialog.querySelector("[data-put]").addEventListener("click", () => {
    const [from, to] = tables()[open], lines = body.value.split("\n");
    const same = split(rule).length === cells[0].length;
    const made = [join(cells[0]), same ? rule : join(cells[0].map(() => "---")), ...cells.slice(1).map(join)];
    // A table in which nothing was changed keeps its bytes.
    const before = [lines[from], ...lines.slice(from + 2, to)].map(split);
    if (JSON.stringify(before) !== JSON.stringify(cells)) {
      lines.splice(from, to - from, ...made);
      body.value = lines.join("\n");
      body.dispatchEvent(new Event("input", { bubbles: true }));
    }
    dialog.close();
  });
  dialog.querySelector("[data-leave]").addEventListener("click", () => dialog.close());
  body.addEventListener("input", offer);
  offer();
})();
