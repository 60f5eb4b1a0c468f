/* A button at each heading that copies its link, letters left readable. */
"use strict";

document$.subscribe(() => {
  for (const heading of document.querySelectorAll("article h2[id], article h3[id]")) {
    if (heading.querySelector(".kb-anchor") || heading.classList.contains("kb-card-title")) continue;
    const title = heading.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-anchor";
    button.title = "Скопировать ссылку на раздел";
    button.setAttribute("aria-label", `Скопировать ссылку на раздел «${title}»`);
    button.addEventListener("click", () => {
      const url = new URL(location.href);
      url.search = "";
      url.hash = "";
      KbClipboard.copy(`${decodeURI(url.href)}#${heading.id}`, "Ссылка скопирована");
    });
    heading.append(" ", button);
  }
});
