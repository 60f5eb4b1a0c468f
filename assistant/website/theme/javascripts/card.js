/* The card of a document shows what matters at once; the other rows open by a button. */
"use strict";

document$.subscribe(() => {
  for (const card of document.querySelectorAll("table.kb-card")) {
    if (!card.querySelector('tr[data-kb="more"]') || card.nextElementSibling?.matches(".kb-more")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-more";
    const show = (open) => {
      card.classList.toggle("kb-card--short", !open);
      button.textContent = open ? "Свернуть сведения о документе" : "Все сведения о документе";
      button.setAttribute("aria-expanded", String(open));
    };
    button.addEventListener("click", () => show(card.classList.contains("kb-card--short")));
    card.after(button);
    show(false);
  }
});
