/* Search, as every page loads it: small, and nothing else is loaded before the reader turns to search.

Everything is a classic script, and data are scripts that call Gongbao.data(name, value), because browsers refuse
fetch, modules and workers to pages opened from a disk. */
(function () {
  "use strict";

  const script = document.currentScript;
  const root = new URL(script.dataset.root || "../../", script.src).href;
  const modules = ["text", "query", "codes", "data", "tree", "postings", "score", "match", "snippets", "engine", "number"];
  // A script of a slow net may take long; one that never answers must end in a message.
  const PATIENCE = 60000;

  const received = new Map();
  const loading = new Map();

  /** Load a script once; a failed one may be asked for again. */
  function load(url) {
    if (!loading.has(url)) {
      const promise = new Promise((resolve, reject) => {
        const element = document.createElement("script");
        const fail = () => {
          element.remove();
          loading.delete(url);
          const error = new Error("cannot load " + url);
          error.name = "LoadError";
          error.url = url;
          reject(error);
        };
        const timer = setTimeout(fail, PATIENCE);
        element.src = url;
        // Scripts that are asked for together run in the order in which they were asked for.
        element.async = false;
        element.onload = () => {
          clearTimeout(timer);
          resolve(fail);
        };
        element.onerror = () => {
          clearTimeout(timer);
          fail();
        };
        document.head.append(element);
      });
      loading.set(url, promise);
    }
    return loading.get(url);
  }

  /** Return the data of a script in search/, by name. */
  async function fetchData(name) {
    if (!received.has(name)) {
      const url = root + "search/" + name + ".js";
      await load(url);
      if (!received.has(name)) {
        // It came, but it is not what it was named for: cut off, or another server's error page.
        loading.delete(url);
        const error = new Error("no data in " + url);
        error.name = "LoadError";
        error.url = url;
        throw error;
      }
    }
    return received.get(name);
  }

  function part(name) {
    return load(new URL("search/" + name + ".js", script.src).href);
  }

  let client = null;

  /** Load the search client, lunr.js and the manifest. */
  function start() {
    if (!client) {
      client = Promise.all([load(root + "search/lunr.js"), ...modules.map(part), fetchData("manifest")])
        .then(() => Gongbao.engine.open())
        .catch((error) => {
          client = null;
          throw error;
        });
    }
    return client;
  }

  const Gongbao = Object.assign(window.Gongbao || {}, {
    root,
    start,
    part,
    fetchData,
    data: (name, value) => received.set(name, value),
    /** Search; see engine.js for the options and the answer. */
    search: (text, options) => start().then(() => Gongbao.engine.search(text, options)),
  });
  window.Gongbao = Gongbao;
})();
