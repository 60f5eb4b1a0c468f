/* A table wider than the page scrolls inside itself, by keyboard too; one that fits is no stop for Tab. */
"use strict";

{
  const headingOf = (table) => {
    let at = table;
    while (at && !/^H[1-6]$/.test(at.tagName)) at = at.previousElementSibling ?? at.parentElement;
    return at?.textContent.replace(/#?\s*$/, "").trim() || document.title;
  };

  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      if (scrolls) {
        target.tabIndex = 0;
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", `Таблица: ${headingOf(target)}`);
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
      }
    }
  });

  document$.subscribe(() => {
    watch.disconnect();
    for (const frame of document.querySelectorAll(".md-typeset__scrollwrap")) watch.observe(frame);
  });
}
