/* Load the pure scripts of the search as pages load them, without a page. */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

// lunr itself, whose scores ours are held against: the tests in Python say where the installed package has it.
const lunr = process.env.LUNR ? require(process.env.LUNR) : undefined;
const FOLDER = path.join(__dirname, "..", "..", "..", "theme", "static", "js", "search");

/** Return the Gongbao object of a fresh world in which the named scripts have run, one after the other. */
function load(...names) {
  const window = { Gongbao: {} };
  const world = vm.createContext({ window, Gongbao: window.Gongbao, lunr });
  for (const name of names) {
    const file = path.join(FOLDER, name + ".js");
    vm.runInContext(fs.readFileSync(file, "utf-8"), world, { filename: file });
  }
  return window.Gongbao;
}

/** Return a value of another world as one of this, for comparing. */
const plain = (value) => JSON.parse(JSON.stringify(value));

module.exports = { load, plain, lunr };
