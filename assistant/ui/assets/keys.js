// Keys and clicks that belong to the page as a whole. Letters by their place, whatever the layout.
function onKey(event) {
  if (event.key === "Escape") { closePanels(null); return; }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const actions = {
    KeyC: () => document.querySelector(".desk-copy[data-main]")?.click(),
    KeyS: nextSlot,
    KeyN: () => document.querySelector(".st-key-new button")?.click(),
    KeyT: () => document.querySelector('[class*="st-key-text-"] textarea')?.focus(),
  };
  const action = actions[event.code];
  if (action) { event.preventDefault(); action(); }
}

// A «почему» closes when the click was elsewhere.
function closePanels(kept) {
  for (const each of document.querySelectorAll("details.desk-cell[open], details.desk-menu[open], details.desk-look[open]")) {
    if (!kept || !each.contains(kept)) each.open = false;
  }
}
