/* Ways into the search: the box of the home page, Ctrl+K, and the «/» key under a Russian layout. */
"use strict";

{
  const open = () => {
    const field = document.querySelector("[data-md-component=search-query]");
    field?.focus();
    field?.select();
  };
  const isTyping = ({ target }) => target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-kb-search]")) open();
  });
  document.addEventListener("keydown", (event) => {
    const isShortcut = (event.ctrlKey || event.metaKey) && event.code === "KeyK";
    const isSlash = event.code === "Slash" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
    if (isShortcut || isSlash) {
      event.preventDefault();
      open();
    }
  });
}
