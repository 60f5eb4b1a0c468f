/* A button at each heading that copies its link, in ASCII: it stays whole in mail, chats and the CRM. */
"use strict";

document$.subscribe(() => {
  const isAscii = (text) => /^[\x21-\x7e]+$/.test(text);
  for (const heading of document.querySelectorAll("article h2[id], article h3[id]")) {
    if (heading.querySelector(".kb-anchor") || heading.classList.contains("kb-card-title")) continue;
    const title = heading.textContent.trim();
    const anchor = isAscii(heading.id) ? heading.id : (heading.querySelector(".kb-alias")?.id ?? heading.id);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kb-anchor";
    button.title = "Скопировать ссылку на раздел";
    button.setAttribute("aria-label", `Скопировать ссылку на раздел «${title}»`);
    button.addEventListener("click", () => {
      const url = new URL(location.href);
      url.search = "";
      url.hash = anchor;
      KbClipboard.copy(url.href, "Ссылка скопирована");
    });
    heading.append(" ", button);
  }
});
