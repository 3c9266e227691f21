/* Search, as every page loads it: small, and it loads nothing before the reader turns to search.

Everything is a classic script, and data are scripts that call Gongbao.data(name, value), because browsers refuse
fetch, modules and workers to pages opened from a disk. */
(function () {
  "use strict";

  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL(script.dataset.root || "../../", script.src).href;
  // A slow net may take long; one that never answers must end in a message.
  const PATIENCE = 60000;

  const received = new Map();
  const unpacked = new Map();
  const loading = new Map();

  function failure(url) {
    loading.delete(url);
    const error = new Error("cannot load " + url);
    error.name = "LoadError";
    error.url = url;
    return error;
  }

  /** Load a script once; a failed one may be asked for again. */
  function load(url, ordered = true) {
    if (!loading.has(url)) {
      const promise = new Promise((resolve, reject) => {
        const element = document.createElement("script");
        const fail = () => {
          element.remove();
          reject(failure(url));
        };
        const timer = setTimeout(fail, PATIENCE);
        element.src = url;
        // The client's scripts run in the order in which they were asked for, data as they come.
        element.async = !ordered;
        element.onload = () => {
          clearTimeout(timer);
          resolve();
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

  const page = document.querySelector("[data-search-page]");
  const query = new URLSearchParams(location.search).get("q");

  // Most parts come in bundles: plugins/gongbao/search/client.py says what is in which.
  const part = (name) => load(new URL("search/" + name + ".js", script.src).href);
  // What numbers need is also in what every search needs: never is it loaded after that.
  let whole = Boolean(page || query);
  const base = () => (whole ? part("full") : part("base"));

  /** Return the data of a script in search/, by name. */
  async function fetchData(name) {
    if (!received.has(name)) {
      const url = root + "search/" + name + ".js";
      await Promise.all([load(url, false), base()]);
      // It may come and not be what it was named for: cut off, or an error page of a server.
      if (!received.has(name)) throw failure(url);
    }
    if (!unpacked.has(name)) {
      const fail = (error) => {
        unpacked.delete(name);
        throw Object.assign(failure(root + "search/" + name + ".js"), { cause: error });
      };
      unpacked.set(name, Gongbao.packed.unpack(received.get(name)).catch(fail));
    }
    return unpacked.get(name);
  }

  /** Do something once; after a failure it may be tried again. */
  function once(action) {
    let done = null;
    return () => {
      done ||= action().catch((error) => {
        done = null;
        throw error;
      });
      return done;
    };
  }

  /** Load what numbers need. */
  const startBase = once(async () => {
    const [, manifest] = await Promise.all([base(), fetchData("manifest")]);
    Gongbao.text.open(manifest);
    Gongbao.number.open(manifest);
    return manifest;
  });

  /** Load the whole client. */
  const start = once(async () => {
    whole = true;
    const [, , manifest] = await Promise.all([part("full"), load(root + "search/lunr.js"), fetchData("manifest")]);
    await startBase();
    if (Gongbao.only) await part("held");
    Gongbao.engine.open(manifest);
    Gongbao.direct.open(manifest);
  });

  const startGraded = once(() => part("graded"));

  const Gongbao = Object.assign(window.Gongbao || {}, {
    root,
    part,
    startBase,
    start,
    startGraded,
    fetchData,
    data: (name, value) => received.set(name, value),
    /** Search; answers.js says what options there are and what the answer holds. */
    search: (text, options) => start().then(() => Gongbao.answers.search(text, options)),
  });
  window.Gongbao = Gongbao;

  const box = (event) => event.target.closest && event.target.closest("form[data-number-box]");

  document.addEventListener("focusin", (event) => {
    const form = box(event);
    if (form) part("box").then(() => Gongbao.box.attach(form));
    // While the reader types, what the search page needs comes into the browser's cache.
    else if (!page && event.target.closest("[name=q]")) start().catch(() => {});
  });

  document.addEventListener("submit", (event) => {
    const form = box(event);
    if (!form) return;
    event.preventDefault();
    // Where nothing can be loaded the form goes its own way, to the search page.
    part("box").then(() => Gongbao.box.go(form)).catch(() => form.submit());
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const input = document.querySelector("main input[name=q]") || document.querySelector("input[name=q]");
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  if (page) {
    part("page");
    if (query) start().catch(() => {});
  } else if (query) {
    // The reader comes from a result: mark what was searched for.
    part("marks");
  }
})();
