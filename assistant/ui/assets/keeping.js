// Nothing typed is lost. It goes to the server after a short pause, and until the server has it on disk a copy
// stays in this tab (its session storage outlives a reload). A field that comes without what was typed in it (drawn
// anew, replaced by the program, opened again) gets it back; copies of what is saved are erased.
const PAUSE_MS = 600;
const LONGEST_MS = 4000;
const DRAWN_MS = 50;
const ASKED_MS = 3000;
const LATE_MS = 1500;
const LATE_TRIES = 5;
const SENT = 8;
const PREFIX = "desk:";
const FIELDS = ".stTextArea textarea, .stTextInput input";

const keeping = {
  timers: new Map(),
  copies: new Map(),
  drawn: new Map(), // the last text of a field that the server had
  sent: new Map(), // texts of a field that went to it since
  saved: null,
  known: new Set(),
  origin: "",
  asked: 0,
  late: { text: null, tries: 0, timer: null },
};

function keyOf(field) {
  const holder = field.closest('[class*="st-key-"]');
  return holder ? [...holder.classList].find((name) => name.startsWith("st-key-")).slice(7) : "";
}

function fieldOf(key) {
  return key ? document.querySelector(`.st-key-${CSS.escape(key)} :is(textarea, input)`) : null;
}

// The same as fingerprint.py: Adler-32 of UTF-8.
function digest(text) {
  let a = 1, b = 0;
  for (const byte of new TextEncoder().encode(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

// React takes a field's text in when it hears focusout; the caret stays where it is.
function commit(field) {
  if (field?.isConnected && !field.disabled) {
    field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  }
}

function commitAll() {
  for (const field of document.querySelectorAll(FIELDS)) commit(field);
}

// Heard before anything else looks at the field, and after React, which takes back what is too long for it.
function noteInput({ target: field }) {
  if (!field.matches?.(FIELDS)) return;
  const key = keyOf(field);
  remember(key, field.value);
  const now = Date.now();
  const timer = keeping.timers.get(key) ?? { since: now };
  clearTimeout(timer.id);
  const wait = Math.max(0, Math.min(PAUSE_MS, timer.since + LONGEST_MS - now));
  timer.id = setTimeout(sendSoon, wait, key, timer);
  keeping.timers.set(key, timer);
}

// A page that is being drawn is let finish: a message would break off the drawing, and whatever it was begun for.
function sendSoon(key, timer) {
  if (isDrawing() && Date.now() < timer.since + LONGEST_MS) {
    timer.id = setTimeout(sendSoon, DRAWN_MS, key, timer);
    return;
  }
  keeping.timers.delete(key);
  commit(fieldOf(key));
  sendLate();
}

// From a click on until the drawing it asked for is over.
function isDrawing() {
  const app = document.querySelector("[data-test-script-state]");
  return app?.getAttribute("data-test-script-state") === "running" || Date.now() < keeping.asked + ASKED_MS;
}

function noteAsking({ target }) {
  if (target.closest?.('.stButton button, [role="radio"], [type="checkbox"]')) keeping.asked = Date.now();
}

function noteScript(changes) {
  const state = changes.find((each) => each.attributeName === "data-test-script-state");
  if (state?.target.dataset.testScriptState === "notRunning") keeping.asked = 0;
}

// Of the journal's fields the server keeps nothing: what is sent, Streamlit itself brings back.
function noteSent({ target: field }) {
  if (!field.matches?.(FIELDS)) return;
  const key = keyOf(field);
  keeping.sent.set(key, [...(keeping.sent.get(key) ?? []), field.value].slice(-SENT));
  if (key.startsWith("journal")) forget(key);
}

function remember(key, text) {
  keeping.copies.set(key, text);
  try {
    sessionStorage.setItem(PREFIX + key, text);
  } catch { /* no room here: the server still gets it */ }
}

function forget(key) {
  keeping.copies.delete(key);
  sessionStorage.removeItem(PREFIX + key);
}

// Called when the server says what it has and what it had before.
function compare({ saved, known, origin }) {
  Object.assign(keeping, { saved, origin, known: new Set(known) });
  for (const [key, text] of [...keeping.copies]) {
    const mark = digest(text);
    const isThere = key in saved ? mark === saved[key] : keeping.known.has(mark) || mark === saved[heirOf(key)];
    if (isThere) forget(key);
  }
  noteDrawn();
  restore();
  sendLate();
}

// A field shows its text a moment after it is on the page, so this looks again until it does.
function noteDrawn() {
  for (const [key, mark] of Object.entries(keeping.saved ?? {})) {
    if (keeping.drawn.get(key)?.mark === mark) continue;
    const text = fieldOf(key)?.value;
    if (text === undefined || digest(text) !== mark) continue;
    keeping.drawn.set(key, { mark, text });
    keeping.sent.delete(key);
  }
}

// The field of the page as it is now that stands where another was: a key ends with counts of how often the program
// replaced the field, and a draft that two tabs changed goes on in one of them under another identifier.
function heirOf(key) {
  const saved = keeping.saved ?? {};
  if (key in saved) return key;
  const [name, draft] = partsOf(key);
  if (!draft) return "";
  return Object.keys(saved).find((each) => {
    const [itsName, itsDraft] = partsOf(each);
    return itsName === name && (itsDraft === draft || draft === keeping.origin);
  }) ?? "";
}

function partsOf(key) {
  return key.match(/^(.+?)-([0-9a-f]{16})(?:-\d{1,10})*$/)?.slice(1) ?? [key, ""];
}

// Called whenever the page changes, so what was typed is back before the next key is struck: as long as there is a copy
// of a field's text, the field shows that.
function restore() {
  if (!keeping.saved) return;
  for (const [key, text] of [...keeping.copies]) {
    const heir = heirOf(key) || key;
    const field = fieldOf(heir);
    if (!field || field.disabled || (heir !== key && !isFilled(field, heir))) continue;
    if (heir !== key) {
      forget(key);
      moveCaret(key, heir, baseOf(key), field.value);
      put(field, heir, merged(baseOf(key), text, field.value));
    } else if (field.value !== text) {
      put(field, key, text);
    }
  }
}

function isInheriting() {
  return Boolean(keeping.saved) && [...keeping.copies.keys()].some((key) => fieldOf(heirOf(key)) && heirOf(key) !== key);
}

// Whether a field has its text: Streamlit puts a new one on the page empty, and fills it a moment later.
function isFilled(field, key) {
  const copy = keeping.copies.get(key);
  return copy === undefined ? keeping.saved?.[key] === digest(field.value) : copy === field.value;
}

// The text of a field that the program started from when it replaced the field.
function baseOf(key) {
  const sent = keeping.sent.get(key) ?? [];
  return sent.findLast((text) => keeping.known.has(digest(text))) ?? keeping.drawn.get(key)?.text;
}

function put(field, key, text) {
  remember(key, text);
  if (field.value !== text) write(field, text);
  commit(field);
}

// As if it had been typed: React looks at a value only when it was set behind its back.
function write(field, text) {
  const place = document.activeElement === field ? field.selectionEnd : null;
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (place !== null) field.setSelectionRange(place, place);
}

// What was typed on in a ticket that was already on its way to an answer: its field is gone, the words are not.
function sendLate() {
  const key = Object.keys(keeping.saved ?? {}).find((each) => each.startsWith("text-"));
  const text = keeping.copies.get(key);
  if (text === undefined || fieldOf(key)) return;
  const { late } = keeping;
  if (late.text !== text) Object.assign(late, { text, tries: 0 });
  else if (late.timer || late.tries === LATE_TRIES) return;
  late.tries += 1;
  // A drawing that is broken off forgets what it was told: told again unless it was heard.
  clearTimeout(late.timer);
  late.timer = setTimeout(() => { late.timer = null; sendLate(); }, LATE_MS);
  shell.send?.("late", { key, text });
}

function setCookie(name, value) {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; SameSite=Strict`;
}

function startKeeping() {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(PREFIX)) keeping.copies.set(name.slice(PREFIX.length), sessionStorage.getItem(name));
  }
  document.addEventListener("input", noteInput, true);
  document.addEventListener("input", noteInput);
  document.addEventListener("focusout", noteSent);
  document.addEventListener("click", noteAsking, true);
  addEventListener("pagehide", commitAll);
  document.addEventListener("visibilitychange", () => { if (document.hidden) commitAll(); });
}
