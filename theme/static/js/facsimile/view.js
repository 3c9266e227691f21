/* The pane that shows a page: turning, zooming, printing, and what is marked on it. It knows nothing of the text. */
(function (Facsimile) {
  "use strict";

  const ZOOMS = [1, 1.25, 1.5, 2, 2.5, 3, 4];
  // Rows of print are at least so many pixels high, where two pages are in one picture: as wide as the pane they are less.
  const LEGIBLE = 8;
  const SWIPE = 50;
  const TAP = 8;

  function make(name, attributes, ...inner) {
    const element = document.createElement(name);
    for (const key of Object.keys(attributes || {})) element.setAttribute(key, attributes[key]);
    element.append(...inner);
    return element;
  }

  function button(text, label, action) {
    const made = make("button", { type: "button" }, text);
    if (label !== text) made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", action);
    return made;
  }

  /** Place an element by a box in thousandths. */
  function put(element, [left, top, right, bottom]) {
    element.style.left = left / 10 + "%";
    element.style.top = top / 10 + "%";
    element.style.width = (right - left) / 10 + "%";
    element.style.height = (bottom - top) / 10 + "%";
  }

  /**
   * Fill a dialog with a view of its pages.
   * on: what the owner does: turned(page), chosen(unit name, by a finger), text() for the button that leads to the text,
   * close(); whole: whether a page is shown whole at first, or as wide as the pane.
   */
  function view(dialog, on) {
    const base = dialog.dataset.base;
    const pages = dialog.dataset.pages.split(" ").map((part) => {
      const [number, shape, printed] = part.split(":");
      const [wide, high] = shape.split("x").map(Number);
      return { number: Number(number), wide, high, label: printed ? `第${printed}页` : `影像${number}` };
    });
    const order = new Map(pages.map((page, at) => [page.number, at]));
    let at = -1;
    let whole = Boolean(on.whole);
    let scale = 1;
    let units = [];
    let hits = [];
    let selected = null;

    const image = make("img", { alt: "" });
    const marks = make("div", { class: "facsimile-marks", "aria-hidden": "true" });
    const sheet = make("div", { class: "facsimile-sheet" }, image, marks);
    const stage = make("div", { class: "facsimile-stage", tabindex: "0", role: "group" }, sheet);
    const status = make("p", { class: "hidden", role: "status" });
    const jump = make("select", { "aria-label": "转到" });
    pages.forEach((page, n) => jump.append(make("option", { value: n }, `${page.label} · ${n + 1}/${pages.length}`)));
    const before = button("‹", "上一页", () => turn(-1));
    const after = button("›", "下一页", () => turn(1));
    const smaller = button("−", "缩小", () => zoom(-1));
    const larger = button("＋", "放大", () => zoom(1));
    const fit = button("整页", "整页", () => fitted(!whole));
    const paper = button("打印", "打印这一页的影像", print);
    const text = button("看文字", "看文字", () => on.text());
    const close = button("关闭", "关闭影像", () => on.close());
    for (const one of [smaller, larger, fit, paper]) one.className = "facsimile-wide";
    text.className = "facsimile-text";
    close.className = "facsimile-close";
    jump.addEventListener("change", () => show(pages[jump.value].number));
    dialog.append(
      make("div", { class: "facsimile-bar", role: "toolbar", "aria-label": "影像" },
        before, jump, after, smaller, larger, fit, paper, text, close),
      stage,
      status,
    );

    function lay() {
      const page = pages[at];
      if (!page) return;
      const room = getComputedStyle(stage);
      const wide = stage.clientWidth - parseFloat(room.paddingLeft) - parseFloat(room.paddingRight);
      const high = stage.clientHeight - parseFloat(room.paddingTop) - parseFloat(room.paddingBottom);
      const across = whole ? Math.min(wide, (high * page.wide) / page.high) : wide * pagesAcross(page, wide);
      sheet.style.width = Math.max(across, 1) * scale + "px";
      sheet.style.aspectRatio = `${page.wide} / ${page.high}`;
      stage.classList.toggle("zoomed", sheet.offsetWidth > stage.clientWidth);
      smaller.disabled = scale <= ZOOMS[0];
      larger.disabled = scale >= ZOOMS[ZOOMS.length - 1];
      fit.textContent = whole ? "适宽" : "整页";
      fit.title = whole ? "按宽度显示" : "显示整页";
    }

    /** Return 2 for a picture of two pages that cannot be read at a width: one of them then fills the pane. */
    function pagesAcross(page, wide) {
      if (page.wide <= page.high) return 1;
      const rows = [];
      for (const unit of units) {
        for (const row of unit.rows) if (row.page === page.number && unit.rows.length > 1) rows.push(row.box[3] - row.box[1]);
      }
      rows.sort((a, b) => a - b);
      const usual = rows[rows.length >> 1];
      return usual && ((usual / 1000) * wide * page.high) / page.wide < LEGIBLE ? 2 : 1;
    }

    /** Change the scale, and keep the point (x, y of the stage; its middle) where it is. */
    function scaled(next, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
      const old = scale;
      scale = Math.min(Math.max(next, ZOOMS[0]), ZOOMS[ZOOMS.length - 1]);
      if (scale === old) return;
      const left = ((stage.scrollLeft + x) * scale) / old - x;
      const top = ((stage.scrollTop + y) * scale) / old - y;
      lay();
      stage.scrollTo({ left, top, behavior: "instant" });
    }

    function zoom(by) {
      const steps = by > 0 ? ZOOMS : [...ZOOMS].reverse();
      scaled(steps.find((step) => (by > 0 ? step > scale + 0.01 : step < scale - 0.01)) || scale);
      say(`放大到 ${Math.round(scale * 100)}%`);
    }

    function fitted(to) {
      whole = to;
      scale = 1;
      lay();
      stage.scrollTo({ left: 0, top: 0, behavior: "instant" });
    }

    function say(words) {
      status.textContent = words;
    }

    function source(page, small) {
      return `${base}${page.number}${small ? ".small" : ""}.webp`;
    }

    /** Show a page; tell whether there is such a one. */
    function show(number) {
      const next = order.get(number);
      if (next === undefined) return false;
      if (next === at) return true;
      at = next;
      const page = pages[at];
      jump.value = at;
      before.disabled = at === 0;
      after.disabled = at === pages.length - 1;
      // The small picture stands in until the large one has come.
      sheet.style.backgroundImage = `url("${source(page, true)}")`;
      image.src = source(page);
      image.alt = `${page.label}的影像，文字见正文`;
      stage.setAttribute("aria-label", `${page.label}的影像，左右方向键翻页，加减号缩放`);
      lay();
      stage.scrollTo({ left: 0, top: 0, behavior: "instant" });
      draw();
      say(page.label);
      [pages[at + 1], pages[at - 1]].forEach((near) => {
        if (near) new Image().src = source(near);
      });
      return true;
    }

    function turn(by) {
      const page = pages[at + by];
      if (!page) return false;
      show(page.number);
      on.turned(page.number);
      return true;
    }

    /** Draw the places of units and hits on the page that is shown. */
    function draw() {
      const number = pages[at].number;
      marks.replaceChildren();
      for (const unit of units) {
        for (const box of Facsimile.places.areas(unit.rows, number)) {
          const area = make("div", { class: "facsimile-area" });
          area.dataset.unit = unit.name;
          area.classList.toggle("current", unit.name === selected);
          put(area, box);
          marks.append(area);
        }
      }
      for (const { page, box, current } of hits) {
        if (page !== number) continue;
        const hit = make("div", { class: current ? "facsimile-hit current" : "facsimile-hit" });
        put(hit, box);
        marks.append(hit);
      }
    }

    /** Mark a unit, and bring a box of it (thousandths) into view. */
    function select(name, box) {
      selected = name;
      for (const area of marks.querySelectorAll(".facsimile-area")) {
        area.classList.toggle("current", area.dataset.unit === name);
      }
      if (box) reveal(box);
    }

    function reveal([left, top, right, bottom]) {
      const to = {};
      const seen = (start, end, at, room) => start >= at + 8 && end <= at + room - 8;
      const y = [top, bottom].map((side) => sheet.offsetTop + (sheet.offsetHeight * side) / 1000);
      const x = [left, right].map((side) => sheet.offsetLeft + (sheet.offsetWidth * side) / 1000);
      if (!seen(...y, stage.scrollTop, stage.clientHeight)) to.top = Math.max(y[0] - stage.clientHeight / 4, 0);
      if (!seen(...x, stage.scrollLeft, stage.clientWidth)) to.left = Math.max((x[0] + x[1] - stage.clientWidth) / 2, 0);
      if (Object.keys(to).length) stage.scrollTo(to);
    }

    function print() {
      const root = document.documentElement;
      root.classList.add("facsimile-print");
      window.addEventListener("afterprint", () => root.classList.remove("facsimile-print"), { once: true });
      window.print();
    }

    // Keys: only those that the page itself has no use for.
    dialog.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
      const wide = stage.scrollWidth > stage.clientWidth + 1;
      const foot = stage.scrollTop + stage.clientHeight >= stage.scrollHeight - 2;
      const keys = {
        ArrowLeft: () => !wide && turn(-1),
        ArrowRight: () => !wide && turn(1),
        PageUp: () => stage.scrollTop <= 2 && turn(-1),
        PageDown: () => foot && turn(1),
        Home: () => show(pages[0].number) && !on.turned(pages[0].number),
        End: () => show(pages[pages.length - 1].number) && !on.turned(pages[pages.length - 1].number),
        "+": () => !zoom(1),
        "=": () => !zoom(1),
        "-": () => !zoom(-1),
        0: () => !fitted(false),
      };
      if (keys[event.key] && keys[event.key]() !== false) event.preventDefault();
    });

    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const { left, top } = stage.getBoundingClientRect();
      scaled(scale * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
    }, { passive: false });

    // Fingers: one swipes or taps, two pinch. What moves the page itself is the browser's.
    const fingers = new Map();
    let start = null;
    let pinch = null;
    let lastTap = 0;
    stage.addEventListener("pointerdown", (event) => {
      fingers.set(event.pointerId, event);
      start = fingers.size === 1 ? event : null;
      if (fingers.size === 2) pinch = { apart: apart(), scale };
    });
    stage.addEventListener("pointermove", (event) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, event);
      if (!pinch || fingers.size !== 2) return;
      const [a, b] = [...fingers.values()];
      const { left, top } = stage.getBoundingClientRect();
      const middle = [(a.clientX + b.clientX) / 2 - left, (a.clientY + b.clientY) / 2 - top];
      scaled((pinch.scale * apart()) / pinch.apart, ...middle);
    });
    function apart() {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1;
    }
    stage.addEventListener("pointercancel", (event) => {
      fingers.delete(event.pointerId);
      start = pinch = null;
    });
    stage.addEventListener("pointerup", (event) => {
      fingers.delete(event.pointerId);
      if (fingers.size < 2) pinch = null;
      if (!start || start.pointerId !== event.pointerId) return;
      const across = event.clientX - start.clientX;
      const down = event.clientY - start.clientY;
      start = null;
      if (event.pointerType !== "mouse" && Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down) && !stage.classList.contains("zoomed")) {
        turn(across < 0 ? 1 : -1);
      } else if (Math.hypot(across, down) <= TAP) tap(event);
    });

    function tap(event) {
      const finger = event.pointerType !== "mouse";
      if (finger && event.timeStamp - lastTap < 300) {
        const { left, top } = stage.getBoundingClientRect();
        scaled(scale > 1 ? 1 : 2, event.clientX - left, event.clientY - top);
        lastTap = 0;
        return;
      }
      lastTap = event.timeStamp;
      const area = event.target.closest(".facsimile-area");
      if (area) on.chosen(area.dataset.unit, finger);
    }

    new ResizeObserver(lay).observe(stage);

    return {
      pages, stage, show, select, say,
      get page() { return at < 0 ? null : pages[at].number; },
      get selected() { return selected; },
      set units(given) { units = given; if (at >= 0) { lay(); draw(); } },
      set hits(given) { hits = given; if (at >= 0) draw(); },
      has: (number) => order.has(number),
    };
  }

  Facsimile.view = view;
})(window.GongbaoFacsimile);
