/* A long list of client phrases shows a few: the reply below them is what an agent came for. */
"use strict";

{
  const SHOWN = 5;
  const LONG = 8;
  const rules = new Intl.PluralRules("ru");
  const words = { one: "фраза", few: "фразы", many: "фраз" };

  document$.subscribe(() => {
    /* A reader who comes from the search is shown where the words stand. */
    const isSearched = new URLSearchParams(location.search).has("h");
    for (const label of document.querySelectorAll("article p.label")) {
      const list = label.nextElementSibling;
      if (!label.textContent.startsWith("Типичн") || !list?.matches("ul, ol")) continue;
      const hidden = list.children.length - SHOWN;
      if (list.children.length < LONG || list.nextElementSibling?.matches(".kb-more")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "kb-more";
      const show = (open) => {
        list.classList.toggle("kb-phrases--short", !open);
        button.textContent = open ? "Свернуть фразы" : `Ещё ${hidden} ${words[rules.select(hidden)]}`;
        button.setAttribute("aria-expanded", String(open));
      };
      button.addEventListener("click", () => show(list.classList.contains("kb-phrases--short")));
      list.after(button);
      show(isSearched);
    }
  });
}
