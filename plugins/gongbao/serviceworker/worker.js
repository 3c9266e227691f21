/* The worker: the net first, and what is saved when there is none; never bytes of two builds for one page.

A page that came as a saved build has it may get the rest from that build too, as long as all it got so far is the same
bytes as in that build. Once it was given something from the store it gets nothing else any more ("bound"), once it got
something else from the net it gets nothing from the store. What is known of a page outlives the worker, in the store. */
(function (store) {
  "use strict";

  const PAGES_WAIT = 5000;
  const CHECK_EVERY = 60000;
  // What is no part of a build, and what changes under one name and is not listed.
  const NOT_OURS = /^(downloads\/|offline\/|service-worker\.js$|\.)/;
  const NAMED_BY_CONTENT = /^search\/([a-z2-7]{10}|s\d+\/[0-9a-f]+-[a-z2-7]{5}(p\d+)?|[a-z2-7]{8}\/\d+)\.js$/;
  const MANIFEST = "search/manifest.js";

  const scope = new URL(store.root);
  // Pages that may get something from the store: id → { build, bound }. All others are left to the browser.
  const clients = new Map();
  let known = false;
  const tables = new Map();
  let checked = 0;
  let gone = false;

  function pathOf(address) {
    const url = new URL(address);
    if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return null;
    try {
      return decodeURIComponent(url.pathname.slice(scope.pathname.length));
    } catch (malformed) {
      return null;
    }
  }

  /** Return what a saved build holds; null if it is not (or no longer) there. */
  async function tableOf(id) {
    const build = (await store.state()).builds[id];
    if (!build) return null;
    const key = [id, build.all, ...build.groups].join(" ");
    if (!tables.has(key)) tables.set(key, store.table(build).catch(() => (tables.delete(key), null)));
    return tables.get(key);
  }

  /** Return the hash of a page under any of the names that hosts have for it. */
  function pageHash({ files }, path) {
    if (path === "" || path.endsWith("/")) return files.get(path + "index.html");
    return files.get(path) || files.get(path + ".html");
  }

  // In a cache of their own: a large archive has tens of thousands of contents, and this is read at every start.
  const book = () => caches.open(store.CLIENTS);
  const addressOf = (id) => store.root + "offline/client/" + id;
  const idOf = (address) => address.slice(addressOf("").length);

  async function recall() {
    const open = await book();
    for (const request of await open.keys()) {
      const id = idOf(request.url);
      const client = await (await open.match(request)).json();
      if (!clients.has(id)) clients.set(id, client);
    }
  }
  const recalled = recall()
    .catch(() => {})
    .then(() => {
      known = true;
    });

  async function remember(id, client) {
    if (!id) return;
    if (client) {
      clients.set(id, client);
      try {
        await (await book()).put(addressOf(id), new Response(JSON.stringify(client)));
      } catch (full) {
        // What the next worker could not know must not be relied on; a page that stands on the store has to.
        if (!client.bound) clients.delete(id);
      }
    } else if (clients.delete(id)) await (await book()).delete(addressOf(id));
  }

  function within(promise, time) {
    return new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("slow")), time);
      promise.then(resolve, reject);
    });
  }

  /** Return an answer of the net that is worth more than what is saved; null otherwise. */
  async function fromNet(answer, time) {
    try {
      const response = await (time ? within(answer, time) : answer);
      return response.status < 500 ? response : null;
    } catch (unreachable) {
      return null;
    }
  }

  const bytesOf = async (response) => store.hash(await response.clone().arrayBuffer());

  async function page(event, path) {
    const net = Promise.resolve(event.preloadResponse).then((early) => early || fetch(event.request));
    net.catch(() => {});
    const { active } = await store.state();
    const table = active ? await tableOf(active) : null;
    const name = table && pageHash(table, path);
    const id = event.resultingClientId;
    const answer = await fromNet(net, name ? PAGES_WAIT : 0);
    if (answer) {
      const same = name && answer.status === 200 && (await bytesOf(answer)) === name;
      await remember(id, same ? { build: active, bound: false } : null);
      return answer;
    }
    const saved = name && (await store.content(name));
    if (saved) {
      await remember(id, { build: active, bound: true });
      return saved;
    }
    if (table && table.files.has(path + "/index.html")) return Response.redirect(store.root + path + "/");
    const missing = table && table.files.has("offline.html") && path !== "offline.html";
    return missing ? Response.redirect(store.root + "offline.html?missing=" + encodeURIComponent(path)) : net;
  }

  /** Return a text as scripts of the index are written: UTF-16, the low byte first. */
  function utf16(text) {
    return Uint8Array.from({ length: text.length * 2 }, (_, i) => (text.charCodeAt(i >> 1) >> (8 * (i % 2))) & 255);
  }

  /** Return a file of a build; the search of a build without the whole index is told what it can look into. */
  async function fromStore(table, path) {
    const saved = await store.content(table.files.get(path));
    if (!saved) return Response.error();
    if (path !== MANIFEST || table.whole) return saved;
    const only = JSON.stringify({ documents: table.documents, titles: table.titles });
    const told = "Gongbao.only = " + only + ";\n";
    return new Response(new Blob([await saved.arrayBuffer(), utf16(told)]), { headers: saved.headers });
  }

  async function part(event, path) {
    await recalled;
    const client = clients.get(event.clientId);
    const table = client && (await tableOf(client.build));
    if (!table) return fetch(event.request);
    const name = table.files.get(path);
    if (client.bound) {
      if (name) return fromStore(table, path);
      return NAMED_BY_CONTENT.test(path) ? fetch(event.request) : Response.error();
    }
    const net = fetch(event.request);
    net.catch(() => {});
    const answer = await fromNet(net, name ? PAGES_WAIT : 0);
    const same = answer && name && (await bytesOf(answer)) === name;
    // While this waited, another file of the page may have been given from the store.
    if (client.bound) return name ? fromStore(table, path) : Response.error();
    if (answer && (same || NAMED_BY_CONTENT.test(path))) return answer;
    if (!answer && name && clients.get(event.clientId) === client) {
      client.bound = true;
      await remember(event.clientId, client);
      return fromStore(table, path);
    }
    if (answer) await remember(event.clientId, null);
    return answer || net;
  }

  /** Ask for the newest build: save its shell if nothing else is saved, else only remember it. */
  async function check() {
    if (Date.now() - checked > CHECK_EVERY) {
      checked = Date.now();
      await refresh().catch(() => {
        checked = 0;
      });
    }
    return gone ? null : isOld();
  }

  async function refresh() {
    const build = await look();
    // Readers who asked for little traffic get nothing that they did not ask for.
    if (navigator.connection && navigator.connection.saveData) return;
    const { active, builds } = await store.state();
    if (active === build.build || (active && (builds[active].all || builds[active].groups.length))) return;
    await store.alone(() => store.save([], false));
    await collect();
  }

  /** Return the newest build; without a net it throws. */
  async function look() {
    const build = await store.latest().catch(async (error) => {
      const { active, builds } = await store.state();
      const saved = active && (builds[active].all || builds[active].groups.length);
      // The keeper took the worker off the site; who saved something keeps it.
      if ([404, 410].includes(error.status) && !saved) await leave();
      throw error;
    });
    // Where there is no room for it, it can be asked for again.
    await store.setNewest(build).catch(() => {});
    return build;
  }

  async function leave() {
    gone = true;
    await caches.delete(store.NAME);
    await caches.delete(store.CLIENTS);
    await self.registration.unregister();
  }

  /** Tell whether what the reader saved is older than the site. */
  async function isOld() {
    const { active, builds } = await store.state();
    const newest = await store.newest();
    const build = active && builds[active];
    if (!build || !newest || newest.build === active || !(build.all || build.groups.length)) return null;
    return { time: build.time };
  }

  /** Forget pages that are closed, the builds that no page needs any more, and their contents. */
  async function collect() {
    await store.alone(async () => {
      const open = new Set((await self.clients.matchAll({ includeUncontrolled: true })).map(({ id }) => id));
      const state = await store.state();
      const needed = new Set([state.active]);
      await recalled;
      for (const [id, client] of [...clients]) {
        if (open.has(id)) needed.add(client.build);
        else await remember(id, null);
      }
      for (const id of Object.keys(state.builds)) if (!needed.has(id)) delete state.builds[id];
      await store.setState(state);
      await store.sweep();
    }, { wait: true });
  }

  self.addEventListener("install", (event) => {
    self.skipWaiting();
    // Without room for the shell the worker is of use all the same: the reader is told when saving something.
    event.waitUntil(check().catch(() => {}));
  });

  self.addEventListener("activate", (event) => {
    const preload = self.registration.navigationPreload;
    event.waitUntil(
      Promise.all([self.clients.claim(), preload && preload.enable(), collect()]).catch(() => {}),
    );
  });

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || request.headers.has("range")) return;
    // What a script fetches is fetched to be saved, and comes from the net whatever its page is made of.
    if (request.mode !== "navigate" && !request.destination) return;
    const path = pathOf(request.url);
    if (path === null || NOT_OURS.test(path)) return;
    if (request.mode === "navigate") {
      // A store that cannot be read must not stand between a reader and the site.
      event.respondWith(page(event, path).catch(() => fetch(request)));
    } else if (!known || clients.has(event.clientId)) event.respondWith(part(event, path));
  });

  self.addEventListener("message", (event) => {
    const answer = async () => {
      if (event.data === "look") return event.ports[0].postMessage(await look().catch(() => null));
      if (event.data === "collect") await collect();
      const old = await check();
      if (old) event.source.postMessage({ old });
    };
    event.waitUntil(answer().catch(() => {}));
  });
})(self.GongbaoOffline);
