/* Checklists: ticks are kept in this browser by page and text of the item, with progress and a report. */
"use strict";

{
  const store = {
    read(key) {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      } catch {
        /* Storage is switched off: ticks live until the page is closed. */
      }
    },
  };

  /* The item's own words: nested lists are items of their own. */
  function ownText(item) {
    const copy = item.cloneNode(true);
    for (const inner of copy.querySelectorAll("ul, ol")) inner.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /* The words become part of the tick box's label: a larger target, and a name for screen readers. */
  function widenLabel(item) {
    const label = item.querySelector("label.task-list-control");
    const text = document.createElement("span");
    text.className = "kb-check__text";
    const isBlock = (node) => node instanceof Element && node.matches("ul, ol, p, div, table");
    while (label.nextSibling && !isBlock(label.nextSibling)) text.append(label.nextSibling);
    label.append(text);
  }

  function headingOf(list) {
    let at = list;
    while (at && !/^H[1-6]$/.test(at.tagName)) at = at.previousElementSibling ?? at.parentElement;
    const copy = at?.cloneNode(true);
    copy?.querySelector(".kb-anchor")?.remove();
    return copy?.textContent.trim() ?? "";
  }

  function button(text, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "md-button kb-button";
    element.textContent = text;
    element.addEventListener("click", act);
    return element;
  }

  function report(list, items) {
    const done = items.filter(({ box }) => box.checked).length;
    const lines = items.map(({ box, text, depth }) => `${"  ".repeat(depth)}[${box.checked ? "x" : " "}] ${text}`);
    const page = document.querySelector("article h1")?.textContent.trim() ?? document.title;
    return [`${page}. ${headingOf(list)}`, `Выполнено: ${done} из ${items.length}`, ...lines].join("\n");
  }

  function revive(list, seen) {
    const page = location.pathname;
    const items = [...list.querySelectorAll("li.task-list-item")].map((item) => {
      const text = ownText(item);
      const number = (seen.get(text) ?? 0) + 1; /* equal items of a page keep states of their own */
      seen.set(text, number);
      const key = `kb-check:${page}:${text}${number > 1 ? `:${number}` : ""}`;
      let depth = -1;
      for (let at = item; at && at !== list.parentElement; at = at.parentElement) depth += at.matches("ul, ol") ? 1 : 0;
      const box = item.querySelector("input[type=checkbox]");
      return { box, text, key, depth, given: box.defaultChecked };
    });

    const bar = document.createElement("progress");
    bar.max = items.length;
    bar.setAttribute("aria-label", "Выполнено пунктов");
    const count = document.createElement("span");
    count.className = "kb-progress__count";
    count.setAttribute("role", "status");
    const show = () => {
      const done = items.filter(({ box }) => box.checked).length;
      bar.value = done;
      count.textContent = `${done} из ${items.length}`;
      panel.classList.toggle("kb-progress--done", done === items.length);
    };
    const panel = document.createElement("div");
    panel.className = "kb-progress";
    panel.append(
      bar,
      count,
      button("Скопировать отчёт", () => KbClipboard.copy(report(list, items), "Отчёт скопирован")),
      button("Сбросить", () => {
        for (const { box, key, given } of items) {
          box.checked = given;
          store.write(key, null);
        }
        show();
      }),
    );
    for (const { box, key } of items) {
      const kept = store.read(key);
      if (kept !== null) box.checked = kept === "1";
      box.addEventListener("change", () => {
        store.write(key, box.checked ? "1" : "0");
        show();
      });
    }
    for (const item of list.querySelectorAll("li.task-list-item")) widenLabel(item);
    list.before(panel);
    show();
  }

  document$.subscribe(() => {
    const seen = new Map();
    for (const list of document.querySelectorAll("article ul.task-list")) {
      if (list.parentElement.closest("ul.task-list") || list.previousElementSibling?.matches(".kb-progress")) continue;
      revive(list, seen);
    }
  });
}
