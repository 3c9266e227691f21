/* The answers to a search as files: a table (CSV) and a list of citations. */
(function (Gongbao) {
  "use strict";

  const MOST = 1000;
  const COLUMNS = [
    ["title", "标题"], ["number", "发文字号"], ["agency", "发文机关"], ["date", "日期"], ["section", "栏目"], ["issue", "公报"],
    ["status", "效力提示"], ["citation", "引文"], ["address", "地址"], ["grade", "相符程度"],
  ];

  // As plugins/gongbao/bulletin/spreadsheet.py does.
  const FORMULA = /^[=+\-@＝＋－﹢﹣＠\t\r\n]/;
  const VALUE = /^(?:[-+]?(?:[0-9][0-9,]*(?:\.[0-9]+)?%?|\.[0-9]+%?)|-{1,4})$/;

  /** Return a value as a cell; a spreadsheet must not take a text for a formula. */
  function cell(value) {
    const text = String(value ?? "");
    const safe = FORMULA.test(text) && !VALUE.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /** Return hits as CSV; columns that no hit has are left out. */
  function csv(hits, root, grades) {
    const rows = hits.map((hit) => ({ ...hit, address: root + hit.url, grade: grades[hit.grade] || "完全相同" }));
    const columns = COLUMNS.filter(([name]) => rows.some((row) => row[name]));
    const lines = [columns.map(([, label]) => label), ...rows.map((row) => columns.map(([name]) => row[name]))];
    // With a mark of its encoding, or spreadsheets show letters of another one.
    return "\ufeff" + lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
  }

  /** Return hits as numbered citations, one a line. */
  function citations(hits) {
    return hits.map(({ citation, title }, i) => `[${i + 1}] ${citation || title}\r\n`).join("");
  }

  /** Hand the answers to a search over as a file. Returns how many were left out. */
  async function save(kind, text, options) {
    const { total, graded, hits } = await Gongbao.search(text, { ...options, offset: 0, limit: MOST, snippets: false });
    const content = kind === "csv" ? csv(hits, Gongbao.root, Gongbao.results.GRADES) : "\ufeff" + citations(hits);
    const url = URL.createObjectURL(new Blob([content], { type: kind === "csv" ? "text/csv" : "text/plain" }));
    const link = document.createElement("a");
    link.href = url;
    const name = text.replace(/[\p{P}\p{S}\s]+/gu, " ").trim().slice(0, 40) || "日期";
    link.download = kind === "csv" ? `检索 ${name}.csv` : `检索 ${name} 引文.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
    return total + (graded || 0) - hits.length;
  }

  Gongbao.exports = { cell, csv, citations, save };
})(window.Gongbao);
