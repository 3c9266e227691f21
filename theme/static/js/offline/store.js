/* What is saved in the browser: contents by their hash, and builds that are lists of hashes. Pages and the worker use it.

A content is the same in every build that has it, so an update loads only what changed, and the build before it stays
whole beside it. A build counts as saved from the moment at which the state names it, and not before.

state: { active: build or null, builds: { build: { root, groups: [ids], all, time } } }, written under the lock only */
(function (scope) {
  "use strict";

  const inWorker = typeof scope.document === "undefined";
  const root = inWorker ? scope.registration.scope : new URL("../../../", scope.document.currentScript.src).href;
  // Several sites may live on one host, each below a path of its own.
  const NAME = "gongbao-1 " + new URL(root).pathname;
  const CONTENT = root + "offline/content/";
  const CLIENTS = NAME + " clients";
  const SEARCH = "search";

  const cache = () => caches.open(NAME);

  /** Return what is kept at an address, undefined where that is damaged, null where nothing is. */
  async function read(address, fits) {
    const response = await (await cache()).match(address);
    if (!response) return null;
    const value = await response.json().catch(() => undefined);
    return fits(value) ? value : undefined;
  }

  async function write(address, value) {
    const body = new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });
    return (await cache()).put(address, body);
  }

  const isText = (value) => typeof value === "string";
  const isGroup = (group) => Boolean(group) && isText(group.id) && isText(group.list) && Array.isArray(group.shared || []);

  /** Tell whether a value is the root list of a build. */
  function isBuild(value) {
    if (!value || !isText(value.build) || !Array.isArray(value.shell) || !Array.isArray(value.groups)) return false;
    return value.shell.every(Array.isArray) && value.groups.every(isGroup);
  }

  /** Tell whether a value is a state. */
  function isState(value) {
    if (!value || !value.builds || typeof value.builds !== "object") return false;
    const isSaved = (saved) => Boolean(saved) && isBuild(saved.root) && Array.isArray(saved.groups);
    return Object.values(value.builds).every(isSaved) && (value.active === null || Object.keys(value.builds).includes(value.active));
  }

  /** Return the state; a damaged one, which is none, says so. */
  async function state() {
    const found = await read(root + "offline/state", isState);
    return found || { active: null, builds: {}, damaged: found === undefined };
  }

  const setState = ({ active, builds }) => write(root + "offline/state", { active, builds });

  /** The root list of the newest build that was heard of; null where none is known. */
  const newest = async () => (await read(root + "offline/newest", isBuild)) || null;
  const setNewest = (value) => write(root + "offline/newest", value);

  const content = async (hash) => (await cache()).match(CONTENT + hash);

  async function putContent(hash, bytes, type) {
    const headers = { "Content-Type": type, "Content-Length": String(bytes.byteLength) };
    return (await cache()).put(CONTENT + hash, new Response(bytes, { headers }));
  }

  /** Return the hashes of all contents that are here. */
  async function held() {
    const found = new Set();
    for (const { url } of await (await cache()).keys()) {
      if (url.startsWith(CONTENT)) found.add(url.slice(CONTENT.length));
    }
    return found;
  }

  async function hash(bytes) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return Array.from(sum.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Return the groups of a build that are chosen: those named, or all. */
  const chosen = (build, ids, all) => build.groups.filter(({ id }) => all || ids.includes(id));

  /** Return the files that groups have together with others; builds that were saved before have them in the groups' lists. */
  const shared = (build, own) => own.flatMap((group) => (group.shared || []).flatMap((name) => build.shared[name]));

  /** Return what a saved build holds: files (path → hash), the numbers of its documents, whether its index is whole. */
  async function table({ root: build, groups, all }) {
    const files = new Map(build.shell.map(([path, name]) => [path, name]));
    const documents = new Set();
    const kept = new Set(files.values());
    const own = chosen(build, groups, all);
    for (const group of own) {
      const response = await content(group.list);
      if (!response) throw new Error("a list is missing");
      const list = await response.json();
      kept.add(group.list);
      for (const [path, name] of list.files) {
        files.set(path, name);
        kept.add(name);
      }
      for (const number of list.documents) documents.add(number);
    }
    for (const [path, name] of shared(build, own)) {
      files.set(path, name);
      kept.add(name);
    }
    return {
      files,
      kept,
      documents: [...documents].sort((a, b) => a - b),
      titles: own.map(({ title }) => title).filter(Boolean),
      whole: own.some(({ id }) => id === SEARCH),
    };
  }

  /** Delete the contents that no build of the state has. */
  async function sweep() {
    const { builds } = await state();
    const kept = new Set();
    for (const build of Object.values(builds)) for (const name of (await table(build)).kept) kept.add(name);
    const open = await cache();
    for (const name of await held()) if (!kept.has(name)) await open.delete(CONTENT + name);
  }

  /** Run something while nobody else changes what is saved. */
  async function alone(action, { wait = false, signal } = {}) {
    if (!navigator.locks) return action();
    return navigator.locks.request(NAME, wait ? { signal } : { ifAvailable: true }, (lock) => {
      if (!lock) throw Object.assign(new Error("busy"), { name: "BusyError" });
      return action();
    });
  }

  scope.GongbaoOffline = {
    root, NAME, CLIENTS, cache, state, setState, newest, setNewest,
    content, putContent, held, hash, chosen, shared, table, sweep, alone,
  };
})(self);
