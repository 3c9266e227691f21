/* Save and remove, with progress: the part that an issue's page and the page 离线保存 share. */
(function (store) {
  "use strict";

  const ANNOUNCE_EVERY = 25;
  const PATIENCE = 15000;
  const status = document.querySelector("[data-status]");

  /** Say something to screen readers. */
  const say = (text) => {
    status.textContent = text;
  };

  function size(bytes) {
    if (bytes >= 1e9) return (bytes / 1e9).toFixed(1) + " GB";
    return bytes < 1e6 ? Math.max(1, Math.round(bytes / 1000)) + " KB" : (bytes / 1e6).toFixed(1) + " MB";
  }

  function day(time) {
    const date = new Date(time);
    return `${date.getFullYear()}年${date.getMonth() + 1}月${date.getDate()}日`;
  }

  function element(name, words, parts = {}) {
    const made = Object.assign(document.createElement(name), parts);
    if (words) made.textContent = words;
    return made;
  }

  function button(words, action, label) {
    const made = element("button", words, { type: "button" });
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  }

  /** Let the worker ask the site for its newest build; null if there is no answer. */
  async function ask() {
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data);
      setTimeout(() => resolve(null), PATIENCE);
      active.postMessage("look", [port2]);
    });
  }

  /** Return what is saved, and the newest build that was heard of, or that can be now. */
  async function snapshot({ fresh = false } = {}) {
    const { active, builds, damaged } = await store.state();
    const known = await store.newest();
    const heard = fresh || !known ? await ask() : null;
    const newest = heard || known;
    const saved = active ? builds[active] : null;
    const groups = saved ? store.chosen(saved.root, saved.groups, saved.all) : [];
    return { saved, groups, newest, damaged, reachable: Boolean(heard), old: Boolean(groups.length && newest && newest.build !== active) };
  }

  async function room() {
    try {
      const { quota, usage } = await navigator.storage.estimate();
      return Math.max(0, quota - usage);
    } catch (unknown) {
      return null;
    }
  }

  const SAFE = "先前保存的内容没有变动。";

  /** Say what went wrong, and what the reader can do. */
  async function reason(error, needed) {
    if (error.name === "QuotaExceededError") {
      const left = await room();
      // Browsers count in their own way: what would contradict the message is left out.
      const amount = left === null || left >= needed ? `（需要${size(needed)}）` : `（需要${size(needed)}，还剩约${size(left)}）`;
      return `没有保存：浏览器给本站的存储空间不够${amount}。${SAFE}可以在“离线保存”一页删去不再需要的，或清理设备空间后再试。`;
    }
    if (error.name === "AbortError") return `已停止。${SAFE}已经下载的部分，下次接着存。`;
    if (error.name === "BusyError") return "另一个窗口正在保存，请等它存完再试。";
    if (error.name === "ChangedError") {
      return `没有保存：网站正在更新，或文件在途中被改动（${error.path}）。${SAFE}请过一会儿再试。`;
    }
    if (["LoadError", "NoListError", "TypeError"].includes(error.name)) {
      return `没有存完：连接不上网站。${SAFE}再按一次，会从断开的地方接着存。`;
    }
    return `没有保存：${error.message}。${SAFE}`;
  }

  /** Save groups and show how far it is; tells whether it was done. */
  async function save(box, ids, all) {
    const stop = new AbortController();
    const bar = element("progress", "", { value: 0, max: 1 });
    bar.setAttribute("aria-label", "保存进度");
    const words = element("p", "正在准备…");
    box.replaceChildren(words, bar, button("停止", () => stop.abort()));
    say("开始保存");
    let needed = 0;
    let told = 0;
    const progress = (done, total) => {
      needed = total;
      bar.max = total || 1;
      bar.value = done;
      words.textContent = `正在保存：${size(done)}，共${size(total)}`;
      const percent = Math.floor((100 * done) / (total || 1));
      if (percent >= told + ANNOUNCE_EVERY && percent < 100) {
        told = percent - (percent % ANNOUNCE_EVERY);
        say(`已保存${told}%`);
      }
    };
    const warn = (event) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    try {
      // Asked by a reader's own wish: what was saved on purpose should not be cleared away for want of room.
      if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
      const work = () => store.save(ids, all, { progress, signal: stop.signal });
      await store.alone(work).catch((error) => {
        if (error.name !== "BusyError") throw error;
        words.textContent = "另一个窗口正在保存，等它存完…";
        return store.alone(work, { wait: true, signal: stop.signal });
      });
      collect();
      return { done: true };
    } catch (error) {
      return { done: false, words: await reason(error, needed) };
    } finally {
      window.removeEventListener("beforeunload", warn);
    }
  }

  /** Let the worker delete what no open page needs any more. */
  function collect() {
    navigator.serviceWorker.ready.then((held) => held.active.postMessage("collect")).catch(() => {});
  }

  async function remove(ids) {
    try {
      await store.alone(() => store.keep(ids));
      collect();
      return null;
    } catch (error) {
      return reason(error, 0);
    }
  }

  /** Show a message below the controls, and say it. */
  function tell(box, words) {
    box.append(element("p", words, { className: "offline-told" }));
    say(words);
  }

  const title = "本期";

  /** Show what can be done with the group of a box. */
  async function show(box, { focus = false, words = "" } = {}) {
    const id = box.dataset.offline;
    const name = box.dataset.offlineName || title;
    const { saved, groups, newest, old } = await snapshot();
    const known = (newest || (saved && saved.root) || { groups: [] }).groups.find((group) => group.id === id);
    const here = groups.some((group) => group.id === id);
    const overview = element("a", "离线保存", { href: store.root + "offline.html" });
    const ids = groups.map((group) => group.id);
    box.hidden = !known && !here;
    if (box.hidden) return;
    box.replaceChildren();
    const all = Boolean(saved && saved.all);
    const act = async (wanted) => {
      const { done, words: why } = await save(box, wanted, all);
      await show(box, { focus: true, words: why });
      if (done) say(`${name}已保存在本机`);
    };
    if (here) {
      box.append(element("p", `${name}已于${day(saved.time)}保存在本机，断网后也能阅读和检索。`));
      if (old) box.append(button("更新", () => act(ids), `更新保存在本机的内容`));
      if (!all) {
        box.append(
          button("删除", async () => {
            const why = await remove(ids.filter((other) => other !== id));
            await show(box, { focus: true, words: why || `${name}已从本机删除。` });
          }, `从本机删除${name}`),
        );
      }
    } else {
      box.append(button(`保存${name}（${size(known.bytes)}）`, () => act([...ids, id])));
      const also = old ? "，同时更新已保存的其他各期" : "";
      box.append(element("p", `存在浏览器里，断网后也能阅读和检索${also}。`));
    }
    const last = element("p", "");
    last.append(overview);
    box.append(last);
    if (words) tell(box, words);
    const first = box.querySelector("button, a");
    if (focus && first) first.focus();
  }

  Object.assign(store, { panel: { say, size, day, element, button, snapshot, room, save, remove, tell } });
  const boxes = document.querySelectorAll("[data-offline]");
  // The worker may just be fetching the first list; asking the site a second time would be in its way.
  if (boxes.length) {
    navigator.serviceWorker.ready.then(() => Promise.all([...boxes].map((box) => show(box)))).catch(() => {
      // A browser may refuse a site all storage: then there is nothing to offer.
      document.documentElement.classList.remove("can-save");
    });
  }
})(self.GongbaoOffline);
