/* The page 离线保存: what is saved, how large it is, what is newer; and the message of a page that is not saved. */
(function (store) {
  "use strict";

  const { size, day, element, button, snapshot, room, save, remove, tell, say } = store.panel;
  const area = document.querySelector("[data-offline-page]");
  const box = area.querySelector("[data-offline-controls]");

  function missing() {
    const path = new URLSearchParams(location.search).get("missing");
    const note = area.querySelector("[data-offline-missing]");
    // Only addresses of this site: a path cannot name another host.
    if (!path || /^[/\\]|:/.test(path)) return;
    note.querySelector("a").href = store.root + path.split("/").map(encodeURIComponent).join("/");
    note.hidden = false;
  }

  const nameOf = (group) => group.title || { search: "全库检索", pages: "文号、机关等其他各页" }[group.id] || group.id;

  function rowOf(group) {
    const item = element("li");
    const name = nameOf(group);
    item.append(group.url ? element("a", name, { href: store.root + group.url }) : element("span", name));
    item.append(" ", element("span", size(group.bytes), { className: "offline-size" }), " ");
    return item;
  }

  function row(group, saved, list) {
    const item = rowOf(group);
    const name = nameOf(group);
    if (!saved.all) {
      const rest = list.filter((other) => other !== group).map(({ id }) => id);
      item.append(button("删除", () => clear(rest, `${name}已从本机删除。`), `从本机删除${name}`));
    }
    return item;
  }

  /** Return a folded list of what is not saved yet and has a page of its own. */
  function more(newest, ids) {
    const others = newest.groups.filter(({ id, url }) => url && !ids.includes(id));
    if (!others.length) return [];
    const fold = element("details", "", { className: "offline-more" });
    const list = element("ul", "", { className: "offline-list" });
    for (const group of others) {
      const item = rowOf(group);
      item.append(button("保存", () => act([...ids, group.id], false), `保存${nameOf(group)}`));
      list.append(item);
    }
    fold.append(element("summary", `选择要保存的（还有${others.length}项）`), list);
    return [fold];
  }

  async function clear(rest, words) {
    const why = await remove(rest);
    await show({ words: why || words, focus: true });
  }

  async function act(ids, all) {
    const { done, words } = await save(box, ids, all);
    await show({ words: done ? "已保存在本机，断网后也能阅读和检索。" : words, focus: true, fresh: done });
  }

  async function show({ words = "", focus = false, fresh = false } = {}) {
    const { saved, groups, newest, damaged, reachable, old } = await snapshot({ fresh: true });
    const ids = groups.map(({ id }) => id);
    const parts = [];
    const heading = (text) => parts.push(element("h2", text, { className: "section-title" }));
    heading("保存在本机的");
    if (groups.length) {
      parts.push(element("p", `内容截至${day(saved.time)}保存时。`));
      const list = element("ul", "", { className: "offline-list offline-saved" });
      list.append(...groups.map((group) => row(group, saved, groups)));
      parts.push(list);
    } else {
      parts.push(element("p", "还没有保存任何一期。"));
    }
    if (damaged) parts.push(element("p", "本机的保存记录已损坏，保存过的内容读不出来，请重新保存。"));
    const tools = element("div", "", { className: "offline-tools" });
    if (old && reachable) {
      const { bytes } = await store.plan(newest, ids.filter((id) => newest.groups.some((g) => g.id === id)), saved.all);
      const gone = groups.filter(({ id }) => !newest.groups.some((group) => group.id === id)).map(nameOf);
      const without = gone.length ? `${gone.join("、")}已不在网站上，更新后不再保留。` : "";
      parts.push(element("p", `网站已有更新。更新完成以前，保存的旧内容照常可用。${without}`));
      tools.append(button(`更新（下载${size(bytes)}）`, () => act(ids, saved.all)));
    }
    if (groups.length) tools.append(button("全部删除", () => clear([], "已全部从本机删除。")));
    parts.push(tools);
    if (reachable && !(saved && saved.all)) {
      parts.push(...more(newest, ids));
      heading("全库");
      parts.push(element("p", "全部网页和全库检索，包括按文号、机关、栏目的各页；数据文件（JSON、BibTeX 等）和下载包不在内。"));
      const whole = element("div", "", { className: "offline-tools" });
      whole.append(button(`保存全库（${size(newest.bytes)}）`, () => act([], true)));
      parts.push(whole);
    }
    const left = await room();
    if (left !== null) parts.push(element("p", `浏览器还能给本站约${size(left)}的空间。`, { className: "offline-size" }));
    if (!reachable) parts.unshift(element("p", "现在连接不上网站。"));
    box.replaceChildren(...parts);
    if (fresh) {
      const again = element("p", "");
      again.append(button("重新载入本页", () => location.reload()));
      box.prepend(again);
    }
    if (words) tell(box, words);
    area.querySelector("[data-offline-static]").hidden = true;
    box.hidden = false;
    const first = box.querySelector("button");
    if (focus && first) first.focus();
    if (!reachable && !words) say("现在连接不上网站");
  }

  missing();
  navigator.serviceWorker.ready.then(() => show()).catch((error) => {
    // A browser may refuse a site all storage.
    box.replaceChildren(element("p", `浏览器没有给出本站保存的内容：${error.message}`));
    box.hidden = false;
  });
})(self.GongbaoOffline);
