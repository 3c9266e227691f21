/* Load scripts of the client into Node: each hangs its part on window.Gongbao. */
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const FOLDER = new URL("../../../theme/static/js/search/", import.meta.url);

/** Return Gongbao with the named parts; files: name → data that fetchData hands over, and which names were asked for. */
export function load(names, files = {}) {
  const asked = [];
  globalThis.window = globalThis;
  globalThis.Gongbao = {
    fetchData: async (name) => {
      asked.push(name);
      if (!(name in files)) throw new Error("no such file: " + name);
      return files[name];
    },
  };
  for (const name of names) runInThisContext(readFileSync(new URL(name + ".js", FOLDER), "utf8"), { filename: name });
  return { Gongbao: globalThis.Gongbao, asked };
}
