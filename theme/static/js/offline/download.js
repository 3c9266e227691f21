/* Save builds: load what is missing, compare every byte with the list, and only then switch. */
(function (store) {
  "use strict";

  const VERSION = 2;
  const AT_ONCE = 6;
  // A site that is being published may change under the hands of who saves it.
  const TRIES = 3;

  const failure = (name, path) => Object.assign(new Error(name + " " + (path || "")), { name, path });

  /** Ask the site for its newest build. */
  async function latest() {
    const response = await fetch(store.root + "offline/build.json", { cache: "no-cache" });
    if (!response.ok) throw Object.assign(failure("NoListError"), { status: response.status });
    const build = await response.json();
    if (build.version !== VERSION) throw failure("NoListError");
    return build;
  }

  /** Load a file and compare it; what a cache on the way kept from an earlier build is asked for once more. */
  async function load(path, wanted, signal) {
    const address = store.root + path.split("/").map(encodeURIComponent).join("/");
    for (const cache of ["no-cache", "reload"]) {
      const response = await fetch(address, { cache, signal });
      if (!response.ok && response.status !== 404) throw failure("LoadError", path);
      const bytes = await response.arrayBuffer();
      if (response.ok && (await store.hash(bytes)) === wanted) {
        return { bytes, type: response.headers.get("Content-Type") || "application/octet-stream" };
      }
    }
    throw failure("ChangedError", path);
  }

  /** Return the lists of groups, from what is here or from the site. */
  function lists(groups, signal) {
    return Promise.all(
      groups.map(async ({ list }) => {
        const here = await store.content(list);
        if (here) return here.json();
        const { bytes, type } = await load("offline/" + list + ".json", list, signal);
        await store.putContent(list, bytes, type);
        return JSON.parse(new TextDecoder().decode(bytes));
      }),
    );
  }

  /** Return what is missing for groups of a build: hash → { path, size }, and how many bytes that is. */
  async function plan(build, ids, all, signal) {
    const wanted = new Map();
    const add = ([path, name, size]) => wanted.set(name, { path, size });
    build.shell.forEach(add);
    const own = store.chosen(build, ids, all);
    store.shared(build, own).forEach(add);
    for (const { files } of await lists(own, signal)) files.forEach(add);
    const here = await store.held();
    const missing = new Map([...wanted].filter(([name]) => !here.has(name)));
    let bytes = 0;
    for (const { size } of missing.values()) bytes += size;
    return { wanted, missing, bytes };
  }

  async function loadAll({ missing, bytes }, progress, signal) {
    const waiting = [...missing];
    const stop = new AbortController();
    if (signal) signal.addEventListener("abort", () => stop.abort());
    let done = 0;
    async function work() {
      while (waiting.length) {
        if (stop.signal.aborted) throw failure("AbortError");
        const [name, { path, size }] = waiting.shift();
        const file = await load(path, name, stop.signal);
        await store.putContent(name, file.bytes, file.type);
        done += size;
        progress(done, bytes);
      }
    }
    const workers = Array.from({ length: AT_ONCE }, work);
    try {
      await Promise.all(workers);
    } catch (error) {
      // The others end before anybody counts or deletes what is there.
      stop.abort();
      await Promise.allSettled(workers);
      throw signal && signal.aborted ? failure("AbortError") : error;
    }
  }

  async function saveBuild(build, ids, all, progress, signal) {
    const known = ids.filter((id) => build.groups.some((group) => group.id === id));
    const planned = await plan(build, known, all, signal);
    progress(0, planned.bytes);
    await loadAll(planned, progress, signal);
    const here = await store.held();
    for (const [name, { path }] of planned.wanted) if (!here.has(name)) throw failure("LoadError", path);
    const state = await store.state();
    state.builds[build.build] = { root: build, groups: known, all, time: Date.now() };
    state.active = build.build;
    await store.setState(state);
    await store.setNewest(build);
    return build;
  }

  /** Save groups of the newest build, under the lock; the build before stays as it is until all is there. */
  async function save(ids, all, { progress = () => {}, signal } = {}) {
    for (let tried = 1; ; tried++) {
      const build = await latest();
      try {
        return await saveBuild(build, ids, all, progress, signal);
      } catch (error) {
        // No room: give back what this attempt took, so that nothing else is evicted for it.
        if (error.name === "QuotaExceededError") await store.sweep();
        if (error.name !== "ChangedError" || tried === TRIES) throw error;
        if ((await latest()).build === build.build) throw error;
      }
    }
  }

  /** Choose what stays of the active build. */
  async function keep(ids) {
    const state = await store.state();
    Object.assign(state.builds[state.active], { groups: ids, all: false });
    await store.setState(state);
    await store.sweep();
  }

  Object.assign(store, { latest, plan, save, keep });
})(self.GongbaoOffline);
