// Keys and clicks that belong to the page as a whole. Letters by their place, whatever the layout.
const PLACES = {
  text: '[class*="st-key-text-"] textarea',
  number: '[class*="st-key-number-"] input',
  client_name: '[class*="st-key-client-"] input',
  agent: ".st-key-agent input",
  reply: '[class*="st-key-reply-"] textarea',
  part: '[class*="st-key-parts-"] button',
  line: ".st-key-checklist input:not(:checked)",
  ruling: ".st-key-ruling_panel button",
};

function onKey(event) {
  if (event.key === "Escape") { closeAll(event.target); return; }
  if (event.key === "Enter" && event.ctrlKey && event.target === caret.ahead?.area) {
    // The page it is meant for is not there yet: answered as soon as it is.
    event.preventDefault();
    event.stopImmediatePropagation();
    caret.ahead.isSent = true;
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const actions = {
    KeyC: () => press(".desk-copy[data-main]"),
    KeyS: nextSlot,
    KeyN: () => leave(".st-key-new button"),
    KeyG: () => leave(".st-key-finish button"),
    KeyT: toText,
    KeyI: () => wish(PLACES.number),
    KeyR: () => wish(PLACES.reply),
    KeyL: () => wish(PLACES.line),
    KeyP: () => toggle(".st-key-parts_button button", PLACES.part),
    KeyV: () => toggle(".st-key-rule button", PLACES.ruling),
  };
  const action = actions[event.code];
  if (action) { event.preventDefault(); action(); }
}

// A key takes no caret out of its field as a click does: the last keystrokes go first, then the button.
function press(selector) {
  commitAll();
  setTimeout(() => document.querySelector(selector)?.click());
}

// To another ticket: what is typed from here on is its text.
function leave(selector) {
  commitAll();
  awaitNext(document.querySelector(selector));
  press(selector);
}

// To the ticket's text. Its field may yet have to be drawn: what is typed until then is its, not the reply's.
function toText() {
  const button = document.querySelector(".st-key-edit_text button");
  if (!button || button.disabled) { wish(PLACES.text); return; }
  press(".st-key-edit_text button");
  catchKeys();
  wish(PLACES.text, LONG_MS);
}

// Opens a panel and goes into it, or closes it and goes back to the reply.
function toggle(button, inside) {
  const isOpen = Boolean(document.querySelector(inside));
  press(button);
  wish(isOpen ? PLACES.reply : inside);
}

// A «почему» closes when the click was elsewhere.
function closePanels(kept) {
  for (const each of document.querySelectorAll("details.desk-cell[open], details.desk-menu[open], details.desk-look[open]")) {
    if (!kept || !each.contains(kept)) each.open = false;
  }
}

// Escape in an open list of a field closes that list alone.
function closeAll(target) {
  closePanels(null);
  const isList = target.getAttribute?.("aria-expanded") === "true";
  if (isList || !document.querySelector(PLACES.ruling)) return;
  press(".st-key-rule_close button");
  wish(PLACES.reply);
}
