// Nothing typed is lost: text goes to the server after a short pause, and until the server has it on
// disk, a copy stays in this browser. A copy is erased as soon as it is saved.
const PAUSE_MS = 600;
const LONGEST_MS = 4000;
const PREFIX = "desk:";
const FORGET_MS = 7 * 24 * 3600 * 1000;

const keeping = { timers: new Map(), saved: {}, restored: new Set() };

function keyOf(area) {
  const holder = area.closest('[class*="st-key-"]');
  return holder ? [...holder.classList].find((name) => name.startsWith("st-key-")).slice(7) : "";
}

function areaOf(key) {
  if (!key) return null;
  return document.querySelector(`.st-key-${CSS.escape(key)} textarea`);
}

// The same digest as answering.digest: Adler-32 of UTF-8.
function digest(text) {
  let a = 1, b = 0;
  for (const byte of new TextEncoder().encode(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}

// React listens to focusout; the caret stays where it is.
function commit(area) {
  if (area.isConnected && !area.disabled) {
    area.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  }
}

function noteInput(event) {
  const area = event.target;
  if (!area.matches?.(".stTextArea textarea, .stTextInput input")) return;
  const key = keyOf(area);
  if (area.matches("textarea")) remember(key, area.value);
  const now = Date.now();
  const timer = keeping.timers.get(key) ?? { since: now };
  clearTimeout(timer.id);
  const wait = Math.max(0, Math.min(PAUSE_MS, timer.since + LONGEST_MS - now));
  timer.id = setTimeout(() => { keeping.timers.delete(key); commit(area); }, wait);
  keeping.timers.set(key, timer);
}

function remember(key, text) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ text, at: Date.now() }));
  } catch { /* no room: the server still gets it */ }
}

// Called when the server says what it has: forget copies it holds, bring back those it lacks.
function compare(saved) {
  keeping.saved = saved;
  for (const [key, known] of Object.entries(saved)) {
    forgetEarlier(key);
    const stored = localStorage.getItem(PREFIX + key);
    if (stored === null) continue;
    const text = readCopy(stored);
    if (typeof text !== "string" || digest(text) === known) {
      localStorage.removeItem(PREFIX + key);
    } else if (!keeping.restored.has(key)) {
      bringBack(key, text);
    }
    keeping.restored.add(key);
  }
}

// The server has a text of this field: forget the copy, unless it is newer.
function forgetSaved(key, text) {
  const stored = localStorage.getItem(PREFIX + key);
  if (stored !== null && readCopy(stored) === text) localStorage.removeItem(PREFIX + key);
}

function readCopy(stored) {
  try { return JSON.parse(stored).text; } catch { return null; }
}

// Copies of a field that the program has replaced since: their text was taken in with the click.
function forgetEarlier(key) {
  const stem = PREFIX + key.replace(/\d+$/, "");
  for (const name of Object.keys(localStorage)) {
    if (name.startsWith(stem) && name !== PREFIX + key) localStorage.removeItem(name);
  }
}

// Only at the first sight of a field: later differences are keystrokes on their way.
function bringBack(key, text, tries = 20) {
  const area = areaOf(key);
  if (!area) {
    if (tries) setTimeout(() => bringBack(key, text, tries - 1), 100);
    return;
  }
  if (area.value === text) { commit(area); return; }
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
  area.dispatchEvent(new Event("input", { bubbles: true }));
  commit(area);
}

function commitAll() {
  for (const area of document.querySelectorAll(".stTextArea textarea, .stTextInput input")) commit(area);
}

function forgetOld() {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(PREFIX)) continue;
    try {
      if (Date.now() - JSON.parse(localStorage.getItem(name)).at > FORGET_MS) localStorage.removeItem(name);
    } catch { localStorage.removeItem(name); }
  }
}

function setCookie(name, value) {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; SameSite=Strict`;
}

function startKeeping() {
  forgetOld();
  document.addEventListener("input", noteInput, true);
  addEventListener("pagehide", commitAll);
  document.addEventListener("visibilitychange", () => { if (document.hidden) commitAll(); });
}
