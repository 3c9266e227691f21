/* The number box: suggestions while a number is typed, and the jump to its page. */
(function (Gongbao) {
  "use strict";

  const DELAY = 120;
  let count = 0;

  const searchPage = (text) => Gongbao.root + "search.html?q=" + encodeURIComponent(text);

  /** Go to the page of the number in the box; if it is not known, search for it. */
  async function go(form) {
    const text = form.elements.number.value.trim();
    if (!text) return;
    await Gongbao.startBase();
    const found = await Gongbao.number.find(text);
    location.href = found.length === 1 ? Gongbao.root + found[0].url : searchPage(text);
  }

  class Suggestions {
    constructor(form) {
      this.input = form.elements.number;
      this.active = -1;
      this.asked = 0;
      this.list = document.createElement("ul");
      this.list.className = "search-suggestions";
      this.list.id = "search-suggestions-" + ++count;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", "可能的文号");
      this.list.hidden = true;
      form.classList.add("search-has-suggestions");
      form.append(this.list);
      for (const [name, value] of [
        ["role", "combobox"],
        ["aria-expanded", "false"],
        ["aria-autocomplete", "list"],
        ["aria-controls", this.list.id],
      ]) {
        this.input.setAttribute(name, value);
      }
      this.input.addEventListener("input", (event) => {
        if (!event.isComposing) this.#later();
      });
      this.input.addEventListener("compositionend", () => this.#later());
      this.input.addEventListener("keydown", (event) => this.#key(event));
      this.input.addEventListener("blur", () => this.close());
      // What was typed while this script was on its way.
      if (this.input.value && this.input === document.activeElement) this.#later();
    }

    #later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.show(), DELAY);
    }

    async show() {
      const asked = ++this.asked;
      const text = this.input.value;
      let found = [];
      try {
        await Gongbao.startBase();
        found = await Gongbao.number.suggest(text);
      } catch (error) {
        // Suggestions are a help only; Enter says what is wrong.
      }
      if (asked !== this.asked) return;
      this.active = -1;
      this.list.dataset.for = text;
      this.list.replaceChildren(...found.map((entry, i) => this.#option(entry, i)));
      this.list.hidden = !found.length;
      this.input.setAttribute("aria-expanded", String(found.length > 0));
      this.input.removeAttribute("aria-activedescendant");
    }

    #option({ number, url, title }, i) {
      const option = document.createElement("li");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.id = this.list.id + "-" + i;
      option.dataset.url = Gongbao.root + url;
      const name = document.createElement("b");
      name.textContent = number;
      option.append(name, " ", title);
      // Before the box loses the focus, which closes the list.
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        location.href = option.dataset.url;
      });
      return option;
    }

    #key(event) {
      // The keys that choose among an input method's candidates are not ours; Safari tells it by the code alone.
      if (event.isComposing || event.keyCode === 229) return;
      const options = this.list.hidden ? [] : [...this.list.children];
      if (event.key === "Escape" && options.length) {
        event.preventDefault();
        this.close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One place more than there are options: the box itself.
        this.active = ((this.active + 1 + step + options.length + 1) % (options.length + 1)) - 1;
        options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.active)));
        if (this.active < 0) this.input.removeAttribute("aria-activedescendant");
        else this.input.setAttribute("aria-activedescendant", options[this.active].id);
      } else if (event.key === "Enter" && this.active >= 0 && options.length) {
        event.preventDefault();
        location.href = options[this.active].dataset.url;
      }
    }

    close() {
      this.asked++;
      this.list.hidden = true;
      this.active = -1;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  const attached = new WeakMap();

  /** Give a form suggestions. */
  function attach(form) {
    if (!attached.has(form)) attached.set(form, new Suggestions(form));
  }

  Gongbao.box = { attach, go };
})(window.Gongbao);
