/* Names for screen readers of parts the theme leaves without one, or names twice. */
"use strict";

document$.subscribe(() => {
  const names = { ".md-search": "Поиск по базе знаний", ".md-path": "Путь к странице", ".md-nav--primary": "Разделы" };
  for (const [part, name] of Object.entries(names)) document.querySelector(part)?.setAttribute("aria-label", name);
});
