// Mounted once a page; every later call brings fresh data.
function connection() {
  const app = document.querySelector("[data-test-connection-state]");
  return app?.getAttribute("data-test-connection-state") ?? "";
}

const SETTLE_MS = 30;
const WAKE_MS = 300;
const shell = { send: null, offline: false, focus: null, timer: null, place: null };

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
  const { key, place } = shell.focus;
  const holder = document.querySelector(`[class*="st-key-${CSS.escape(stem(key))}"] textarea`);
  if (!holder || holder.disabled) return;
  holder.focus();
  holder.setSelectionRange(place, place);
}

function noteFocus(event) {
  const area = event.target;
  if (area.matches?.("textarea") && !area.disabled) {
    shell.focus = { key: keyOf(area), place: area.selectionEnd };
  }
}

// A click elsewhere was meant: no caret is given back after it.
function forgetFocus(event) {
  if (!event.target.closest?.(".stTextArea")) shell.focus = null;
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
  tick();
}

export default function (component) {
  const { data, setTriggerValue } = component;
  if (!window.deskShell) {
    window.deskShell = { compare, giveCaretBack, startTyping };
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
