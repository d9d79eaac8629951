
"use strict";
// Conveniences: the page says all it has to say without them.
(() => {
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const make = (name, words, more) => Object.assign(document.createElement(name), { textContent: words }, more);
  document.documentElement.classList.add("script");
  const form = document.querySelector("form[role=search]");
  const [box, said, told] = [form.querySelector("input"), form.querySelector("output"), form.dataset];
  form.hidden = false;

  // Cards: the source in real words, to be copied, and what a hand on glass needs.
  const number_of = (card) => all(`[popovertarget="${card.id}"]`)[0];
  const fill = (card) => {
    if (card.filled) return;
    card.filled = true;
    for (const cell of all("p > a", card)) {
      const [part, place] = [cell.parentElement, document.getElementById(cell.hash.slice(1))];
      all(".line", place).forEach((line, at) => {
        const copy = line.cloneNode(true);
        if (at === 1) copy.append(" › ", cell);
        part.append(copy);
      });
      part.classList.add("filled");
    }
    const address = card.querySelector("a[href^='#n']").getAttribute("href");
    const copy = make("button", told.copy, { type: "button" });
    copy.onclick = async () => {
      history.replaceState(null, "", address);
      try {
        await navigator.clipboard.writeText(location.href);
        copy.textContent = told.copied;
      } catch {
        const field = make("input", "", { value: location.href, readOnly: true });
        copy.replaceWith(field);
        field.select();
      }
    };
    const close = make("button", told.close, { type: "button", onclick: () => card.hidePopover() });
    const bar = make("div", "", { className: "bar" });
    bar.append(copy, " ", close);
    card.append(bar);
  };
  const show = (card, source) => {
    fill(card);
    if (!card.matches(":popover-open")) card.showPopover({ source });
  };
  document.addEventListener("beforetoggle", (event) => event.target.closest(".cards") && fill(event.target), true);
  // Where a browser cannot place a card beside its number, it stands at the other end of the window.
  if (!CSS.supports("position-area", "block-end")) {
    document.addEventListener("toggle", (event) => {
      const [card, number] = [event.target, number_of(event.target)];
      if (event.newState !== "open" || !number) return;
      const is_low = number.getBoundingClientRect().top > innerHeight / 2;
      card.style.inset = is_low ? ".5rem auto auto 50%" : "auto auto .5rem 50%";
    }, true);
  }

  // The address of a number shows the number and its card.
  const follow = () => {
    const part = document.getElementById(location.hash.slice(1));
    if (!part || !/^n\d+$/.test(part.id) || !part.showPopover) return;
    const card = document.getElementById(part.getAttribute("popovertarget")) || part;
    part.scrollIntoView({ block: "center" });
    if (card !== part) part.focus({ preventScroll: true });
    show(card, card === part ? undefined : part);
  };
  addEventListener("hashchange", follow);
  follow();

  // Tables that sort: up, down, as they stood.
  const text_of = (cell) => cell.dataset.key ?? cell.textContent.trim();
  const value = (text) => (/^[-−+]?[\d,]*\.?\d+%?$/.test(text) ? parseFloat(text.replace(/,/g, "").replace("−", "-")) / (text.endsWith("%") ? 100 : 1) : NaN);
  for (const table of all("table")) {
    const [body, heads] = [table.tBodies[0], all("thead th", table)];
    if (!body || body.rows.length < 3) continue;
    const rows = [...body.rows];
    heads.forEach((head, at) => {
      if (!head.textContent.trim() || rows.some((row) => row.cells[at]?.querySelector("svg"))) return;
      const button = make("button", "", { type: "button", className: "sort" });
      button.append(...head.childNodes);
      head.append(button);
      // A browser repeats the head of a table on the next printed page only where nothing in it can be pressed.
      addEventListener("beforeprint", () => button.replaceWith(...button.childNodes));
      addEventListener("afterprint", () => {
        button.append(...head.childNodes);
        head.append(button);
      });
      button.onclick = () => {
        const now = head.getAttribute("aria-sort");
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        const turn = now === "ascending" ? -1 : now === "descending" ? 0 : 1;
        if (turn) head.setAttribute("aria-sort", turn > 0 ? "ascending" : "descending");
        const ranked = rows.map((row) => {
          const text = text_of(row.cells[at]);
          return { row, text, number: value(text), last: row.classList.contains("total") };
        });
        const are_numbers = ranked.some((one) => !isNaN(one.number));
        const order = (a, b) => {
          if (a.last || b.last || !turn) return a.last - b.last;
          if (!are_numbers) return turn * a.text.localeCompare(b.text, document.documentElement.lang);
          // What has no number comes last, up or down.
          return isNaN(a.number) - isNaN(b.number) || turn * (a.number - b.number) || 0;
        };
        body.append(...(turn ? ranked.sort(order).map((one) => one.row) : rows));
      };
    });
  }

  // Search: the text, the tables and the cards; Enter goes to the next, Shift and Enter back.
  const parts = all("main :is(h2, h3, h4, p, li, tr, caption, figcaption)").filter((part) => !part.closest("[popover]"));
  let [found, at] = [[], -1];
  const words_of = (text) => text.toLowerCase().replace(/\s+/g, " ");
  const tell = () => {
    said.textContent = !box.value.trim() ? "" : found.length ? `${at + 1} / ${found.length}` : told.none;
  };
  const mark = (asked) => {
    if (!CSS.highlights) return;
    const ranges = [];
    for (const part of asked ? found : []) {
      const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (let from = text.indexOf(asked); from >= 0; from = text.indexOf(asked, from + asked.length)) {
          const range = new Range();
          range.setStart(node, from);
          range.setEnd(node, from + asked.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  box.oninput = () => {
    const asked = words_of(box.value.trim());
    const holds = (part) => words_of(part.textContent).includes(asked);
    const texts = asked ? parts.filter(holds) : [];
    const cards = asked ? all(".cards > [popover]").filter((card) => number_of(card) && holds(card)) : [];
    found = [...texts.filter((part) => !texts.some((other) => other !== part && part.contains(other))), ...cards];
    at = -1;
    mark(asked);
    tell();
  };
  form.onsubmit = (event) => event.preventDefault();
  box.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing || !found.length) return;
    event.preventDefault();
    at = (at + (event.shiftKey ? found.length - (at < 0 ? 0 : 1) : 1)) % found.length;
    tell();
    all(".found").forEach((part) => part.classList.remove("found"));
    const part = found[at];
    const place = number_of(part) ?? part;
    const closed = place.closest("details");
    if (closed) closed.open = true;
    place.classList.add("found");
    place.scrollIntoView({ block: "center" });
    all(":popover-open").forEach((card) => card.hidePopover());
    if (place !== part) show(part, place);
  };
})();
