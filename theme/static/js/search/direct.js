/* Pages that are no documents (issues, bulletins, agencies, sections), looked up by what they are called. */
(function (Gongbao) {
  "use strict";

  const MOST = 5;
  // A beginning of fewer letters would offer something for nearly every word.
  const SHORTEST = 3;
  let rules = null;
  let tree = null;

  function open(manifest) {
    rules = manifest.direct || null;
    tree = rules && new Gongbao.tree.Tree(rules.tree);
  }

  async function rows(key, exact) {
    const names = await tree.prefixShards(key);
    const found = [];
    for (const name of names.slice(0, 2)) {
      for (const line of (await Gongbao.fetchData(name)).split("\n")) {
        if (!line.startsWith(exact ? key + " " : key)) continue;
        const [kind, title, url, feed] = JSON.parse(line.slice(line.indexOf(" ") + 1));
        found.push({ kind, title, url, feed });
      }
    }
    return found;
  }

  /** Return the pages that a text names, or whose name begins with it: [{ kind, title, url, feed }]. */
  async function find(text) {
    await Gongbao.text.ready(text);
    const key = rules ? Gongbao.number.key(text, rules) : "";
    const bare = key.replaceAll("/", "");
    if (bare.length < 2 || !/\p{L}/u.test(key)) return [];
    const exact = await rows(key, true);
    const found = exact.length || bare.length < SHORTEST || key.includes("/") ? exact : await rows(key, false);
    const seen = new Set();
    return found.filter(({ url }) => !seen.has(url) && seen.add(url)).slice(0, MOST);
  }

  /** Return the page of just this name that has a feed; undefined if there is none. */
  async function subscribed(name) {
    return rules ? (await rows(Gongbao.number.key(name, rules), true)).find(({ feed }) => feed) : undefined;
  }

  Gongbao.direct = { open, find, subscribed };
})(window.Gongbao);
