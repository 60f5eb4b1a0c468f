// Mounted once a page; every later call brings fresh data.
function connection() {
  const app = document.querySelector("[data-test-connection-state]");
  return app?.getAttribute("data-test-connection-state") ?? "";
}

const SETTLE_MS = 30;
const WAKE_MS = 300;
const WISH_MS = 3000;
const WIDGETS = ".stTextArea, .stTextInput, .stButtonGroup, .stCheckbox, .stSelectbox";
const FOCUSABLE = "button, input, textarea";
const shell = { send: null, offline: false, focus: null, timer: null, place: null, wish: null };

function watchConnection() {
  const lost = connection() !== "" && connection() !== "CONNECTED";
  if (lost === shell.offline) return;
  shell.offline = lost;
  document.body.classList.toggle("desk-offline", lost);
  if (!lost) wake();
}

// Streamlit locks its fields while offline; afterwards give the caret back and save what was typed.
function wake() {
  setTimeout(() => {
    commitAll();
    shell.send?.("woke", Date.now());
    giveCaretBack();
  }, WAKE_MS);
  // A part whose script could not be fetched while the server was away stays broken until a reload.
  setTimeout(() => {
    if (document.querySelector('[data-testid="stAlertContainer"]')) location.reload();
  }, WAKE_MS * 5);
}

// A page that is new to the tab starts where the work is: at the ticket's text, then at its reply.
// Whoever is in a field by then stays there: a caret moved under typing hands scatters the words.
function startTyping(saved) {
  const key = Object.keys(saved).at(-1);
  if (!key || stem(key) === shell.place) return;
  shell.place = stem(key);
  setTimeout(() => {
    const area = areaOf(key);
    if (!area || area.disabled || isAtWork(document.activeElement)) return;
    area.focus({ preventScroll: true });
    area.setSelectionRange(0, 0);
    area.scrollTop = 0;
  }, SETTLE_MS);
}

function isAtWork(held) {
  return held && held !== document.body && !held.closest(".stButton");
}

// A field that was locked, or replaced by the program while the agent was in it, takes the caret again.
function giveCaretBack() {
  if (!shell.focus || document.activeElement !== document.body) return;
  const { key, at, place } = shell.focus;
  const holder = document.querySelector(`[class*="st-key-${CSS.escape(stem(key))}"]`);
  const field = holder?.querySelectorAll(FOCUSABLE)[at];
  if (!field || field.disabled) return;
  field.focus({ preventScroll: true });
  if (place !== null) field.setSelectionRange(place, place);
}

// Only fields are drawn anew; a button that was pressed may give the caret away.
function noteFocus(event) {
  const field = event.target;
  const holder = field.closest?.('[class*="st-key-"]');
  if (!holder || field.disabled || field.closest(".stButton") || !field.closest(WIDGETS)) return;
  const at = [...holder.querySelectorAll(FOCUSABLE)].indexOf(field);
  if (at < 0) return;
  shell.focus = { key: keyOf(field), at, place: field.matches("textarea") ? field.selectionEnd : null };
}

// Where the caret goes as soon as it is drawn.
function wish(selector) {
  shell.wish = { selector, until: Date.now() + WISH_MS };
  grantWish();
}

function grantWish() {
  const field = shell.wish && document.querySelector(shell.wish.selector);
  if (field && !field.disabled) field.focus();
  if (field || shell.wish?.until < Date.now()) shell.wish = null;
}

// A click elsewhere was meant: no caret is given back after it.
function forgetFocus(event) {
  if (!event.target.closest?.(WIDGETS)) shell.focus = null;
}

function start() {
  startKeeping();
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("click", (event) => { closePanels(event.target); goToRange(event); }, true);
  for (const name of ["input", "keyup", "click", "focusin"]) document.addEventListener(name, noteFocus, true);
  document.addEventListener("pointerdown", forgetFocus, true);
  new MutationObserver(settleSoon).observe(document.body, {
    childList: true, subtree: true, attributes: true,
    attributeFilter: ["data-test-connection-state", "data-marks", "aria-label"],
  });
  setInterval(tick, 1000);
  settle();
}

// A page is drawn by a hundred changes: look at it once they have come to rest.
function settleSoon() {
  shell.timer ??= setTimeout(settle, SETTLE_MS);
}

function settle() {
  shell.timer = null;
  translate(document);
  watchConnection();
  takeMarks();
  grantWish();
  tick();
}

export default function (component) {
  const { data, setTriggerValue } = component;
  if (!window.deskShell) {
    window.deskShell = { compare, giveCaretBack, startTyping, nextSlot };
    start();
  }
  shell.send = setTriggerValue;
  if (data.agent) setCookie("desk_agent", data.agent);
  if (!document.cookie.includes("desk_owner=")) setCookie("desk_owner", data.owner);
  window.deskShell.compare(data.saved, data.known);
  window.deskShell.giveCaretBack();
  window.deskShell.startTyping(data.saved);
  takeMarks();
  tick();
}
